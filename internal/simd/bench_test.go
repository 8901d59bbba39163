package simd

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"unsafe"
)

var benchmarkMemory = flag.Int("simd.memory", 300, "MiB of rows that the benchmarks called memory read")

// BenchmarkKernel reads rows out of the cache of level 1, and out of memory. Its
// bytes are those of the rows.
func BenchmarkKernel(b *testing.B) {
	benchmarkKernels(b, float32Kernels[:2], 32, 384, 1536)
	benchmarkKernels(b, l1Float32Kernels, 1536)
	benchmarkCosine(b, "cosine_float32", (*tier).CosineFloat32Many, randomFloat32, 384, 1536)
	benchmarkKernels(b, int8Kernels[:3], 384, 1536)
	benchmarkCosine(b, "cosine_int8", (*tier).CosineInt8Many, randomInt8, 1536)
	benchmarkKernels(b, bitsKernels, 48, 192)
}

func benchmarkKernels[E any, R number](b *testing.B, kernels []kernel[E, R], dims ...int) {
	for _, k := range kernels {
		benchmarkMany(b, k.name, func(t *tier, q, rows []E, out, _ []R) { k.many(t, q, rows, out) }, k.random, dims)
	}
}

func benchmarkCosine[E any, R number](b *testing.B, name string, many func(t *tier, q, rows []E, dot, norm []R), random func(*rand.Rand) E, dims ...int) {
	benchmarkMany(b, name, many, random, dims)
}

func benchmarkMany[E any, R number](b *testing.B, name string, many func(t *tier, q, rows []E, out, out2 []R), random func(*rand.Rand) E, dims []int) {
	for _, tier := range testedTiers() {
		for _, dim := range dims {
			q := randomSlice(rand.New(rand.NewPCG(1, 2)), dim, random)
			size := dim * int(unsafe.Sizeof(q[0]))
			for _, place := range []struct {
				name  string
				bytes int
			}{{"L1", 12 << 10}, {"memory", *benchmarkMemory << 20}} {
				b.Run(fmt.Sprintf("%s/%s/%d/%s", name, tier.name, dim, place.name), func(b *testing.B) {
					rows := as[E](memory()[:place.bytes/size*size])
					block := min(1<<20, place.bytes) / size * dim
					out, out2 := make([]R, block/dim), make([]R, block/dim)
					b.SetBytes(int64(len(rows) / dim * size))
					for b.Loop() {
						for rest := rows; len(rest) > 0; {
							part := rest[:min(block, len(rest))]
							n := len(part) / dim
							many(tier, q, part, out[:n], out2[:n])
							rest = rest[len(part):]
						}
					}
				})
			}
		}
	}
}

// BenchmarkRead reads the same memory with the kernel that has the least to do for
// a byte, in long rows, for the others to be compared with.
func BenchmarkRead(b *testing.B) {
	q, out := make([]byte, 4096), make([]int, 256)
	for _, tier := range testedTiers() {
		b.Run(tier.name, func(b *testing.B) {
			rows := memory()
			b.SetBytes(int64(len(rows)))
			for b.Loop() {
				for part := range slices.Chunk(rows, len(q)*len(out)) {
					tier.AndPopcountMany(q, part, out[:len(part)/len(q)])
				}
			}
		})
	}
}

// BenchmarkOne calls a kernel for each row of memory.
func BenchmarkOne(b *testing.B) {
	for _, tier := range testedTiers() {
		for _, dim := range []int{32, 384, 1536} {
			b.Run(fmt.Sprintf("dot_float32/%s/%d/memory", tier.name, dim), func(b *testing.B) {
				rows := as[float32](memory())
				rows = rows[:len(rows)/dim*dim]
				q := randomSlice(rand.New(rand.NewPCG(1, 2)), dim, randomFloat32)
				b.SetBytes(int64(len(rows) * 4))
				var total float32
				for b.Loop() {
					for row := range slices.Chunk(rows, dim) {
						total += tier.DotFloat32(q, row)
					}
				}
				sink = total
			})
		}
	}
}

var sink float32

// memory returns what the benchmarks read, filled with small positive float32s,
// which are fine as int8s and bits as well.
var memory = sync.OnceValue(func() []byte {
	values := make([]float32, *benchmarkMemory<<18)
	r := rand.New(rand.NewPCG(3, 4))
	for i := range values {
		values[i] = r.Float32()
	}
	return as[byte](values)
})

// as returns the memory of s as a slice of another type.
func as[To, From any](s []From) []To {
	var to To
	var from From
	n := len(s) * int(unsafe.Sizeof(from)) / int(unsafe.Sizeof(to))
	return unsafe.Slice((*To)(unsafe.Pointer(&s[0])), n)
}
