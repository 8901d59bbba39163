package peer

import (
	"math/rand/v2"

	"github.com/nearlite/nearlite/vector"
)

// The seeds of the random numbers.
const (
	tableSeed = 1
	querySeed = 2
)

// normal fills v with normally distributed numbers.
func normal(r *rand.Rand, v []float32) []float32 {
	for i := range v {
		v[i] = float32(r.NormFloat64())
	}
	return v
}

// encode is the blob of v, quantized to element type e.
func encode(e vector.Element, v []float32) []byte {
	switch e {
	case vector.Int8:
		shrunk := make([]float32, len(v))
		for i, x := range v {
			shrunk[i] = x / 3 // nearly all lie in the interval [-1, 1] then
		}
		return vector.Int8sToBlob(vector.AppendInt8Unit(nil, shrunk))
	case vector.Bit:
		return vector.AppendBinaryFloat32(nil, v)
	}
	return vector.AppendFloat32s(nil, v)
}
