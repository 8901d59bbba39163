//go:build unix

package simd

import (
	"testing"
	"unsafe"

	"golang.org/x/sys/unix"
)

// A kernel that reads outside of its slices meets an unreadable page here.
func TestKernelsStayInsideOfTheirSlices(t *testing.T) {
	forKernels(t, testGuarded[float32, float32], testGuarded[float32, float64], testGuarded[int8, int64], testGuarded[byte, int])
}

func testGuarded[E any, R number](t *testing.T, tier *tier, k kernel[E, R]) {
	r := source(t)
	a, b := guarded[E](t), guarded[E](t)
	for i := range a {
		a[i], b[i] = k.random(r), k.random(r)
	}
	out := make([]R, 3)
	for n := range 301 {
		aTail, bTail := a[len(a)-n:], b[len(b)-n:]
		k.one(tier, a[:n], b[:n])
		k.one(tier, aTail, bTail)
		k.one(tier, a[:n], bTail)
		k.one(tier, aTail, b[:n])
		k.many(tier, a[:n], b[:3*n], out)
		k.many(tier, aTail, b[len(b)-3*n:], out)
	}
}

// guarded returns two pages between two unreadable ones.
func guarded[E any](t *testing.T) []E {
	page := unix.Getpagesize()
	memory, err := unix.Mmap(-1, 0, 4*page, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_ANON|unix.MAP_PRIVATE)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { unix.Munmap(memory) })
	for _, guard := range [][]byte{memory[:page], memory[3*page:]} {
		if err := unix.Mprotect(guard, unix.PROT_NONE); err != nil {
			t.Fatal(err)
		}
	}
	var element E
	inside := memory[page : 3*page]
	return unsafe.Slice((*E)(unsafe.Pointer(&inside[0])), len(inside)/int(unsafe.Sizeof(element)))
}
