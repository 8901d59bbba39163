package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"

	"github.com/nearlite/nearlite/internal/simd/_gen/frame"
)

// A loop goes over two vectors in chunks that fill a register, some of them in
// each turn, the rest one by one, and the last, short one under a mask.
type loop struct {
	size   int // bytes per element in memory
	chunk  int // elements per register
	unroll int // chunks per turn

	mask Register // of the last chunk, made by prepare

	// load fills a register with a chunk.
	load func(m Mem, to Register)
	// loadTail does it under a mask: lanes beyond the end are 0, and their memory
	// is not touched.
	loadTail func(m Mem, mask, to Register)
	// step adds the chunks x and y to the i-th running sums. y is a register or,
	// when stepFromMemory is set, may be memory.
	step           func(i int, x Register, y Op)
	stepFromMemory bool
}

// prepare makes the mask for vectors of n elements. Chunks have a power of two
// of elements.
func (l *loop) prepare(n Register) {
	rest, ones := GP64(), GP64()
	MOVQ(n, rest)
	ANDQ(Imm(uint64(l.chunk-1)), rest)
	MOVQ(I32(-1), ones)
	BZHIQ(rest, ones, ones)
	l.mask = K()
	KMOVQ(ones, l.mask)
}

// write writes the loop.
func (l *loop) write(v frame.Vectors) {
	turn := l.unroll * l.chunk
	Label("turn")
	CMPQ(v.N, U32(turn))
	JB(LabelRef("chunk"))
	for i := range l.unroll {
		l.full(v, i, i*l.chunk*l.size)
	}
	l.advance(v, turn)
	JMP(LabelRef("turn"))

	Label("chunk")
	CMPQ(v.N, U32(l.chunk))
	JB(LabelRef("tail"))
	l.full(v, 0, 0)
	l.advance(v, l.chunk)
	JMP(LabelRef("chunk"))

	Label("tail")
	TESTQ(v.N, v.N)
	JZ(LabelRef("end"))
	v.Prefetch(0)
	x, y := ZMM(), ZMM()
	l.loadTail(Mem{Base: v.X}, l.mask, x)
	l.loadTail(Mem{Base: v.Y}, l.mask, y)
	l.step(l.unroll-1, x, y)
	Label("end")
}

// full handles the chunk at a displacement in bytes.
func (l *loop) full(v frame.Vectors, i, disp int) {
	x := ZMM()
	l.load(Mem{Base: v.X, Disp: disp}, x)
	memory := Mem{Base: v.Y, Disp: disp}
	v.Prefetch(disp)
	if l.stepFromMemory {
		l.step(i, x, memory)
		return
	}
	y := ZMM()
	l.load(memory, y)
	l.step(i, x, y)
}

func (l *loop) advance(v frame.Vectors, elements int) {
	ADDQ(U32(elements*l.size), v.X)
	ADDQ(U32(elements*l.size), v.Y)
	SUBQ(U32(elements), v.N)
}

// zeros returns n cleared registers.
func zeros(n int) []VecVirtual {
	sums := make([]VecVirtual, n)
	for i := range sums {
		sums[i] = ZMM()
		VPXORQ(sums[i], sums[i], sums[i])
	}
	return sums
}

// total adds up registers, pair by pair, and returns the first of them.
func total(add func(ops ...Op), sums []VecVirtual) VecVirtual {
	for half := len(sums) / 2; half > 0; half /= 2 {
		for i := range half {
			add(sums[i+half], sums[i], sums[i])
		}
	}
	return sums[0]
}

// broadcast fills a register with copies of a 64-bit value.
func broadcast(value uint64) VecVirtual {
	r, z := GP64(), ZMM()
	MOVQ(U64(value), r)
	VPBROADCASTQ(r, z)
	return z
}
