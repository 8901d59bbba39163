package simd

import (
	"math"
	"math/bits"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
)

// A kernel is one result of a tier's functions, with what it has to be.
type kernel[E any, R number] struct {
	name string
	one  func(t *tier, a, b []E) R
	many func(t *tier, q, rows []E, out []R)
	// want returns the true value and how far a result may be from it.
	want func(a, b []E) (value, bound float64)
	// random returns an element.
	random func(r *rand.Rand) E
}

var float32Kernels = []kernel[float32, float32]{
	{"dot_float32", (*tier).DotFloat32, (*tier).DotFloat32Many, wantDot, randomFloat32},
	{"squared_l2_float32", (*tier).SquaredL2Float32, (*tier).SquaredL2Float32Many, wantSquaredL2, randomFloat32},
	{"cosine_dot_float32", cosineDot((*tier).CosineFloat32), manyCosineDot((*tier).CosineFloat32Many), wantDot, randomFloat32},
	{"cosine_norm_float32", cosineNorm((*tier).CosineFloat32), manyCosineNorm((*tier).CosineFloat32Many), wantNorm, randomFloat32},
}

var l1Float32Kernels = []kernel[float32, float64]{
	{"l1_float32", (*tier).L1Float32, (*tier).L1Float32Many, wantL1, randomFloat32},
}

var int8Kernels = []kernel[int8, int64]{
	{"dot_int8", (*tier).DotInt8, (*tier).DotInt8Many, exactly(func(a, b int8) int { return int(a) * int(b) }), randomInt8},
	{"squared_l2_int8", (*tier).SquaredL2Int8, (*tier).SquaredL2Int8Many, exactly(func(a, b int8) int { return (int(a) - int(b)) * (int(a) - int(b)) }), randomInt8},
	{"l1_int8", (*tier).L1Int8, (*tier).L1Int8Many, exactly(func(a, b int8) int { return max(int(a)-int(b), int(b)-int(a)) }), randomInt8},
	{"cosine_dot_int8", cosineDot((*tier).CosineInt8), manyCosineDot((*tier).CosineInt8Many), exactly(func(a, b int8) int { return int(a) * int(b) }), randomInt8},
	{"cosine_norm_int8", cosineNorm((*tier).CosineInt8), manyCosineNorm((*tier).CosineInt8Many), exactly(func(a, b int8) int { return int(b) * int(b) }), randomInt8},
}

var bitsKernels = []kernel[byte, int]{
	{"hamming", (*tier).Hamming, (*tier).HammingMany, exactly(func(a, b byte) int { return bits.OnesCount8(a ^ b) }), randomByte},
	{"and_popcount", (*tier).AndPopcount, (*tier).AndPopcountMany, exactly(func(a, b byte) int { return bits.OnesCount8(a & b) }), randomByte},
}

func cosineDot[E any, R number](f func(t *tier, a, b []E) (dot, aa, bb R)) func(*tier, []E, []E) R {
	return func(t *tier, a, b []E) R { dot, _, _ := f(t, a, b); return dot }
}

func cosineNorm[E any, R number](f func(t *tier, a, b []E) (dot, aa, bb R)) func(*tier, []E, []E) R {
	return func(t *tier, a, b []E) R { _, _, bb := f(t, a, b); return bb }
}

func manyCosineDot[E any, R number](f func(t *tier, q, rows []E, dot, norm []R)) func(*tier, []E, []E, []R) {
	return func(t *tier, q, rows []E, out []R) { f(t, q, rows, out, make([]R, len(out))) }
}

func manyCosineNorm[E any, R number](f func(t *tier, q, rows []E, dot, norm []R)) func(*tier, []E, []E, []R) {
	return func(t *tier, q, rows []E, out []R) { f(t, q, rows, make([]R, len(out)), out) }
}

// exactly sums up the integers that term makes of two elements.
func exactly[E any](term func(a, b E) int) func(a, b []E) (value, bound float64) {
	return func(a, b []E) (value, bound float64) {
		total := 0
		for i := range a {
			total += term(a[i], b[i])
		}
		return float64(total), 0
	}
}

// The true values of float32 products and their sums, up to an error far below
// the bound, which doc.go derives.

func wantDot(a, b []float32) (value, bound float64) {
	var size float64
	for i := range a {
		p := float64(a[i]) * float64(b[i])
		value += p
		size += math.Abs(p)
	}
	return value, errorBound(len(a), 0x1p-24)*size + float64(len(a))*0x1p-149
}

func wantNorm(_, b []float32) (value, bound float64) { return wantDot(b, b) }

func wantSquaredL2(a, b []float32) (value, bound float64) {
	for i := range a {
		d := float64(a[i]) - float64(b[i])
		value += d * d
	}
	return value, errorBound(len(a), 0x1p-24)*value + float64(len(a))*0x1p-149
}

// wantL1 carries the rounding errors along (Neumaier's sum), since the kernels
// themselves sum in float64.
func wantL1(a, b []float32) (value, bound float64) {
	var sum, lost float64
	for i := range a {
		d := math.Abs(float64(a[i]) - float64(b[i]))
		next := sum + d
		if sum >= d {
			lost += (sum - next) + d
		} else {
			lost += (d - next) + sum
		}
		sum = next
	}
	value = sum + lost
	return value, errorBound(len(a), 0x1p-53) * value
}

// errorBound returns the relative bound of doc.go for n elements and unit
// roundoff u.
func errorBound(n int, u float64) float64 {
	k := float64(n)/4 + 16
	return k * u / (1 - k*u)
}

// randomFloat32 returns numbers of very different sizes and both signs.
func randomFloat32(r *rand.Rand) float32 {
	return float32(r.NormFloat64()) * float32(int(1)<<r.IntN(20)) / 1024
}

// randomInt8 returns an end of the range as often as not.
func randomInt8(r *rand.Rand) int8 {
	switch r.IntN(4) {
	case 0:
		return math.MinInt8
	case 1:
		return math.MaxInt8
	}
	return int8(r.Uint32())
}

func randomByte(r *rand.Rand) byte { return byte(r.Uint32()) }

func randomSlice[E any](r *rand.Rand, n int, random func(*rand.Rand) E) []E {
	s := make([]E, n)
	for i := range s {
		s[i] = random(r)
	}
	return s
}

// forKernels runs a test of every kernel on every tier. The four functions are one
// generic function for the four combinations of types.
func forKernels(
	t *testing.T,
	float32s func(*testing.T, *tier, kernel[float32, float32]),
	float64s func(*testing.T, *tier, kernel[float32, float64]),
	int64s func(*testing.T, *tier, kernel[int8, int64]),
	ints func(*testing.T, *tier, kernel[byte, int]),
) {
	forTiers(t, float32Kernels, float32s)
	forTiers(t, l1Float32Kernels, float64s)
	forTiers(t, int8Kernels, int64s)
	forTiers(t, bitsKernels, ints)
}

func forTiers[E any, R number](t *testing.T, kernels []kernel[E, R], test func(*testing.T, *tier, kernel[E, R])) {
	for _, tier := range testedTiers() {
		for _, k := range kernels {
			t.Run(k.name+"/"+tier.name, func(t *testing.T) { test(t, tier, k) })
		}
	}
}

// testedTiers lists what this machine can run, also tiers that it does not choose.
func testedTiers() []*tier { return append(hiddenTiers(), supported...) }

// source returns a random source. Its seed is printed when the test fails; the
// environment variable SIMD_TEST_SEED sets it.
func source(t testing.TB) *rand.Rand {
	seed := rand.Uint64()
	if s := os.Getenv("SIMD_TEST_SEED"); s != "" {
		var err error
		if seed, err = strconv.ParseUint(s, 10, 64); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("SIMD_TEST_SEED=%d", seed)
		}
	})
	return rand.New(rand.NewPCG(seed, 0))
}

// same reports whether x and y are the same bits.
func same[R number](x, y R) bool {
	return x == y && math.Signbit(float64(x)) == math.Signbit(float64(y)) || x != x && y != y
}
