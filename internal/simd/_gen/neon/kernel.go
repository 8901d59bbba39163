package main

import "fmt"

// A kernel is a function of two vectors, to be written once for two vectors and
// once for a vector and rows.
//
// General registers: R0 and R1 point to the vectors x and y, R2 is their length in
// bytes; R3 points to the row, R4 counts rows, R5 is their length, R6 and R7 point
// to the results, R8 is free. Vector registers: V0 to V11 are running sums, four
// for each result; V16 to V19 hold parts of x and V20 to V23 of y; from V24 on they
// are free.
type kernel struct {
	name   string // of the Go function, without the tier
	elem   string // Go type of the elements
	size   int    // bytes per element
	result string // Go type of the results
	doc    string // what it returns

	// cosine kernels have the results x·y, y·y and x·x, in this order; those for
	// rows leave x·x out. All other kernels have one result.
	cosine bool

	// step adds 16 bytes of x and y to the i-th running sums of each of the
	// results.
	step func(w *writer, i int, x, y reg, results int)
	// sum adds up the four sums from the given register on and leaves the result
	// in that register.
	sum func(w *writer, sums reg)
}

const (
	unroll  = 4
	firstX  = reg(16)
	firstY  = reg(20)
	free    = reg(24)
	resultX = 2 // place of x·x among the results
)

func (k kernel) write(w *writer, tier string) {
	k.writeOne(w, tier)
	k.writeMany(w, tier)
}

func (k kernel) writeOne(w *writer, tier string) {
	width := map[string]int{"float32": 4}[k.result]
	if width == 0 {
		width = 8
	}
	results, names, order := k.result, []string{"ret"}, []reg{0}
	if k.cosine {
		results, names, order = "(dot, aa, bb "+k.result+")", []string{"dot", "aa", "bb"}, []reg{0, resultX, 1}
	}
	w.function(k.name+tier, fmt.Sprintf("(a, b []%s) %s", k.elem, results), "returns "+k.doc, 48+width*len(names))
	w.op("MOVD a_base+0(FP), R0")
	w.op("MOVD a_len+8(FP), R2")
	w.op("MOVD b_base+24(FP), R1")
	k.scale(w, "R2")
	k.body(w, len(names))
	for i, name := range names {
		k.store(w, unroll*order[i], fmt.Sprintf("%s+%d(FP)", name, 48+width*i))
	}
	w.op("RET")
}

func (k kernel) writeMany(w *writer, tier string) {
	names, signature := []string{"out"}, fmt.Sprintf("(q, rows []%s, out []%s)", k.elem, k.result)
	if k.cosine {
		names, signature = []string{"dot", "norm"}, fmt.Sprintf("(q, rows []%s, dot, norm []%s)", k.elem, k.result)
	}
	w.function(k.name+"Many"+tier, signature, "is "+k.name+" of q and each of the rows", 48+24*len(names))
	w.op("MOVD q_len+8(FP), R5")
	w.op("MOVD rows_base+24(FP), R3")
	w.op("MOVD %s_len+56(FP), R4", names[0])
	for i, name := range names {
		w.op("MOVD %s_base+%d(FP), R%d", name, 48+24*i, 6+i)
	}
	k.scale(w, "R5")

	w.label("row")
	w.op("CBZ R4, done")
	w.op("MOVD q_base+0(FP), R0")
	w.op("MOVD R3, R1")
	w.op("MOVD R5, R2")
	k.body(w, len(names))
	for i := range names {
		k.storeNext(w, reg(unroll*i), fmt.Sprintf("R%d", 6+i))
	}
	w.op("ADD R5, R3")
	w.op("SUB $1, R4")
	w.op("B row")

	w.label("done")
	w.op("RET")
}

// scale makes bytes of a number of elements.
func (k kernel) scale(w *writer, r string) {
	if k.size == 4 {
		w.op("LSL $2, %s", r)
	}
}

// body writes the loop over two vectors: turns of 64 bytes, 16 bytes one by one,
// then what is left, of which loads clear the rest of the register.
func (k kernel) body(w *writer, results int) {
	for i := range reg(unroll * results) {
		w.op("VEOR %v.B16, %v.B16, %v.B16", i, i, i)
	}

	w.label("turn")
	w.op("CMP $64, R2")
	w.op("BLO chunk")
	w.op("VLD1.P 64(R0), [V16.B16, V17.B16, V18.B16, V19.B16]")
	w.op("VLD1.P 64(R1), [V20.B16, V21.B16, V22.B16, V23.B16]")
	for i := range unroll {
		k.step(w, i, firstX+reg(i), firstY+reg(i), results)
	}
	w.op("SUB $64, R2")
	w.op("B turn")

	w.label("chunk")
	w.op("CMP $16, R2")
	w.op("BLO tail8")
	w.op("VLD1.P 16(R0), [V16.B16]")
	w.op("VLD1.P 16(R1), [V20.B16]")
	k.step(w, 0, firstX, firstY, results)
	w.op("SUB $16, R2")
	w.op("B chunk")

	w.label("tail8")
	w.op("TBZ $3, R2, tail4")
	w.op("FMOVD.P 8(R0), F16")
	w.op("FMOVD.P 8(R1), F20")
	k.tail(w, results)
	w.label("tail4")
	if k.size == 4 {
		w.op("TBZ $2, R2, end")
	} else {
		w.op("TBZ $2, R2, tail2")
	}
	w.op("FMOVS.P 4(R0), F16")
	w.op("FMOVS.P 4(R1), F20")
	k.tail(w, results)
	if k.size == 1 {
		k.tailBytes(w, results)
	}
	w.label("end")
	for i := range results {
		k.sum(w, reg(unroll*i))
	}
}

func (k kernel) tail(w *writer, results int) { k.step(w, unroll-1, firstX, firstY, results) }

// tailBytes handles the last 3 bytes, which no vector load takes.
func (k kernel) tailBytes(w *writer, results int) {
	for _, part := range []struct {
		bit        int
		load, next string
	}{{1, "MOVHU.P 2", "tail1"}, {0, "MOVBU.P 1", "end"}} {
		w.label(fmt.Sprintf("tail%d", 1<<part.bit))
		w.op("TBZ $%d, R2, %s", part.bit, part.next)
		w.op("%s(R0), R8", part.load)
		w.op("FMOVS R8, F16")
		w.op("%s(R1), R8", part.load)
		w.op("FMOVS R8, F20")
		k.tail(w, results)
	}
}

// store writes a result to the frame.
func (k kernel) store(w *writer, from reg, to string) {
	switch k.result {
	case "float32":
		w.op("FMOVS F%d, %s", from, to)
	case "float64":
		w.op("FMOVD F%d, %s", from, to)
	default:
		w.op("FMOVS F%d, R8", from)
		w.op("MOVW R8, R8")
		w.op("MOVD R8, %s", to)
	}
}

// storeNext writes a result to memory and moves the pointer to the next one.
func (k kernel) storeNext(w *writer, from reg, to string) {
	switch k.result {
	case "float32":
		w.op("FMOVS.P F%d, 4(%s)", from, to)
	case "float64":
		w.op("FMOVD.P F%d, 8(%s)", from, to)
	default:
		w.op("FMOVS F%d, R8", from)
		w.op("MOVW R8, R8")
		w.op("MOVD.P R8, 8(%s)", to)
	}
}
