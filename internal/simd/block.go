package simd

import (
	"fmt"
	"math/bits"
	"unsafe"
)

// blockBytes is how much of rows one call of a kernel reads at most, some ten
// microseconds' worth. Assembly cannot be preempted, and a goroutine that runs it
// holds up the garbage collector.
const blockBytes = 256 << 10

// The longest vectors that a kernel takes at once, in elements. Longer ones are
// summed up in parts of this length.
const (
	blockFloat32 = blockBytes / 4
	// The int8 kernels sum in 32 bits: 1<<15 * 255^2 < 1<<31.
	blockInt8 = 1 << 15
	blockBits = blockBytes
)

// number is what kernels return.
type number interface {
	float32 | float64 | int64 | int
}

// sum adds up kernel over parts of at most block elements. It panics if the vectors
// differ in length.
func sum[E any, R number](kernel func(a, b []E) R, a, b []E, block int) R {
	checkLengths(len(a), len(b))
	var total R
	for len(a) > block {
		total += kernel(a[:block], b[:block])
		a, b = a[block:], b[block:]
	}
	return total + kernel(a, b)
}

// sumCosine is sum for the three results of a cosine.
func sumCosine[E any, R number](kernel func(a, b []E) (dot, aa, bb R), a, b []E, block int) (dot, aa, bb R) {
	checkLengths(len(a), len(b))
	for len(a) > block {
		d, x, y := kernel(a[:block], b[:block])
		dot, aa, bb = dot+d, aa+x, bb+y
		a, b = a[block:], b[block:]
	}
	d, x, y := kernel(a, b)
	return dot + d, aa + x, bb + y
}

// many runs kernel over all rows, in calls that read at most blockBytes of them.
// Rows longer than block go through sum, one by one.
func many[E any, R number](one func(a, b []E) R, kernel func(q, rows []E, out []R), q, rows []E, out []R, block int) {
	dim := len(q)
	checkRows(dim, len(rows), len(out))
	if dim > block {
		for i := range out {
			out[i] = sum(one, q, rows[i*dim:(i+1)*dim], block)
		}
		return
	}
	step := rowsPerCall[E](dim)
	for len(out) > step {
		kernel(q, rows[:step*dim], out[:step])
		rows, out = rows[step*dim:], out[step:]
	}
	kernel(q, rows, out)
}

// manyCosine is many for the two results of a cosine.
func manyCosine[E any, R number](one func(a, b []E) (dot, aa, bb R), kernel func(q, rows []E, dot, norm []R), q, rows []E, dot, norm []R, block int) {
	dim := len(q)
	checkLengths(len(dot), len(norm))
	checkRows(dim, len(rows), len(dot))
	if dim > block {
		for i := range dot {
			dot[i], _, norm[i] = sumCosine(one, q, rows[i*dim:(i+1)*dim], block)
		}
		return
	}
	step := rowsPerCall[E](dim)
	for len(dot) > step {
		kernel(q, rows[:step*dim], dot[:step], norm[:step])
		rows, dot, norm = rows[step*dim:], dot[step:], norm[step:]
	}
	kernel(q, rows, dot, norm)
}

// rowsPerCall returns how many rows of dim elements make up a block.
func rowsPerCall[E any](dim int) int {
	var element E
	return max(1, blockBytes/max(1, dim*int(unsafe.Sizeof(element))))
}

func checkLengths(a, b int) {
	if a != b {
		panic(fmt.Sprintf("simd: vectors of %d and %d elements; want equal lengths", a, b))
	}
}

// checkRows panics unless rows elements are n rows of dim elements each.
func checkRows(dim, rows, n int) {
	if hi, lo := bits.Mul(uint(dim), uint(n)); hi != 0 || lo != uint(rows) {
		panic(fmt.Sprintf("simd: %d elements for %d rows of %d elements; want the product", rows, n, dim))
	}
}
