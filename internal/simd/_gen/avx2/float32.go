package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"

	"github.com/nearlite/nearlite/internal/simd/_gen/frame"
)

func writeFloat32() {
	masks := maskTable()
	dotFloat32(masks).Write("AVX2")
	squaredL2Float32(masks).Write("AVX2")
	l1Float32(masks).Write("AVX2")
	cosineFloat32(masks).Write("AVX2")
}

// maskTable holds 8 lanes of ones and 8 of zeros: what begins r lanes before the
// middle is a mask of r lanes.
func maskTable() Mem {
	table := GLOBL("tailMasksAVX2", RODATA|NOPTR)
	for i := range 16 {
		lane := U32(0)
		if i < 8 {
			lane = U32(0xffffffff)
		}
		DATA(4*i, lane)
	}
	return table
}

// loadMask loads the mask of n lanes.
func loadMask(table Mem, n, to Register) {
	p, offset := GP64(), GP64()
	LEAQ(table.Offset(8*4), p)
	MOVQ(n, offset)
	SHLQ(Imm(2), offset)
	SUBQ(offset, p)
	VMOVDQU(Mem{Base: p}, to)
}

func loopFloat32(masks Mem) *loop {
	l := &loop{
		size: 4, chunk: 8, unroll: 4,
		load: func(m Mem, to Register) { VMOVUPS(m, to) },
	}
	l.tail = func(v frame.Vectors) {
		x, y, mask := YMM(), YMM(), YMM()
		loadMask(masks, v.N, mask)
		VMASKMOVPS(Mem{Base: v.X}, mask, x)
		VMASKMOVPS(Mem{Base: v.Y}, mask, y)
		l.step(l.unroll-1, x, y)
	}
	return l
}

func dotFloat32(masks Mem) frame.Kernel {
	return frame.Kernel{
		Name: "dotFloat32", Elem: "float32", Size: 4, Result: "float32",
		Doc: "the sum of a[i]*b[i]",
		Body: func(v frame.Vectors) []Register {
			l := loopFloat32(masks)
			sums := zeros(l.unroll)
			l.stepFromMemory = true
			l.step = func(i int, x Register, y Op) { VFMADD231PS(y, x, sums[i]) }
			l.write(v)
			return []Register{sumFloat32(sums)}
		},
	}
}

func squaredL2Float32(masks Mem) frame.Kernel {
	return frame.Kernel{
		Name: "squaredL2Float32", Elem: "float32", Size: 4, Result: "float32",
		Doc: "the sum of (a[i]-b[i])^2",
		Body: func(v frame.Vectors) []Register {
			l := loopFloat32(masks)
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
func cosineFloat32(masks Mem) frame.Kernel {
	return frame.Kernel{
		Name: "cosineFloat32", Elem: "float32", Size: 4, Result: "float32", Cosine: true,
		Doc: "a·b, a·a and b·b",
		Body: func(v frame.Vectors) []Register {
			l := loopFloat32(masks)
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
func l1Float32(masks Mem) frame.Kernel {
	var notSign VecVirtual
	return frame.Kernel{
		Name: "l1Float32", Elem: "float32", Size: 4, Result: "float64",
		Doc:     "the sum of |a[i]-b[i]|",
		Prepare: func(Register) { notSign = broadcast(1<<63 - 1) },
		Body: func(v frame.Vectors) []Register {
			l := &loop{
				size: 4, chunk: 4, unroll: 4,
				load: func(m Mem, to Register) { VCVTPS2PD(m, to) },
			}
			sums := zeros(l.unroll)
			l.step = func(i int, x Register, y Op) {
				VSUBPD(y, x, x)
				VANDPD(notSign, x, x)
				VADDPD(x, sums[i], sums[i])
			}
			l.tail = func(v frame.Vectors) {
				x, y, mask := YMM(), YMM(), YMM()
				loadMask(masks, v.N, mask)
				VMASKMOVPS(Mem{Base: v.X}, mask.AsX(), x.AsX())
				VMASKMOVPS(Mem{Base: v.Y}, mask.AsX(), y.AsX())
				VCVTPS2PD(x.AsX(), x)
				VCVTPS2PD(y.AsX(), y)
				l.step(l.unroll-1, x, y)
			}
			l.write(v)
			return []Register{sumFloat64(sums)}
		},
	}
}

// sumFloat32 adds up all lanes of registers into the lowest of an XMM register.
func sumFloat32(sums []VecVirtual) Register {
	y := total(func(a, b, c Op) { VADDPS(a, b, c) }, sums)
	high := YMM()
	VEXTRACTF128(Imm(1), y, high.AsX())
	VADDPS(high.AsX(), y.AsX(), y.AsX())
	VPERMILPD(Imm(1), y.AsX(), high.AsX())
	VADDPS(high.AsX(), y.AsX(), y.AsX())
	VMOVSHDUP(y.AsX(), high.AsX())
	VADDSS(high.AsX(), y.AsX(), y.AsX())
	return y.AsX()
}

// sumFloat64 does the same for lanes of 64 bits.
func sumFloat64(sums []VecVirtual) Register {
	y := total(func(a, b, c Op) { VADDPD(a, b, c) }, sums)
	high := YMM()
	VEXTRACTF128(Imm(1), y, high.AsX())
	VADDPD(high.AsX(), y.AsX(), y.AsX())
	VPERMILPD(Imm(1), y.AsX(), high.AsX())
	VADDSD(high.AsX(), y.AsX(), y.AsX())
	return y.AsX()
}
