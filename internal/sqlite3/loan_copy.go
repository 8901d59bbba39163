//go:build race || asan || msan

package sqlite3

import (
	"unsafe"

	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
)

// loan is a copy of Go memory in SQLite's heap, because these builds check
// every address that the translated C code uses, and take one of the Go heap
// for a mistake. See loan_direct.go for the contract. These builds are for tests:
// where SQLite's heap is exhausted, lend panics, outside of callbacks too.
type loan struct {
	addr  uintptr
	bytes []byte
	tls   *libc.TLS
}

func lend(tls *libc.TLS, b []byte) loan {
	p := lib.Xsqlite3_malloc64(tls, uint64(len(b)+1))
	if p == 0 {
		panic("sqlite3: no memory for a copy of lent bytes")
	}
	copy(unsafe.Slice(at[byte](p), len(b)+1), b)
	return loan{p, b, tls}
}

func (l loan) end() { lib.Xsqlite3_free(l.tls, l.addr) }

func (l loan) endFilled() {
	copy(l.bytes, view(l.addr, len(l.bytes)))
	l.end()
}
