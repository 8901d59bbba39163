// Package frame writes what the amd64 kernels have in common: the functions'
// headers, their arguments, the loop over the rows and the results. The kernels
// themselves, a loop over two vectors, are the business of the tiers.
package frame

import (
	"fmt"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// Vectors are the registers that hold the arguments of a kernel's inner loop.
// The loop may change them all.
type Vectors struct {
	X, Y Register // pointers to the two vectors
	N    Register // their length in elements

	// Rows is set if Y is one of many rows.
	Rows bool
}

// Prefetch asks for memory some rows or parts of a row ahead of Y. Processors
// prefetch by themselves only up to the end of a page of 4 KiB, and are slow to
// notice short rows. A single vector may have nothing behind it worth reading.
func (v Vectors) Prefetch(disp int) {
	const ahead = 2048
	if v.Rows && disp%64 == 0 {
		PREFETCHT0(Mem{Base: v.Y, Disp: disp + ahead})
	}
}

// A Kernel is a function of two vectors, to be written once for two vectors and
// once for a vector and rows.
type Kernel struct {
	Name   string // of the Go function, without the tier
	Elem   string // Go type of the elements
	Size   int    // bytes per element
	Result string // Go type of the results
	Doc    string // completes "Name returns"

	// Cosine kernels have the results x·y, x·x and y·y; those for rows leave
	// x·x out. All other kernels have one result.
	Cosine bool

	// Prepare loads constants and what else depends on the length n alone, once
	// for all rows. It may be nil and leaves n as it is.
	Prepare func(n Register)

	// Body writes the loop over two vectors and returns the registers with the
	// results: an XMM register for a float, a general one for an integer. It is
	// called once for each function.
	Body func(v Vectors) []Register
}

// Write writes both functions; tier is the end of their names.
func (k Kernel) Write(tier string) {
	k.writeOne(k.Name + tier)
	k.writeMany(k.Name + "Many" + tier)
}

func (k Kernel) writeOne(name string) {
	results := k.Result
	if k.Cosine {
		results = "(dot, aa, bb " + k.Result + ")"
	}
	TEXT(name, NOSPLIT, fmt.Sprintf("func(a, b []%s) %s", k.Elem, results))
	Pragma("noescape")
	Doc(name + " returns " + k.Doc + ".")
	v := Vectors{
		X: Load(Param("a").Base(), GP64()),
		Y: Load(Param("b").Base(), GP64()),
		N: Load(Param("a").Len(), GP64()),
	}
	k.prepare(v.N)
	got := k.Body(v)
	VZEROUPPER()
	for i, r := range got {
		Store(r, ReturnIndex(i))
	}
	RET()
}

func (k Kernel) writeMany(name string) {
	outs := []string{"out"}
	signature := fmt.Sprintf("func(q, rows []%s, out []%s)", k.Elem, k.Result)
	if k.Cosine {
		outs = []string{"dot", "norm"}
		signature = fmt.Sprintf("func(q, rows []%s, dot, norm []%s)", k.Elem, k.Result)
	}
	TEXT(name, NOSPLIT, signature)
	Pragma("noescape")
	Doc(name + " is " + k.Name + " of q and each of the rows.")
	row := Load(Param("rows").Base(), GP64())
	count := Load(Param(outs[0]).Len(), GP64())
	var to []Register
	for _, out := range outs {
		to = append(to, Load(Param(out).Base(), GP64()))
	}
	stride := Load(Param("q").Len(), GP64())
	k.prepare(stride)
	if k.Size > 1 {
		IMUL3Q(Imm(uint64(k.Size)), stride, stride)
	}

	Label("row")
	TESTQ(count, count)
	JZ(LabelRef("done"))
	v := Vectors{
		X: Load(Param("q").Base(), GP64()),
		Y: GP64(),
		N: Load(Param("q").Len(), GP64()),

		Rows: true,
	}
	MOVQ(row, v.Y)
	for i, r := range k.Body(v) {
		k.store(r, to[i])
	}
	ADDQ(stride, row)
	DECQ(count)
	JMP(LabelRef("row"))

	Label("done")
	VZEROUPPER()
	RET()
}

func (k Kernel) prepare(n Register) {
	if k.Prepare != nil {
		k.Prepare(n)
	}
}

// store writes a result to memory and moves the pointer to the next one.
func (k Kernel) store(r, to Register) {
	switch k.Result {
	case "float32":
		VMOVSS(r, Mem{Base: to})
		ADDQ(Imm(4), to)
	case "float64":
		VMOVSD(r, Mem{Base: to})
		ADDQ(Imm(8), to)
	default:
		MOVQ(r, Mem{Base: to})
		ADDQ(Imm(8), to)
	}
}
