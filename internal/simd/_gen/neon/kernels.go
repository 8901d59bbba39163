package main

func float32Kernels() []kernel {
	return []kernel{
		{
			name: "dotFloat32", elem: "float32", size: 4, result: "float32",
			doc: "the sum of a[i]*b[i]",
			step: func(w *writer, i int, x, y reg, _ int) {
				fmla(w, reg(i), x, y)
			},
			sum: sumFloat32,
		},
		{
			name: "squaredL2Float32", elem: "float32", size: 4, result: "float32",
			doc: "the sum of (a[i]-b[i])^2",
			step: func(w *writer, i int, x, y reg, _ int) {
				d := free + reg(i)
				w.three(fsub4S, d, x, y)
				fmla(w, reg(i), d, d)
			},
			sum: sumFloat32,
		},
		{
			// Widened to float64, 16 bytes make two registers.
			name: "l1Float32", elem: "float32", size: 4, result: "float64",
			doc: "the sum of |a[i]-b[i]|",
			step: func(w *writer, i int, x, y reg, _ int) {
				for half, widen := range []arrangement{fcvtl, fcvtl2} {
					sum := reg((2*i + half) % unroll)
					p, q := free+2*sum, free+2*sum+1
					w.two(widen, p, x)
					w.two(widen, q, y)
					w.three(fabd2D, p, p, q)
					w.three(fadd2D, sum, sum, p)
				}
			},
			sum: sumFloat64,
		},
		{
			// Each part is summed in the order of dotFloat32.
			name: "cosineFloat32", elem: "float32", size: 4, result: "float32", cosine: true,
			doc:  "a·b, a·a and b·b",
			step: cosineStep(fmla),
			sum:  sumFloat32,
		},
	}
}

// l1Int8Kernel is the kernel of int8 that multiplies nothing.
func l1Int8Kernel() kernel {
	return kernel{
		name: "l1Int8", elem: "int8", size: 1, result: "int64",
		doc: "the sum of |a[i]-b[i]|",
		step: func(w *writer, i int, x, y reg, _ int) {
			w.three(sabd, x, x, y)
			addBytes(w, reg(i), x)
		},
		sum: sumInt32,
	}
}

// int8Kernels returns the kernels of int8 that multiply, as m does it.
func int8Kernels(m multiply) []kernel {
	return []kernel{
		{
			name: "dotInt8", elem: "int8", size: 1, result: "int64",
			doc: "the sum of a[i]*b[i]",
			step: func(w *writer, i int, x, y reg, _ int) {
				m.signed(w, reg(i), x, y)
			},
			sum: sumInt32,
		},
		{
			// |a-b| fits a byte without a sign.
			name: "squaredL2Int8", elem: "int8", size: 1, result: "int64",
			doc: "the sum of (a[i]-b[i])^2",
			step: func(w *writer, i int, x, y reg, _ int) {
				w.three(sabd, x, x, y)
				m.unsigned(w, reg(i), x, x)
			},
			sum: sumInt32,
		},
		{
			name: "cosineInt8", elem: "int8", size: 1, result: "int64", cosine: true,
			doc:  "a·b, a·a and b·b",
			step: cosineStep(m.signed),
			sum:  sumInt32,
		},
	}
}

func bitsKernels() []kernel {
	count := func(name, doc, combine string) kernel {
		return kernel{
			name: name, elem: "byte", size: 1, result: "int", doc: doc,
			step: func(w *writer, i int, x, y reg, _ int) {
				w.op("%s %v.B16, %v.B16, %v.B16", combine, y, x, x)
				w.op("VCNT %v.B16, %v.B16", x, x)
				addBytes(w, reg(i), x)
			},
			sum: sumInt32,
		}
	}
	return []kernel{
		count("hamming", "the number of bits in which a and b differ", "VEOR"),
		count("andPopcount", "the number of bits set in both a and b", "VAND"),
	}
}

// cosineStep adds x·y, y·y and, if wanted, x·x to their sums.
func cosineStep(addProduct func(w *writer, sum, x, y reg)) func(w *writer, i int, x, y reg, results int) {
	return func(w *writer, i int, x, y reg, results int) {
		addProduct(w, reg(i), x, y)
		addProduct(w, reg(unroll+i), y, y)
		if results > resultX {
			addProduct(w, reg(unroll*resultX+i), x, x)
		}
	}
}

// A multiply adds products of the bytes of x and y to the lanes of 32 bits of sum.
type multiply struct {
	signed, unsigned func(w *writer, sum, x, y reg)
}

// dotProduct has an instruction for it.
var dotProduct = multiply{
	signed:   func(w *writer, sum, x, y reg) { w.three(sdot, sum, x, y) },
	unsigned: func(w *writer, sum, x, y reg) { w.three(udot, sum, x, y) },
}

// multiplyLong goes by way of 16 bits, which hold any one product.
var multiplyLong = multiply{
	signed: func(w *writer, sum, x, y reg) {
		low, high := free, free+1
		w.three(smull, low, x, y)
		w.three(smull2, high, x, y)
		w.two(sadalp, sum, low)
		w.two(sadalp, sum, high)
	},
	unsigned: func(w *writer, sum, x, y reg) {
		low, high := free, free+1
		w.three(umull, low, x, y)
		w.three(umull2, high, x, y)
		w.two(uadalp, sum, low)
		w.two(uadalp, sum, high)
	},
}

// fmla adds the products of the float32s of x and y to sum.
func fmla(w *writer, sum, x, y reg) { w.op("VFMLA %v.S4, %v.S4, %v.S4", y, x, sum) }

// addBytes adds the unsigned bytes of x, which it changes, to the lanes of 32 bits
// of sum.
func addBytes(w *writer, sum, x reg) {
	w.two(uaddlp, x, x)
	w.two(uadalp, sum, x)
}

func sumFloat32(w *writer, v reg) {
	w.three(fadd4S, v, v, v+1)
	w.three(fadd4S, v+2, v+2, v+3)
	w.three(fadd4S, v, v, v+2)
	w.three(faddp4S, v, v, v)
	w.three(faddp4S, v, v, v)
}

func sumFloat64(w *writer, v reg) {
	w.three(fadd2D, v, v, v+1)
	w.three(fadd2D, v+2, v+2, v+3)
	w.three(fadd2D, v, v, v+2)
	w.three(faddp2D, v, v, v)
}

// sumInt32 leaves a sum of 32 bits, which holds that of one call.
func sumInt32(w *writer, v reg) {
	w.op("VADD %v.S4, %v.S4, %v.S4", v+1, v, v)
	w.op("VADD %v.S4, %v.S4, %v.S4", v+3, v+2, v+2)
	w.op("VADD %v.S4, %v.S4, %v.S4", v+2, v, v)
	w.op("VADDV %v.S4, %v", v, v)
}
