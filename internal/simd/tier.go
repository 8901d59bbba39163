package simd

import "os"

// tierVariable names the environment variable that overrides the choice of the
// tier.
const tierVariable = "NEARLITE_SIMD"

// A tier is one implementation of every kernel.
//
// The functions trust their arguments: both vectors have the same length,
// len(rows) == len(q)*len(out), and a call reads no more than the limits of
// block.go allow. The methods of the same names check and split.
type tier struct {
	name string

	dotFloat32       func(a, b []float32) float32
	squaredL2Float32 func(a, b []float32) float32
	l1Float32        func(a, b []float32) float64
	cosineFloat32    func(a, b []float32) (dot, aa, bb float32)

	dotFloat32Many       func(q, rows, out []float32)
	squaredL2Float32Many func(q, rows, out []float32)
	l1Float32Many        func(q, rows []float32, out []float64)
	cosineFloat32Many    func(q, rows, dot, norm []float32)

	dotInt8       func(a, b []int8) int64
	squaredL2Int8 func(a, b []int8) int64
	l1Int8        func(a, b []int8) int64
	cosineInt8    func(a, b []int8) (dot, aa, bb int64)

	dotInt8Many       func(q, rows []int8, out []int64)
	squaredL2Int8Many func(q, rows []int8, out []int64)
	l1Int8Many        func(q, rows []int8, out []int64)
	cosineInt8Many    func(q, rows []int8, dot, norm []int64)

	hamming     func(a, b []byte) int
	andPopcount func(a, b []byte) int

	hammingMany     func(q, rows []byte, out []int)
	andPopcountMany func(q, rows []byte, out []int)
}

// supported lists the tiers that this machine can run, best first. The last one
// is purego.
var supported = append(assemblyTiers(), &purego)

// active is the tier in use; rejected the override that was not followed.
var active, rejected = choose(supported, os.Getenv(tierVariable))

// choose returns the tier called name, or the best one and the name that it
// could not follow. An empty name asks for the best one.
func choose(tiers []*tier, name string) (t *tier, rejected string) {
	if name == "" {
		return tiers[0], ""
	}
	for _, t := range tiers {
		if t.name == name {
			return t, ""
		}
	}
	return tiers[0], name
}

// Tier returns the name of the tier in use: "avx512", "avx2", "neon" or
// "purego".
func Tier() string { return active.name }

// Tiers returns the names of the tiers that this machine can run, best first.
// The caller owns the slice.
func Tiers() []string {
	names := make([]string, len(supported))
	for i, t := range supported {
		names[i] = t.name
	}
	return names
}

// Rejected returns the value of NEARLITE_SIMD if it names no tier that this
// machine can run, in which case the best one is in use; else "".
func Rejected() string { return rejected }
