package simd

import (
	"encoding/binary"
	"math"
	"testing"
)

// The fuzz targets take two vectors from the two halves of data. What is placed in
// front, offset elements, moves them in memory.

func FuzzFloat32(f *testing.F) {
	f.Add([]byte("0123456789abcdef0123456789abcdef"), byte(1))
	f.Add(make([]byte, 4*2*67), byte(3))
	f.Fuzz(func(t *testing.T, data []byte, offset byte) {
		v := make([]float32, int(offset), int(offset)+len(data)/4)
		for len(data) >= 4 {
			v = append(v, math.Float32frombits(binary.LittleEndian.Uint32(data)))
			data = data[4:]
		}
		a, b := halves(v[offset:])
		for _, k := range float32Kernels {
			compareTiers(t, k, a, b, tame(k, a, b))
		}
		for _, k := range l1Float32Kernels {
			compareTiers(t, k, a, b, tame(k, a, b))
		}
	})
}

func FuzzInt8(f *testing.F) {
	f.Add([]byte("\x80\x80\x7f\x7f\x80\x7f"), byte(1))
	f.Add(make([]byte, 2*131), byte(3))
	f.Fuzz(func(t *testing.T, data []byte, offset byte) {
		v := make([]int8, int(offset), int(offset)+len(data))
		for _, x := range data {
			v = append(v, int8(x))
		}
		a, b := halves(v[offset:])
		for _, k := range int8Kernels {
			compareTiers(t, k, a, b, true)
		}
	})
}

func FuzzBits(f *testing.F) {
	f.Add([]byte("\xff\x00\x0f\xf0\xaa\x55"), byte(1))
	f.Add(make([]byte, 2*131), byte(3))
	f.Fuzz(func(t *testing.T, data []byte, offset byte) {
		v := append(make([]byte, offset), data...)
		a, b := halves(v[offset:])
		for _, k := range bitsKernels {
			compareTiers(t, k, a, b, true)
		}
	})
}

func halves[E any](v []E) (a, b []E) {
	n := len(v) / 2
	return v[:n:n], v[n : 2*n : 2*n]
}

// compareTiers checks each tier's result for a and b against the true value, if
// there is one, and that the kernel for rows has the same.
func compareTiers[E any, R number](t *testing.T, k kernel[E, R], a, b []E, checkValue bool) {
	want, bound := k.want(a, b)
	for _, tier := range testedTiers() {
		got := k.one(tier, a, b)
		if checkValue && !(math.Abs(float64(got)-want) <= bound) {
			t.Errorf("%s/%s: got %v, want %v within %g", k.name, tier.name, got, want, bound)
		}
		out := make([]R, 1)
		if k.many(tier, a, b, out); !same(out[0], got) {
			t.Errorf("%s/%s: %v as one of many, %v alone", k.name, tier.name, out[0], got)
		}
	}
}

// tame reports whether all numbers on the way to the result are finite, in any
// order of summation. With these signs all terms are as large as they get.
func tame[R number](k kernel[float32, R], a, b []float32) bool {
	x, y := make([]float32, len(a)), make([]float32, len(b))
	for i := range a {
		x[i] = float32(math.Abs(float64(a[i])))
		y[i] = -float32(math.Abs(float64(b[i])))
	}
	worst, _ := k.want(x, y)
	return math.Abs(worst) < math.MaxFloat32/2
}
