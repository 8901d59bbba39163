package simd

import "math"

// The reference. It is plain Go, has no tier above it to check it, and hence
// stays simple: four running sums, the i-th element going into the sum i%4.
//
// The conversions float32(x*y) keep the compiler from fusing the product and the
// addition (arm64 and others), so that the results are those of every machine.

func dotFloat32(a, b []float32) float32 {
	b = b[:len(a)]
	var s0, s1, s2, s3 float32
	for len(a) >= 4 && len(b) >= 4 {
		s0 += float32(a[0] * b[0])
		s1 += float32(a[1] * b[1])
		s2 += float32(a[2] * b[2])
		s3 += float32(a[3] * b[3])
		a, b = a[4:], b[4:]
	}
	for i := range a {
		s0 += float32(a[i] * b[i])
	}
	return (s0 + s1) + (s2 + s3)
}

func squaredL2Float32(a, b []float32) float32 {
	b = b[:len(a)]
	var s0, s1, s2, s3 float32
	for len(a) >= 4 && len(b) >= 4 {
		d0, d1, d2, d3 := a[0]-b[0], a[1]-b[1], a[2]-b[2], a[3]-b[3]
		s0 += float32(d0 * d0)
		s1 += float32(d1 * d1)
		s2 += float32(d2 * d2)
		s3 += float32(d3 * d3)
		a, b = a[4:], b[4:]
	}
	for i := range a {
		d := a[i] - b[i]
		s0 += float32(d * d)
	}
	return (s0 + s1) + (s2 + s3)
}

func l1Float32(a, b []float32) float64 {
	b = b[:len(a)]
	var s0, s1, s2, s3 float64
	for len(a) >= 4 && len(b) >= 4 {
		s0 += math.Abs(float64(a[0]) - float64(b[0]))
		s1 += math.Abs(float64(a[1]) - float64(b[1]))
		s2 += math.Abs(float64(a[2]) - float64(b[2]))
		s3 += math.Abs(float64(a[3]) - float64(b[3]))
		a, b = a[4:], b[4:]
	}
	for i := range a {
		s0 += math.Abs(float64(a[i]) - float64(b[i]))
	}
	return (s0 + s1) + (s2 + s3)
}

// cosineFloat32 sums each part in the order of dotFloat32. Three passes over a
// block in the cache beat one that runs out of registers.
func cosineFloat32(a, b []float32) (dot, aa, bb float32) {
	return dotFloat32(a, b), dotFloat32(a, a), dotFloat32(b, b)
}
