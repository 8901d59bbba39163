package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"

	"github.com/nearlite/nearlite/internal/simd/_gen/frame"
)

func writeBits() {
	popcount("hamming", "the number of bits in which a and b differ", VPXORQ).Write("AVX512")
	popcount("andPopcount", "the number of bits set in both a and b", VPANDQ).Write("AVX512")
}

// popcount counts the bits of what combine makes of both vectors.
func popcount(name, doc string, combine func(ops ...Op)) frame.Kernel {
	l := loopBytes(4)
	return frame.Kernel{
		Name: name, Elem: "byte", Size: 1, Result: "int", Doc: doc,
		Prepare: l.prepare,
		Body: func(v frame.Vectors) []Register {
			sum := zeros(1)[0] // integer additions take one cycle: one sum suffices
			l.stepFromMemory = true
			l.step = func(_ int, x Register, y Op) {
				combine(y, x, x)
				VPOPCNTQ(x, x)
				VPADDQ(x, sum, sum)
			}
			l.write(v)
			return []Register{sumInt64(sum)}
		},
	}
}
