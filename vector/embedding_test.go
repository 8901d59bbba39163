package vector

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestEmbeddingRoundTrip(t *testing.T) {
	for _, v := range [][]float32{nil, {1}, {1, -2.5, 3e-20}} {
		blob, err := EncodeEmbedding(v)
		if err != nil || len(blob) != 4*len(v) {
			t.Fatalf("EncodeEmbedding(%v) = %d bytes, %v", v, len(blob), err)
		}
		got, err := DecodeEmbedding(blob)
		if err != nil || !slices.Equal(got, v) {
			t.Errorf("%v encoded and decoded is %v, %v", v, got, err)
		}
	}
}

func TestDecodeEmbeddingCopies(t *testing.T) {
	blob, _ := EncodeEmbedding([]float32{1, 2})
	v, err := DecodeEmbedding(blob)
	clear(blob)
	if err != nil || !slices.Equal(v, []float32{1, 2}) {
		t.Errorf("after the blob was cleared: %v, %v", v, err)
	}
}

func TestEmbeddingRefuses(t *testing.T) {
	var e *FormatError
	if _, err := EncodeEmbedding([]float32{1, float32(math.NaN())}); !errors.As(err, &e) || e.Kind != FormatNaN || e.Index != 1 {
		t.Errorf("EncodeEmbedding with NaN: %v", err)
	}
	if _, err := DecodeEmbedding(make([]byte, 5)); !errors.As(err, &e) || e.Kind != FormatBlobLength || e.Length != 5 {
		t.Errorf("DecodeEmbedding of 5 bytes: %v", err)
	}
}

func TestSimilarityOfRandomVectors(t *testing.T) {
	seed := rand.Uint64()
	r := rand.New(rand.NewPCG(seed, seed))
	for n := 1; n < 70; n++ {
		a, b := randomFloats(r, n), randomFloats(r, n)
		var dot, aa, bb, square float64
		for i := range a {
			x, y := float64(a[i]), float64(b[i])
			dot, aa, bb, square = dot+x*y, aa+x*x, bb+y*y, square+(x-y)*(x-y)
		}
		similarity, err := CosineSimilarity(a, b)
		if want := dot / math.Sqrt(aa*bb); err != nil || math.Abs(similarity-want) > 1e-14 {
			t.Errorf("seed %d, %d dims: cosine %v, %v, want %v", seed, n, similarity, err, want)
		}
		distance, err := L2Distance(a, b)
		if want := math.Sqrt(square); err != nil || math.Abs(distance-want) > 1e-14*want {
			t.Errorf("seed %d, %d dims: l2 %v, %v, want %v", seed, n, distance, err, want)
		}
		if s, _ := CosineSimilarity(a, a); s > 1 || s < 1-1e-14 {
			t.Errorf("seed %d: similarity to itself is %v", seed, s)
		}
	}
}

func TestSimilarityRefuses(t *testing.T) {
	tests := []struct {
		name string
		a, b []float32
		want error
	}{
		{"lengths", []float32{1}, []float32{1, 2}, ErrDimensionMismatch},
		{"empty", nil, nil, ErrEmptyVector},
		{"zero", []float32{0, 0}, []float32{1, 2}, ErrZeroVector},
	}
	for _, tt := range tests {
		if _, err := CosineSimilarity(tt.a, tt.b); !errors.Is(err, tt.want) {
			t.Errorf("%s: cosine error %v, want %v", tt.name, err, tt.want)
		}
		if tt.want == ErrZeroVector {
			continue
		}
		if _, err := L2Distance(tt.a, tt.b); !errors.Is(err, tt.want) {
			t.Errorf("%s: l2 error %v, want %v", tt.name, err, tt.want)
		}
	}
}

func randomFloats(r *rand.Rand, n int) []float32 {
	v := make([]float32, n)
	for i := range v {
		v[i] = float32(r.NormFloat64())
	}
	return v
}

func BenchmarkCosineSimilarity(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	x, y := randomFloats(r, 1536), randomFloats(r, 1536)
	b.SetBytes(4 * 1536)
	for b.Loop() {
		if _, err := CosineSimilarity(x, y); err != nil {
			b.Fatal(err)
		}
	}
}
