package peer

import (
	"slices"
	"time"

	"github.com/nearlite/nearlite/internal/simd"
)

// ReadBandwidth measures how many bytes of memory one core reads in a second,
// the best of several passes over 256 MiB with the kernel that has the least
// to do for a byte.
func ReadBandwidth() float64 {
	const passes, size = 5, 256 << 20
	memory := make([]byte, size)
	for i := 0; i < size; i += 4096 {
		memory[i] = 1 // a page never written to is not memory
	}
	q, out := make([]byte, 4096), make([]int, 256)
	best := time.Duration(1 << 62)
	for range passes {
		start := time.Now()
		for part := range slices.Chunk(memory, len(q)*len(out)) {
			simd.AndPopcountMany(q, part, out[:len(part)/len(q)])
		}
		best = min(best, time.Since(start))
	}
	return size / best.Seconds()
}
