//go:build !purego

package simd

import "golang.org/x/sys/cpu"

func assemblyTiers() []*tier {
	if cpu.ARM64.HasASIMDDP {
		return []*tier{&neonDotProd}
	}
	return []*tier{&neon}
}

// neon needs what every arm64 has.
var neon = tier{
	name: "neon",

	dotFloat32:       dotFloat32NEON,
	squaredL2Float32: squaredL2Float32NEON,
	l1Float32:        l1Float32NEON,
	cosineFloat32:    cosineFloat32NEON,

	dotFloat32Many:       dotFloat32ManyNEON,
	squaredL2Float32Many: squaredL2Float32ManyNEON,
	l1Float32Many:        l1Float32ManyNEON,
	cosineFloat32Many:    cosineFloat32ManyNEON,

	dotInt8:       dotInt8NEON,
	squaredL2Int8: squaredL2Int8NEON,
	l1Int8:        l1Int8NEON,
	cosineInt8:    cosineInt8NEON,

	dotInt8Many:       dotInt8ManyNEON,
	squaredL2Int8Many: squaredL2Int8ManyNEON,
	l1Int8Many:        l1Int8ManyNEON,
	cosineInt8Many:    cosineInt8ManyNEON,

	hamming:     hammingNEON,
	andPopcount: andPopcountNEON,

	hammingMany:     hammingManyNEON,
	andPopcountMany: andPopcountManyNEON,
}

// neonDotProd is neon with the dot-product instructions.
var neonDotProd = neon.withDotProd()

func (t tier) withDotProd() tier {
	t.dotInt8 = dotInt8DotProd
	t.dotInt8Many = dotInt8ManyDotProd
	t.squaredL2Int8 = squaredL2Int8DotProd
	t.squaredL2Int8Many = squaredL2Int8ManyDotProd
	t.cosineInt8 = cosineInt8DotProd
	t.cosineInt8Many = cosineInt8ManyDotProd
	return t
}
