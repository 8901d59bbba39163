package simd

// The assembly of amd64 is written with avo, that of arm64 by a small generator
// that encodes the instructions which the Go assembler lacks. Both live in a
// module of their own, so that nobody who uses this package needs avo.

//go:generate go run -C _gen ./avx512 -out ../avx512_amd64.s -stubs ../avx512_amd64.go -pkg simd
//go:generate go run -C _gen ./avx2 -out ../avx2_amd64.s -stubs ../avx2_amd64.go -pkg simd
//go:generate go run -C _gen ./neon -out ../neon_arm64.s -stubs ../neon_arm64.go -pkg simd
