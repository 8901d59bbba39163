//go:build !race && !asan && !msan

package sqlite3

import (
	"runtime"
	"unsafe"

	"modernc.org/libc"
)

// loan is Go memory that SQLite reads or fills during one call. Its address is
// never NULL, which SQLite would take for NULL rather than for empty.
//
//	l := lend(tls, b)
//	… a call with l.addr …
//	l.end()
//
// A build with -gcflags=-d=checkptr alone, without -race, -asan or -msan, is not
// supported: the translated C code computes addresses as uintptr, which checkptr
// takes for an error when they lie in the Go heap, and there is no build tag by
// which such a build could choose loan_copy.go.
type loan struct {
	addr  uintptr
	bytes []byte
}

// lend makes the bytes of b addressable for SQLite until end. The heap does not
// move objects, but a goroutine's stack moves when it grows, so what is lent
// must not live on a stack: onHeap sees to that.
func lend(_ *libc.TLS, b []byte) loan {
	if len(b) == 0 {
		b = noBytes[:]
	}
	p := unsafe.SliceData(b)
	onHeap(p)
	return loan{uintptr(unsafe.Pointer(p)), b}
}

// end says that SQLite has read what was lent.
func (l loan) end() { runtime.KeepAlive(l.bytes) }

// endFilled says that SQLite has filled what was lent.
func (l loan) endFilled() { runtime.KeepAlive(l.bytes) }

var noBytes [1]byte

// heapSink makes the compiler believe that what onHeap is given is kept, and so
// place it on the heap. It is never enabled.
var heapSink struct {
	enabled bool
	p       *byte
}

func onHeap(p *byte) {
	if heapSink.enabled {
		heapSink.p = p
	}
}
