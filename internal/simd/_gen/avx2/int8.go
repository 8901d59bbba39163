package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"

	"github.com/nearlite/nearlite/internal/simd/_gen/frame"
)

func writeInt8() {
	dotInt8().Write("AVX2")
	squaredL2Int8().Write("AVX2")
	l1Int8().Write("AVX2")
	cosineInt8().Write("AVX2")
}

// loopInt8 widens 16 bytes to 16 bits each as it loads. The elements of the tail
// go one by one through scalar, which may change x and y.
func loopInt8(unroll int, scalar func(x, y Register)) *loop {
	return &loop{
		size: 1, chunk: 16, unroll: unroll,
		load: func(m Mem, to Register) { VPMOVSXBW(m, to) },
		tail: tailInt8(scalar),
	}
}

func tailInt8(scalar func(x, y Register)) func(frame.Vectors) {
	return func(v frame.Vectors) {
		Label("element")
		x, y := GP64(), GP64()
		MOVBQSX(Mem{Base: v.X}, x)
		MOVBQSX(Mem{Base: v.Y}, y)
		scalar(x, y)
		INCQ(v.X)
		INCQ(v.Y)
		DECQ(v.N)
		JNZ(LabelRef("element"))
	}
}

// scalarSums returns n cleared general registers.
func scalarSums(n int) []GPVirtual {
	sums := make([]GPVirtual, n)
	for i := range sums {
		sums[i] = GP64()
		XORQ(sums[i], sums[i])
	}
	return sums
}

// addProduct adds the sums of the products of neighbours in x and y to sum. No
// pair overflows: 2 * 255^2 < 2^31.
func addProduct(x, y Op, sum Register) {
	t := YMM()
	VPMADDWD(y, x, t)
	VPADDD(t, sum, sum)
}

func dotInt8() frame.Kernel {
	return frame.Kernel{
		Name: "dotInt8", Elem: "int8", Size: 1, Result: "int64",
		Doc: "the sum of a[i]*b[i]",
		Body: func(v frame.Vectors) []Register {
			rest := scalarSums(1)[0]
			l := loopInt8(4, func(x, y Register) {
				IMULQ(y, x)
				ADDQ(x, rest)
			})
			sums := zeros(l.unroll)
			l.step = func(i int, x Register, y Op) { addProduct(x, y, sums[i]) }
			l.write(v)
			return []Register{sumInt32(sums, rest)}
		},
	}
}

func cosineInt8() frame.Kernel {
	return frame.Kernel{
		Name: "cosineInt8", Elem: "int8", Size: 1, Result: "int64", Cosine: true,
		Doc: "a·b, a·a and b·b",
		Body: func(v frame.Vectors) []Register {
			parts := 3 // dot, yy, xx
			if v.Rows {
				parts = 2
			}
			rest := scalarSums(parts)
			l := loopInt8(2, func(x, y Register) {
				t := GP64()
				MOVQ(x, t)
				IMULQ(y, t)
				ADDQ(t, rest[0])
				IMULQ(y, y)
				ADDQ(y, rest[1])
				if !v.Rows {
					IMULQ(x, x)
					ADDQ(x, rest[2])
				}
			})
			dot, yy := zeros(l.unroll), zeros(l.unroll)
			var xx []VecVirtual
			if !v.Rows {
				xx = zeros(l.unroll)
			}
			l.step = func(i int, x Register, y Op) {
				addProduct(x, y, dot[i])
				addProduct(y, y, yy[i])
				if !v.Rows {
					addProduct(x, x, xx[i])
				}
			}
			l.write(v)
			if v.Rows {
				return []Register{sumInt32(dot, rest[0]), sumInt32(yy, rest[1])}
			}
			return []Register{sumInt32(dot, rest[0]), sumInt32(xx, rest[2]), sumInt32(yy, rest[1])}
		},
	}
}

func squaredL2Int8() frame.Kernel {
	return frame.Kernel{
		Name: "squaredL2Int8", Elem: "int8", Size: 1, Result: "int64",
		Doc: "the sum of (a[i]-b[i])^2",
		Body: func(v frame.Vectors) []Register {
			rest := scalarSums(1)[0]
			l := loopInt8(4, func(x, y Register) {
				SUBQ(y, x)
				IMULQ(x, x)
				ADDQ(x, rest)
			})
			sums := zeros(l.unroll)
			l.step = func(i int, x Register, y Op) {
				VPSUBW(y, x, x)
				addProduct(x, x, sums[i])
			}
			l.write(v)
			return []Register{sumInt32(sums, rest)}
		},
	}
}

// l1Int8 flips the sign bits, which keeps differences and makes the bytes
// unsigned, as VPSADBW takes them.
func l1Int8() frame.Kernel {
	var flip VecVirtual
	return frame.Kernel{
		Name: "l1Int8", Elem: "int8", Size: 1, Result: "int64",
		Doc:     "the sum of |a[i]-b[i]|",
		Prepare: func(Register) { flip = broadcast(0x8080808080808080) },
		Body: func(v frame.Vectors) []Register {
			rest := scalarSums(1)[0]
			l := loopBytes(4)
			l.tail = tailInt8(func(x, y Register) {
				SUBQ(y, x)
				MOVQ(x, y)
				NEGQ(y)
				CMOVQGT(y, x) // -x > 0
				ADDQ(x, rest)
			})
			l.stepFromMemory = true
			sum := zeros(1)[0] // integer additions take one cycle: one sum suffices
			l.step = func(_ int, x Register, y Op) {
				t := YMM()
				VPXOR(y, flip, t)
				VPXOR(x, flip, x)
				VPSADBW(t, x, t)
				VPADDQ(t, sum, sum)
			}
			l.write(v)
			return []Register{sumInt64(sum, rest)}
		},
	}
}

// loopBytes goes over bytes of any meaning.
func loopBytes(unroll int) *loop {
	return &loop{
		size: 1, chunk: 32, unroll: unroll,
		load: func(m Mem, to Register) { VMOVDQU(m, to) },
	}
}

// sumInt32 adds up all lanes of registers, widened to 64 bits, and rest.
func sumInt32(sums []VecVirtual, rest Register) Register {
	y := total(func(a, b, c Op) { VPADDD(a, b, c) }, sums)
	high, sum := YMM(), GP64()
	VEXTRACTI128(Imm(1), y, high.AsX())
	VPADDD(high.AsX(), y.AsX(), y.AsX())
	VPSHUFD(Imm(0b01_00_11_10), y.AsX(), high.AsX())
	VPADDD(high.AsX(), y.AsX(), y.AsX())
	VPSHUFD(Imm(0b10_11_00_01), y.AsX(), high.AsX())
	VPADDD(high.AsX(), y.AsX(), y.AsX())
	VMOVD(y.AsX(), sum.As32())
	MOVLQSX(sum.As32(), sum)
	ADDQ(rest, sum)
	return sum
}

// sumInt64 adds up all lanes of y and rest.
func sumInt64(y VecVirtual, rest Register) Register {
	high, sum := YMM(), GP64()
	VEXTRACTI128(Imm(1), y, high.AsX())
	VPADDQ(high.AsX(), y.AsX(), y.AsX())
	VPSHUFD(Imm(0b01_00_11_10), y.AsX(), high.AsX())
	VPADDQ(high.AsX(), y.AsX(), y.AsX())
	VMOVQ(y.AsX(), sum)
	ADDQ(rest, sum)
	return sum
}
