// Command avx512 writes the kernels of the AVX-512 tier. They need F, BW, VL,
// VNNI, VPOPCNTDQ and BMI2.
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
