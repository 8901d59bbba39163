package simd

import (
	"fmt"
	"math"
	"slices"
	"testing"
	"unsafe"
)

func TestKernelsAreAsExactAsPromised(t *testing.T) {
	forKernels(t, testLengths[float32, float32], testLengths[float32, float64], testLengths[int8, int64], testLengths[byte, int])
}

// testLengths tries all short lengths, at all places within 64 bytes that matter,
// and some lengths around what one call takes.
func testLengths[E any, R number](t *testing.T, tier *tier, k kernel[E, R]) {
	r := source(t)
	check := func(a, b []E) {
		got := k.one(tier, a, b)
		want, bound := k.want(a, b)
		if !(math.Abs(float64(got)-want) <= bound) {
			t.Fatalf("length %d: got %v, want %v within %g", len(a), got, want, bound)
		}
	}
	a, b := aligned(randomSlice(r, 1000, k.random)), aligned(randomSlice(r, 1000, k.random))
	for n := range 301 {
		for offset := range 8 {
			other := (5*offset + n) % 16
			check(a[offset:offset+n], b[other:other+n])
		}
	}
	for _, n := range []int{512, 1536, 4096, 8191, 8192, blockInt8 - 1, blockInt8, blockInt8 + 1, blockBytes - 1, blockBytes + 1, 2*blockBytes + 77} {
		check(randomSlice(r, n, k.random), randomSlice(r, n, k.random))
	}
}

// aligned returns s moved to the beginning of a cache line.
func aligned[E any](s []E) []E {
	const line = 64
	size := int(unsafe.Sizeof(s[0]))
	room := make([]E, len(s)+line/size)
	skip := (line - int(uintptr(unsafe.Pointer(&room[0]))%line)) % line / size
	moved := room[skip : skip+len(s)]
	copy(moved, s)
	return moved
}

func TestManyIsOneBitForBit(t *testing.T) {
	forKernels(t, testMany[float32, float32], testMany[float32, float64], testMany[int8, int64], testMany[byte, int])
}

func testMany[E any, R number](t *testing.T, tier *tier, k kernel[E, R]) {
	r := source(t)
	check := func(dim, n int) {
		q, rows := randomSlice(r, dim, k.random), randomSlice(r, dim*n, k.random)
		const guard = 42
		out := make([]R, n+1)
		out[n] = guard
		k.many(tier, q, rows, out[:n:n])
		for i, got := range out[:n] {
			if want := k.one(tier, q, rows[i*dim:(i+1)*dim]); !same(got, want) {
				t.Fatalf("row %d of %d, length %d: got %v, want %v", i, n, dim, got, want)
			}
		}
		if out[n] != guard {
			t.Fatalf("%d rows of length %d: wrote behind the results", n, dim)
		}
	}
	for dim := range 301 {
		check(dim, dim%9)
	}
	check(1536, 200)
	check(100, 10000)
	check(blockInt8+1, 3)
	check(blockBytes/4+1, 3)
	check(blockBytes+1, 2)
}

func TestCosineIsMadeOfDotsBitForBit(t *testing.T) {
	for _, tier := range testedTiers() {
		t.Run(tier.name, func(t *testing.T) {
			r := source(t)
			for n := range 301 {
				a, b := randomSlice(r, n, randomFloat32), randomSlice(r, n, randomFloat32)
				dot, aa, bb := tier.CosineFloat32(a, b)
				if !same(dot, tier.DotFloat32(a, b)) || !same(aa, tier.DotFloat32(a, a)) || !same(bb, tier.DotFloat32(b, b)) {
					t.Fatalf("float32, length %d: parts of the cosine differ from dots", n)
				}
				x, y := randomSlice(r, n, randomInt8), randomSlice(r, n, randomInt8)
				xy, xx, yy := tier.CosineInt8(x, y)
				if xy != tier.DotInt8(x, y) || xx != tier.DotInt8(x, x) || yy != tier.DotInt8(y, y) {
					t.Fatalf("int8, length %d: parts of the cosine differ from dots", n)
				}
			}
		})
	}
}

func TestKernelsAreSymmetric(t *testing.T) {
	forTiers(t, float32Kernels[:3], testSymmetry[float32, float32])
	forTiers(t, l1Float32Kernels, testSymmetry[float32, float64])
}

func testSymmetry[E any, R number](t *testing.T, tier *tier, k kernel[E, R]) {
	r := source(t)
	for n := range 301 {
		a, b := randomSlice(r, n, k.random), randomSlice(r, n, k.random)
		if x, y := k.one(tier, a, b), k.one(tier, b, a); !same(x, y) {
			t.Fatalf("length %d: f(a,b) = %v, f(b,a) = %v", n, x, y)
		}
	}
}

func TestInt8HoldsTheWidestValues(t *testing.T) {
	for _, tier := range testedTiers() {
		t.Run(tier.name, func(t *testing.T) {
			for _, n := range []int{blockInt8, 200_000} {
				low, high := slices.Repeat([]int8{-128}, n), slices.Repeat([]int8{127}, n)
				wide := int64(n)
				if got := tier.DotInt8(low, low); got != wide*128*128 {
					t.Errorf("length %d: dot %d, want %d", n, got, wide*128*128)
				}
				if got := tier.DotInt8(low, high); got != -wide*128*127 {
					t.Errorf("length %d: dot %d, want %d", n, got, -wide*128*127)
				}
				if got := tier.SquaredL2Int8(low, high); got != wide*255*255 {
					t.Errorf("length %d: squared L2 %d, want %d", n, got, wide*255*255)
				}
				if got := tier.L1Int8(low, high); got != wide*255 {
					t.Errorf("length %d: L1 %d, want %d", n, got, wide*255)
				}
			}
		})
	}
}

func TestFloat32KernelsPassOnNaNAndInfinity(t *testing.T) {
	nan, inf := float32(math.NaN()), float32(math.Inf(1))
	forTiers(t, float32Kernels, func(t *testing.T, tier *tier, k kernel[float32, float32]) {
		testSpecial(t, tier, k, nan, func(x float32) bool { return x != x })
		testSpecial(t, tier, k, inf, func(x float32) bool { return math.IsInf(float64(x), 1) })
	})
	forTiers(t, l1Float32Kernels, func(t *testing.T, tier *tier, k kernel[float32, float64]) {
		testSpecial(t, tier, k, nan, func(x float64) bool { return x != x })
		testSpecial(t, tier, k, inf, func(x float64) bool { return math.IsInf(x, 1) })
	})
}

func testSpecial[R number](t *testing.T, tier *tier, k kernel[float32, R], special float32, ok func(R) bool) {
	for _, n := range []int{1, 7, 16, 33, 100, 257} {
		for at := range n {
			a, b := slices.Repeat([]float32{1}, n), slices.Repeat([]float32{2}, n)
			b[at] = special
			if got := k.one(tier, a, b); !ok(got) {
				t.Fatalf("%v at %d of %d: got %v", special, at, n, got)
			}
		}
	}
}

func TestWrongLengthsPanic(t *testing.T) {
	four, five := make([]float32, 4), make([]float32, 5)
	eight := make([]int8, 8)
	for name, call := range map[string]func(){
		"one longer":           func() { DotFloat32(four, five) },
		"one shorter":          func() { SquaredL2Float32(five, four) },
		"cosine":               func() { CosineFloat32(five, four) },
		"int8":                 func() { L1Int8(eight, eight[1:]) },
		"bits":                 func() { Hamming(make([]byte, 3), nil) },
		"rows too short":       func() { DotFloat32Many(four, five, make([]float32, 2)) },
		"rows too long":        func() { DotFloat32Many(four, five, make([]float32, 1)) },
		"rows of nothing":      func() { DotFloat32Many(nil, five, make([]float32, 1)) },
		"no results":           func() { DotInt8Many(eight, eight, nil) },
		"norms fewer than dot": func() { CosineInt8Many(eight, eight, make([]int64, 1), nil) },
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("no panic")
				}
			}()
			call()
		})
	}
}

func TestKernelsDoNotAllocate(t *testing.T) {
	q, rows := make([]float32, 100), make([]float32, 1000)
	out, norm := make([]float32, 10), make([]float32, 10)
	for _, tier := range testedTiers() {
		allocs := testing.AllocsPerRun(10, func() {
			tier.DotFloat32(q, rows[:100])
			tier.CosineFloat32(q, rows[:100])
			tier.DotFloat32Many(q, rows, out)
			tier.CosineFloat32Many(q, rows, out, norm)
		})
		if allocs != 0 {
			t.Errorf("%s: %v allocations", tier.name, allocs)
		}
	}
}

func TestChooseFollowsTheOverrideItCan(t *testing.T) {
	best, other := &tier{name: "best"}, &tier{name: "other"}
	for _, test := range []struct{ override, want, rejected string }{
		{"", "best", ""},
		{"best", "best", ""},
		{"other", "other", ""},
		{"avx1024", "best", "avx1024"},
		{"Other", "best", "Other"},
	} {
		t.Run(fmt.Sprintf("%q", test.override), func(t *testing.T) {
			got, rejected := choose([]*tier{best, other}, test.override)
			if got.name != test.want || rejected != test.rejected {
				t.Errorf("got %s, rejected %q; want %s, rejected %q", got.name, rejected, test.want, test.rejected)
			}
		})
	}
}

func TestTiersEndWithPurego(t *testing.T) {
	tiers := Tiers()
	if tiers[len(tiers)-1] != "purego" {
		t.Errorf("got %v", tiers)
	}
	if !slices.Contains(tiers, Tier()) {
		t.Errorf("%s is in use but not among %v", Tier(), tiers)
	}
}
