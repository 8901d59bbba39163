package vector

import "math"

// invalidQuotient is the NaN that x86 gives for 0/0, which sqlite-vec's results
// hold; the sign that other processors give it differs.
var invalidQuotient = math.Float32frombits(0xffc00000)

// AppendNormalized appends v scaled to length 1 to dst: sum of squares,
// root and quotients in float32, in order, as sqlite-vec's vec_normalize does
// it. A zero vector gives the NaN 0xffc00000 in every element.
func AppendNormalized(dst, v []float32) []float32 {
	var sum float32
	for _, x := range v {
		sum += float32(x * x) // the conversion keeps compilers from fusing
	}
	norm := float32(math.Sqrt(float64(sum)))
	for _, x := range v {
		q := x / norm
		if q != q && x == x && norm == norm { // 0/0 or ∞/∞
			q = invalidQuotient
		}
		dst = append(dst, q)
	}
	return dst
}

// AppendInt8Unit appends v quantized to int8 to dst. The interval [-1, 1] is
// cut into 255 steps, values beyond it are clamped: the "unit" quantization of
// sqlite-vec's vec_quantize_int8. Elements must not be NaN.
func AppendInt8Unit(dst []int8, v []float32) []int8 {
	const step = float32(2.0 / 255)
	for _, x := range v {
		level := (float64(x)+1)/float64(step) - 128
		dst = append(dst, int8(min(max(level, math.MinInt8), math.MaxInt8)))
	}
	return dst
}

// AppendBinaryFloat32 appends v quantized to bits to dst: bit i is set if v[i]
// > 0, lowest bit of each byte first, the last byte filled up with zeros. This is
// sqlite-vec's vec_quantize_binary, which wants len(v) to be a multiple of 8.
func AppendBinaryFloat32(dst []byte, v []float32) []byte { return appendBinary(dst, v) }

// AppendBinaryInt8 is [AppendBinaryFloat32] for int8 vectors.
func AppendBinaryInt8(dst []byte, v []int8) []byte { return appendBinary(dst, v) }

func appendBinary[T float32 | int8](dst []byte, v []T) []byte {
	for len(v) > 0 {
		n := min(8, len(v))
		var bits byte
		for i, x := range v[:n] {
			if x > 0 {
				bits |= 1 << i
			}
		}
		dst = append(dst, bits)
		v = v[n:]
	}
	return dst
}
