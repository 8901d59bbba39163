//go:build !purego

package simd

import "golang.org/x/sys/cpu"

func assemblyTiers() []*tier {
	var tiers []*tier
	x86 := &cpu.X86
	if x86.HasAVX512F && x86.HasAVX512BW && x86.HasAVX512VL && x86.HasAVX512VNNI &&
		x86.HasAVX512VPOPCNTDQ && x86.HasBMI2 {
		tiers = append(tiers, &avx512)
	}
	if x86.HasAVX2 && x86.HasFMA && x86.HasPOPCNT {
		tiers = append(tiers, &avx2)
	}
	return tiers
}

// avx512 needs F, BW, VL, VNNI and VPOPCNTDQ, and BMI2, which all such machines
// have.
var avx512 = tier{
	name: "avx512",

	dotFloat32:       dotFloat32AVX512,
	squaredL2Float32: squaredL2Float32AVX512,
	l1Float32:        l1Float32AVX512,
	cosineFloat32:    cosineFloat32AVX512,

	dotFloat32Many:       dotFloat32ManyAVX512,
	squaredL2Float32Many: squaredL2Float32ManyAVX512,
	l1Float32Many:        l1Float32ManyAVX512,
	cosineFloat32Many:    cosineFloat32ManyAVX512,

	dotInt8:       dotInt8AVX512,
	squaredL2Int8: squaredL2Int8AVX512,
	l1Int8:        l1Int8AVX512,
	cosineInt8:    cosineInt8AVX512,

	dotInt8Many:       dotInt8ManyAVX512,
	squaredL2Int8Many: squaredL2Int8ManyAVX512,
	l1Int8Many:        l1Int8ManyAVX512,
	cosineInt8Many:    cosineInt8ManyAVX512,

	hamming:     hammingAVX512,
	andPopcount: andPopcountAVX512,

	hammingMany:     hammingManyAVX512,
	andPopcountMany: andPopcountManyAVX512,
}

// avx2 needs AVX2, FMA and POPCNT.
var avx2 = tier{
	name: "avx2",

	dotFloat32:       dotFloat32AVX2,
	squaredL2Float32: squaredL2Float32AVX2,
	l1Float32:        l1Float32AVX2,
	cosineFloat32:    cosineFloat32AVX2,

	dotFloat32Many:       dotFloat32ManyAVX2,
	squaredL2Float32Many: squaredL2Float32ManyAVX2,
	l1Float32Many:        l1Float32ManyAVX2,
	cosineFloat32Many:    cosineFloat32ManyAVX2,

	dotInt8:       dotInt8AVX2,
	squaredL2Int8: squaredL2Int8AVX2,
	l1Int8:        l1Int8AVX2,
	cosineInt8:    cosineInt8AVX2,

	dotInt8Many:       dotInt8ManyAVX2,
	squaredL2Int8Many: squaredL2Int8ManyAVX2,
	l1Int8Many:        l1Int8ManyAVX2,
	cosineInt8Many:    cosineInt8ManyAVX2,

	hamming:     hammingAVX2,
	andPopcount: andPopcountAVX2,

	hammingMany:     hammingManyAVX2,
	andPopcountMany: andPopcountManyAVX2,
}
