package vec0

import (
	"github.com/nearlite/nearlite/vector"
)

// quantize is the code of a vector in a rescore column: unlike in
// vec_quantize_binary a bit is set for zero too, and int8 is computed in float32.
func quantize(e vector.Element, v []float32) []byte {
	if e == vector.Bit {
		return quantizeBits(v)
	}
	code := make([]int8, len(v))
	for i, x := range v {
		f := (x+1)*127.5 - 128
		code[i] = int8(max(-128, min(127, f)))
	}
	return vector.Int8sToBlob(code)
}

func quantizeBits(v []float32) []byte {
	bits := make([]byte, len(v)/8)
	for i, x := range v {
		if x >= 0 {
			bits[i/8] |= 1 << (i % 8)
		}
	}
	return bits
}
