package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"

	"github.com/nearlite/nearlite/internal/simd/_gen/frame"
)

func writeFloat32() {
	dotFloat32().Write("AVX512")
	squaredL2Float32().Write("AVX512")
	l1Float32().Write("AVX512")
	cosineFloat32().Write("AVX512")
}

func loopFloat32() *loop {
	return &loop{
		size: 4, chunk: 16, unroll: 4,
		load:     func(m Mem, to Register) { VMOVUPS(m, to) },
		loadTail: func(m Mem, mask, to Register) { VMOVUPS_Z(m, mask, to) },
	}
}

func dotFloat32() frame.Kernel {
	l := loopFloat32()
	return frame.Kernel{
		Name: "dotFloat32", Elem: "float32", Size: 4, Result: "float32",
		Doc:     "the sum of a[i]*b[i]",
		Prepare: l.prepare,
		Body: func(v frame.Vectors) []Register {
			sums := zeros(l.unroll)
			l.stepFromMemory = true
			l.step = func(i int, x Register, y Op) { VFMADD231PS(y, x, sums[i]) }
			l.write(v)
			return []Register{sumFloat32(sums)}
		},
	}
}

func squaredL2Float32() frame.Kernel {
	l := loopFloat32()
	return frame.Kernel{
		Name: "squaredL2Float32", Elem: "float32", Size: 4, Result: "float32",
		Doc:     "the sum of (a[i]-b[i])^2",
		Prepare: l.prepare,
		Body: func(v frame.Vectors) []Register {
			sums := zeros(l.unroll)
			l.stepFromMemory = true
			l.step = func(i int, x Register, y Op) {
				VSUBPS(y, x, x)
				VFMADD231PS(x, x, sums[i])
			}
			l.write(v)
			return []Register{sumFloat32(sums)}
		},
	}
}

// cosineFloat32 sums each part in the order of dotFloat32.
func cosineFloat32() frame.Kernel {
	l := loopFloat32()
	return frame.Kernel{
		Name: "cosineFloat32", Elem: "float32", Size: 4, Result: "float32", Cosine: true,
		Doc:     "a·b, a·a and b·b",
		Prepare: l.prepare,
		Body: func(v frame.Vectors) []Register {
			dot, yy := zeros(l.unroll), zeros(l.unroll)
			var xx []VecVirtual
			if !v.Rows {
				xx = zeros(l.unroll)
			}
			l.step = func(i int, x Register, y Op) {
				VFMADD231PS(y, x, dot[i])
				VFMADD231PS(y, y, yy[i])
				if !v.Rows {
					VFMADD231PS(x, x, xx[i])
				}
			}
			l.write(v)
			if v.Rows {
				return []Register{sumFloat32(dot), sumFloat32(yy)}
			}
			return []Register{sumFloat32(dot), sumFloat32(xx), sumFloat32(yy)}
		},
	}
}

// l1Float32 widens to float64 as it loads.
func l1Float32() frame.Kernel {
	var notSign VecVirtual
	l := &loop{
		size: 4, chunk: 8, unroll: 4,
		load:     func(m Mem, to Register) { VCVTPS2PD(m, to) },
		loadTail: func(m Mem, mask, to Register) { VCVTPS2PD_Z(m, mask, to) },
	}
	return frame.Kernel{
		Name: "l1Float32", Elem: "float32", Size: 4, Result: "float64",
		Doc: "the sum of |a[i]-b[i]|",
		Prepare: func(n Register) {
			l.prepare(n)
			notSign = broadcast(1<<63 - 1)
		},
		Body: func(v frame.Vectors) []Register {
			sums := zeros(l.unroll)
			l.step = func(i int, x Register, y Op) {
				VSUBPD(y, x, x)
				VPANDQ(notSign, x, x)
				VADDPD(x, sums[i], sums[i])
			}
			l.write(v)
			return []Register{sumFloat64(sums)}
		},
	}
}

// sumFloat32 adds up all lanes of registers into the lowest of an XMM register.
func sumFloat32(sums []VecVirtual) Register {
	z := total(VADDPS, sums)
	high := ZMM()
	VEXTRACTF64X4(Imm(1), z, high.AsY())
	VADDPS(high.AsY(), z.AsY(), z.AsY())
	VEXTRACTF32X4(Imm(1), z.AsY(), high.AsX())
	VADDPS(high.AsX(), z.AsX(), z.AsX())
	VPERMILPD(Imm(1), z.AsX(), high.AsX())
	VADDPS(high.AsX(), z.AsX(), z.AsX())
	VMOVSHDUP(z.AsX(), high.AsX())
	VADDSS(high.AsX(), z.AsX(), z.AsX())
	return z.AsX()
}

// sumFloat64 does the same for lanes of 64 bits.
func sumFloat64(sums []VecVirtual) Register {
	z := total(VADDPD, sums)
	high := ZMM()
	VEXTRACTF64X4(Imm(1), z, high.AsY())
	VADDPD(high.AsY(), z.AsY(), z.AsY())
	VEXTRACTF32X4(Imm(1), z.AsY(), high.AsX())
	VADDPD(high.AsX(), z.AsX(), z.AsX())
	VPERMILPD(Imm(1), z.AsX(), high.AsX())
	VADDSD(high.AsX(), z.AsX(), z.AsX())
	return z.AsX()
}
