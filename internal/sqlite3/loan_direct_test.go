//go:build !race && !asan && !msan

package sqlite3

import (
	"testing"
	"unsafe"
)

// TestWhatIsLentDoesNotMove lends SQLite an array of a function, and then has
// the goroutine's stack move by using more of it. The array may not lie there.
func TestWhatIsLentDoesNotMove(t *testing.T) {
	c := openMemory(t)
	mustExec(t, c, `CREATE TABLE t(b); INSERT INTO t VALUES(zeroblob(64))`)
	blob, err := c.OpenBlob("main", "t", "b", 1, true)
	if err != nil {
		t.Fatal(err)
	}
	defer blob.Close()
	moved := make(chan bool)
	go func() { // a new goroutine begins with a small stack
		var a [64]byte
		before := uintptr(unsafe.Pointer(&a))
		if err := blob.Write(a[:], 0); err != nil {
			t.Error(err)
		}
		useStack(100)
		moved <- uintptr(unsafe.Pointer(&a)) != before
	}()
	if <-moved {
		t.Error("SQLite was lent an address on a stack")
	}
}

// useStack needs more than n KiB of stack.
//
//go:noinline
func useStack(n int) byte {
	var frame [1024]byte
	if n > 0 {
		frame[n] = useStack(n - 1)
	}
	return frame[n%7]
}
