package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"

	"github.com/nearlite/nearlite/internal/simd/_gen/frame"
)

func writeBits() {
	table := countTable()
	popcount("hamming", "the number of bits in which a and b differ",
		func(y, x, to Op) { VPXOR(y, x, to) }, XORQ, table).Write("AVX2")
	popcount("andPopcount", "the number of bits set in both a and b",
		func(y, x, to Op) { VPAND(y, x, to) }, ANDQ, table).Write("AVX2")
}

// popcount counts the bits of what combine makes of both vectors. It looks up
// each half of a byte in a table of 16 counts (Muła, Kurz, Lemire, "Faster
// Population Counts Using AVX2 Instructions", 2017), adds the counts of a turn in
// bytes, at most 8 for each chunk, and then sums the bytes.
func popcount(name, doc string, combine func(y, x, to Op), combineScalar func(y, x Op), table Mem) frame.Kernel {
	var counts, lowHalves, zero VecVirtual
	return frame.Kernel{
		Name: name, Elem: "byte", Size: 1, Result: "int", Doc: doc,
		Prepare: func(Register) {
			counts, lowHalves, zero = YMM(), broadcast(0x0f0f0f0f0f0f0f0f), zeros(1)[0]
			VMOVDQU(table, counts)
		},
		Body: func(v frame.Vectors) []Register {
			rest := scalarSums(1)[0]
			sum := zeros(1)[0]
			inBytes := YMM()
			l := loopBytes(4)
			l.stepFromMemory = true
			l.step = func(i int, x Register, y Op) {
				high := YMM()
				combine(y, x, x)
				VPSRLW(Imm(4), x, high)
				VPAND(lowHalves, x, x)
				VPAND(lowHalves, high, high)
				VPSHUFB(x, counts, x)
				VPSHUFB(high, counts, high)
				if i == 0 {
					VPADDB(high, x, inBytes)
					return
				}
				VPADDB(high, x, x)
				VPADDB(x, inBytes, inBytes)
			}
			l.afterTurn = func() {
				VPSADBW(zero, inBytes, inBytes)
				VPADDQ(inBytes, sum, sum)
			}
			l.afterChunk = l.afterTurn
			l.tail = func(v frame.Vectors) { popcountTail(v, combineScalar, rest) }
			l.write(v)
			return []Register{sumInt64(sum, rest)}
		},
	}
}

// popcountTail counts 8 bytes at a time, then single ones.
func popcountTail(v frame.Vectors, combine func(y, x Op), sum Register) {
	x, y := GP64(), GP64()
	Label("word")
	CMPQ(v.N, Imm(8))
	JB(LabelRef("bytes"))
	MOVQ(Mem{Base: v.X}, x)
	combine(Mem{Base: v.Y}, x)
	POPCNTQ(x, x)
	ADDQ(x, sum)
	ADDQ(Imm(8), v.X)
	ADDQ(Imm(8), v.Y)
	SUBQ(Imm(8), v.N)
	JMP(LabelRef("word"))

	Label("bytes")
	TESTQ(v.N, v.N)
	JZ(LabelRef("end"))
	MOVBQZX(Mem{Base: v.X}, x)
	MOVBQZX(Mem{Base: v.Y}, y)
	combine(y, x)
	POPCNTQ(x, x)
	ADDQ(x, sum)
	INCQ(v.X)
	INCQ(v.Y)
	DECQ(v.N)
	JMP(LabelRef("bytes"))
}

// countTable holds the number of bits of 0 to 15, twice.
func countTable() Mem {
	table := GLOBL("bitCountsAVX2", RODATA|NOPTR)
	counts := []uint64{0x0302020102010100, 0x0403030203020201}
	for i := range 4 {
		DATA(8*i, U64(counts[i%2]))
	}
	return table
}
