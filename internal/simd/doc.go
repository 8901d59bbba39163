// Package simd computes distances and similarities of vectors: float32, int8
// and packed bits, one vector against one ([DotFloat32]) and one against many
// ([DotFloat32Many]).
//
// # Tiers
//
// Every kernel exists in Go ("purego", the reference) and in assembly for
// AVX-512 ("avx512": F, BW, VL, VNNI and VPOPCNTDQ), AVX2 with FMA and POPCNT
// ("avx2") and NEON ("neon"; with the dot-product instructions where the
// processor has them). The best tier of the machine is chosen once, when the
// program starts. The environment variable NEARLITE_SIMD names another one;
// [Tier], [Tiers] and [Rejected] tell what came of it. The build tag purego
// leaves all assembly out.
//
// # Lengths
//
// Two vectors have the same length. Rows lie one behind the other:
// len(rows) == len(q)*len(out). Anything else is a mistake in the calling
// program and panics before a kernel runs. Length 0 is valid and gives 0.
// Slices are only read, apart from the ones that receive results; no alignment
// is asked for and nothing outside of a slice is touched. All functions may be
// called by any number of goroutines at once, as long as each writes to its own
// results.
//
// # Exactness
//
// Results on int8 and bits are exact for every input, -128 included.
//
// A float32 sum depends on the order of its additions, so tiers differ in the
// last bits. Within one tier the following are equal bit for bit:
//
//   - one against many and one against one;
//   - the parts of [CosineFloat32] and the [DotFloat32] they stand for;
//   - f(a, b) and f(b, a) of dot, squared L2 and L1.
//
// For the error let u = 2^-24, the unit roundoff of float32, and let k be the
// largest number of roundings that any one product goes through on its way into
// the result. A kernel keeps at least 4 running sums and adds them up at the end,
// so that k <= n/4 + 16 in every tier: n/4 additions into a running sum, one
// rounding of the product, two of the difference where there is one, and the
// rest for tails and for the final sum. By the standard analysis of sums (Higham,
// "Accuracy and Stability of Numerical Algorithms", section 4.2) the error is
// at most
//
//	k*u / (1 - k*u) * sum |a[i]*b[i]|  +  n * 2^-149
//
// and for squared L2 the same with (a[i]-b[i])^2 in the sum; the last term covers
// products too small for float32. For L1, which is summed in float64, u is 2^-53.
// The bound holds while no intermediate result overflows. NaN and infinities go
// through as IEEE 754 has them.
package simd
