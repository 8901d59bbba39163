// Command avx2 writes the kernels of the AVX2 tier. They need AVX2, FMA and
// POPCNT.
package main

import (
	. "github.com/mmcloughlin/avo/build"
)

func main() {
	ConstraintExpr("!purego")
	writeFloat32()
	writeInt8()
	writeBits()
	Generate()
}
