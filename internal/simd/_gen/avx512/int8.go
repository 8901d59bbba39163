package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"

	"github.com/nearlite/nearlite/internal/simd/_gen/frame"
)

func writeInt8() {
	dotInt8().Write("AVX512")
	squaredL2Int8().Write("AVX512")
	l1Int8().Write("AVX512")
	cosineInt8().Write("AVX512")
}

// loopBytes goes over bytes of any meaning.
func loopBytes(unroll int) *loop {
	return &loop{
		size: 1, chunk: 64, unroll: unroll,
		load:     func(m Mem, to Register) { VMOVDQU64(m, to) },
		loadTail: func(m Mem, mask, to Register) { VMOVDQU8_Z(m, mask, to) },
	}
}

// bias holds 0x80 in every byte. VPDPBUSD multiplies unsigned with signed bytes,
// so one factor goes in with its sign bit flipped, which adds 128 to it; 128 times
// the sum of the other factor is to be taken off again. The sums are exact modulo
// 2^32, whatever they do on the way.
func bias() VecVirtual { return broadcast(0x8080808080808080) }

func dotInt8() frame.Kernel {
	var flip VecVirtual
	l := loopBytes(4)
	return frame.Kernel{
		Name: "dotInt8", Elem: "int8", Size: 1, Result: "int64",
		Doc: "the sum of a[i]*b[i]",
		Prepare: func(n Register) {
			l.prepare(n)
			flip = bias()
		},
		Body: func(v frame.Vectors) []Register {
			biased, excess := zeros(l.unroll), zeros(l.unroll)
			l.stepFromMemory = true
			l.step = func(i int, x Register, y Op) {
				t := ZMM()
				VPXORQ(y, flip, t)
				VPDPBUSD(x, t, biased[i])
				VPDPBUSD(x, flip, excess[i])
			}
			l.write(v)
			sum := total(VPADDD, biased)
			VPSUBD(total(VPADDD, excess), sum, sum)
			return []Register{sumInt32(sum)}
		},
	}
}

func cosineInt8() frame.Kernel {
	var flip VecVirtual
	l := loopBytes(2)
	return frame.Kernel{
		Name: "cosineInt8", Elem: "int8", Size: 1, Result: "int64", Cosine: true,
		Doc: "a·b, a·a and b·b",
		Prepare: func(n Register) {
			l.prepare(n)
			flip = bias()
		},
		Body: func(v frame.Vectors) []Register {
			dots, yys := zeros(l.unroll), zeros(l.unroll)
			excessX, excessY := zeros(l.unroll), zeros(l.unroll)
			var xxs []VecVirtual
			if !v.Rows {
				xxs = zeros(l.unroll)
			}
			l.step = func(i int, x Register, y Op) {
				t := ZMM()
				VPXORQ(y, flip, t)
				VPDPBUSD(x, t, dots[i])
				VPDPBUSD(y, t, yys[i])
				VPDPBUSD(x, flip, excessX[i])
				VPDPBUSD(y, flip, excessY[i])
				if !v.Rows {
					VPXORQ(x, flip, t)
					VPDPBUSD(x, t, xxs[i])
				}
			}
			l.write(v)
			ofX, ofY := total(VPADDD, excessX), total(VPADDD, excessY)
			dot, yy := total(VPADDD, dots), total(VPADDD, yys)
			VPSUBD(ofX, dot, dot)
			VPSUBD(ofY, yy, yy)
			if v.Rows {
				return []Register{sumInt32(dot), sumInt32(yy)}
			}
			xx := total(VPADDD, xxs)
			VPSUBD(ofX, xx, xx)
			return []Register{sumInt32(dot), sumInt32(xx), sumInt32(yy)}
		},
	}
}

// squaredL2Int8 squares |a-b|, which fits a byte without a sign.
func squaredL2Int8() frame.Kernel {
	var zero VecVirtual
	l := loopBytes(2)
	return frame.Kernel{
		Name: "squaredL2Int8", Elem: "int8", Size: 1, Result: "int64",
		Doc: "the sum of (a[i]-b[i])^2",
		Prepare: func(n Register) {
			l.prepare(n)
			zero = zeros(1)[0]
		},
		Body: func(v frame.Vectors) []Register {
			low, high := zeros(l.unroll), zeros(l.unroll)
			l.step = func(i int, x Register, y Op) {
				t := ZMM()
				VPMINSB(y, x, t)
				VPMAXSB(y, x, x)
				VPSUBB(t, x, x)
				VPUNPCKLBW(zero, x, t)
				VPUNPCKHBW(zero, x, x)
				VPDPWSSD(t, t, low[i])
				VPDPWSSD(x, x, high[i])
			}
			l.write(v)
			return []Register{sumInt32(total(VPADDD, append(low, high...)))}
		},
	}
}

// l1Int8 flips the sign bits, which keeps differences and makes the bytes
// unsigned, as VPSADBW takes them.
func l1Int8() frame.Kernel {
	var flip VecVirtual
	l := loopBytes(4)
	return frame.Kernel{
		Name: "l1Int8", Elem: "int8", Size: 1, Result: "int64",
		Doc: "the sum of |a[i]-b[i]|",
		Prepare: func(n Register) {
			l.prepare(n)
			flip = bias()
		},
		Body: func(v frame.Vectors) []Register {
			sum := zeros(1)[0] // integer additions take one cycle: one sum suffices
			l.stepFromMemory = true
			l.step = func(_ int, x Register, y Op) {
				t := ZMM()
				VPXORQ(y, flip, t)
				VPXORQ(x, flip, x)
				VPSADBW(t, x, t)
				VPADDQ(t, sum, sum)
			}
			l.write(v)
			return []Register{sumInt64(sum)}
		},
	}
}

// sumInt32 adds up all lanes of z and widens the sum to 64 bits.
func sumInt32(z VecVirtual) Register {
	high, sum := ZMM(), GP64()
	VEXTRACTI64X4(Imm(1), z, high.AsY())
	VPADDD(high.AsY(), z.AsY(), z.AsY())
	VEXTRACTI32X4(Imm(1), z.AsY(), high.AsX())
	VPADDD(high.AsX(), z.AsX(), z.AsX())
	VPSHUFD(Imm(0b01_00_11_10), z.AsX(), high.AsX())
	VPADDD(high.AsX(), z.AsX(), z.AsX())
	VPSHUFD(Imm(0b10_11_00_01), z.AsX(), high.AsX())
	VPADDD(high.AsX(), z.AsX(), z.AsX())
	VMOVD(z.AsX(), sum.As32())
	MOVLQSX(sum.As32(), sum)
	return sum
}

// sumInt64 adds up all lanes of z.
func sumInt64(z VecVirtual) Register {
	high, sum := ZMM(), GP64()
	VEXTRACTI64X4(Imm(1), z, high.AsY())
	VPADDQ(high.AsY(), z.AsY(), z.AsY())
	VEXTRACTI32X4(Imm(1), z.AsY(), high.AsX())
	VPADDQ(high.AsX(), z.AsX(), z.AsX())
	VPSHUFD(Imm(0b01_00_11_10), z.AsX(), high.AsX())
	VPADDQ(high.AsX(), z.AsX(), z.AsX())
	VMOVQ(z.AsX(), sum)
	return sum
}
