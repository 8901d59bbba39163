package vector

import (
	"fmt"
	"math"
)

// EncodeEmbedding returns the float32 blob of v, 4*len(v) bytes, to be bound as
// a parameter. An empty v gives an empty blob. NaN and infinities are refused
// with a [*FormatError]: no search could ever find them.
func EncodeEmbedding(v []float32) ([]byte, error) {
	if err := CheckFinite(v); err != nil {
		return nil, err
	}
	return AppendFloat32s(make([]byte, 0, Float32.BlobSize(len(v))), v), nil
}

// DecodeEmbedding returns a copy of the len(blob)/4 elements of a float32 blob,
// whatever their values are. An empty blob gives an empty slice; a length that
// is not a multiple of 4 is a [*FormatError].
func DecodeEmbedding(blob []byte) ([]float32, error) {
	if len(blob)%4 != 0 {
		return nil, checkBlobLength(Float32, blob)
	}
	return appendFloat32sFromBlob(make([]float32, 0, len(blob)/4), blob), nil
}

// CosineSimilarity returns the cosine of the angle between a and b, from -1 to
// 1, computed in float64. It returns [ErrDimensionMismatch], [ErrEmptyVector] or
// [ErrZeroVector] where there is none. NaN elements and infinities give NaN.
func CosineSimilarity(a, b []float32) (float64, error) {
	if err := checkPair(a, b); err != nil {
		return 0, err
	}
	dot, aa, bb := dotAndNorms(a, b)
	if aa == 0 || bb == 0 {
		return 0, fmt.Errorf("vector: cosine similarity: %w", ErrZeroVector)
	}
	return min(max(dot/(math.Sqrt(aa)*math.Sqrt(bb)), -1), 1), nil
}

// L2Distance returns the Euclidean distance of a and b, computed in float64. It
// returns [ErrDimensionMismatch] or [ErrEmptyVector] where there is none. NaN
// elements give NaN.
func L2Distance(a, b []float32) (float64, error) {
	if err := checkPair(a, b); err != nil {
		return 0, err
	}
	var sum float64
	for i, x := range a {
		d := float64(x) - float64(b[i])
		sum += d * d
	}
	return math.Sqrt(sum), nil
}

func checkPair(a, b []float32) error {
	switch {
	case len(a) != len(b):
		return dimensionMismatch(len(a), len(b))
	case len(a) == 0:
		return fmt.Errorf("vector: %w", ErrEmptyVector)
	}
	return nil
}

// dotAndNorms returns a·b, a·a and b·b. Two chains of sums run side by side, so
// that the processor need not wait for each addition.
func dotAndNorms(a, b []float32) (dot, aa, bb float64) {
	var dot1, aa1, bb1 float64
	b = b[:len(a)]
	i := 0
	for ; i+1 < len(a); i += 2 {
		x0, y0 := float64(a[i]), float64(b[i])
		x1, y1 := float64(a[i+1]), float64(b[i+1])
		dot, dot1 = dot+x0*y0, dot1+x1*y1
		aa, aa1 = aa+x0*x0, aa1+x1*x1
		bb, bb1 = bb+y0*y0, bb1+y1*y1
	}
	if i < len(a) {
		x, y := float64(a[i]), float64(b[i])
		dot, aa, bb = dot+x*y, aa+x*x, bb+y*y
	}
	return dot + dot1, aa + aa1, bb + bb1
}
