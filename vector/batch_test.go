package vector

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"
)

// TestBatchesAgreeWithSingleDistances holds the batches to the single distances,
// bit for bit, in random lengths.
func TestBatchesAgreeWithSingleDistances(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	rng := rand.New(rand.NewPCG(seed, 0))
	var s Scratch
	for range 300 {
		dims, n := 1+rng.IntN(200), rng.IntN(20)
		q, rows := make([]float32, dims), make([]float32, dims*n)
		q8, rows8 := make([]int8, dims), make([]int8, dims*n)
		bits, rowBits := make([]byte, dims), make([]byte, dims*n)
		for i := range rows {
			rows[i], rows8[i], rowBits[i] = float32(rng.NormFloat64()), int8(rng.Uint32()), byte(rng.Uint32())
		}
		for i := range q {
			q[i], q8[i], bits[i] = float32(rng.NormFloat64()), int8(rng.Uint32()), byte(rng.Uint32())
		}
		out := make([]float32, n)
		row := func(i int) (from, to int) { return i * dims, (i + 1) * dims }
		for _, m := range []Metric{L2, L1, Cosine, Hamming} {
			check := func(kind string, single func(from, to int) float64) {
				for i := range out {
					want := float32(single(row(i)))
					if out[i] != want && !(out[i] != out[i] && want != want) {
						t.Fatalf("seed %d: %v of %s, dims %d, row %d: batch %v, single %v", seed, m, kind, dims, i, out[i], want)
					}
				}
			}
			m.Float32Batch(q, rows, out, &s)
			check("float32", func(from, to int) float64 { return m.Float32(q, rows[from:to]) })
			m.Int8Batch(q8, rows8, out, &s)
			check("int8", func(from, to int) float64 { return m.Int8(q8, rows8[from:to]) })
			m.BitBatch(bits, rowBits, out, &s)
			check("bits", func(from, to int) float64 { return m.Bit(bits, rowBits[from:to]) })
		}
	}
}

func TestBatchesRefuseOtherLengths(t *testing.T) {
	var s Scratch
	out := []float32{1, 1}
	L2.Float32Batch(make([]float32, 3), make([]float32, 5), out, &s)
	if !math.IsNaN(float64(out[0])) || !math.IsNaN(float64(out[1])) {
		t.Errorf("got %v", out)
	}
}
