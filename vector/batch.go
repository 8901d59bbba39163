package vector

import (
	"math"

	"github.com/nearlite/nearlite/internal/simd"
)

// Scratch is memory that the batch distances reuse between calls. The zero
// value is ready; it is not safe for concurrent use.
type Scratch struct {
	doubles    []float64
	dot, norm  []float32
	ints, rest []int64
	counts     []int
}

// grown is a slice of n elements, s itself where it is large enough.
func grown[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}

// Float32Batch sets out[i] to the distance between q and row i of rows, which
// holds len(out) rows of len(q) elements one behind the other. It is what
// [Metric.Float32] gives for the two, rounded to float32. Other lengths, and
// metrics that float32 vectors have not, give NaN.
func (m Metric) Float32Batch(q, rows []float32, out []float32, s *Scratch) {
	if len(rows) != len(q)*len(out) {
		fill(out)
		return
	}
	switch m {
	case L2:
		simd.SquaredL2Float32Many(q, rows, out)
		for i, d := range out {
			out[i] = float32(math.Sqrt(float64(d)))
		}
	case L1:
		s.doubles = grown(s.doubles, len(out))
		simd.L1Float32Many(q, rows, s.doubles)
		for i, d := range s.doubles {
			out[i] = float32(d)
		}
	case Cosine:
		s.dot, s.norm = grown(s.dot, len(out)), grown(s.norm, len(out))
		simd.CosineFloat32Many(q, rows, s.dot, s.norm)
		length := math.Sqrt(float64(simd.DotFloat32(q, q)))
		for i := range out {
			out[i] = float32(1 - float64(s.dot[i])/(length*math.Sqrt(float64(s.norm[i]))))
		}
	default:
		fill(out)
	}
}

// Int8Batch is Float32Batch for int8 vectors; see [Metric.Int8].
func (m Metric) Int8Batch(q, rows []int8, out []float32, s *Scratch) {
	if len(rows) != len(q)*len(out) {
		fill(out)
		return
	}
	s.ints = grown(s.ints, len(out))
	switch m {
	case L2:
		simd.SquaredL2Int8Many(q, rows, s.ints)
		for i, d := range s.ints {
			out[i] = float32(math.Sqrt(float64(d)))
		}
	case L1:
		simd.L1Int8Many(q, rows, s.ints)
		for i, d := range s.ints {
			out[i] = float32(d)
		}
	case Cosine:
		s.rest = grown(s.rest, len(out))
		simd.CosineInt8Many(q, rows, s.ints, s.rest)
		length := math.Sqrt(float64(simd.DotInt8(q, q)))
		for i := range out {
			out[i] = float32(1 - float64(s.ints[i])/(length*math.Sqrt(float64(s.rest[i]))))
		}
	default:
		fill(out)
	}
}

// BitBatch is Float32Batch for packed bit vectors; see [Metric.Bit].
func (m Metric) BitBatch(q, rows []byte, out []float32, s *Scratch) {
	if len(rows) != len(q)*len(out) || m != Hamming {
		fill(out)
		return
	}
	s.counts = grown(s.counts, len(out))
	simd.HammingMany(q, rows, s.counts)
	for i, d := range s.counts {
		out[i] = float32(d)
	}
}

// fill sets distances that do not exist.
func fill(out []float32) {
	for i := range out {
		out[i] = float32(math.NaN())
	}
}
