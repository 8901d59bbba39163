package sqlite3

import (
	"strings"
	"unsafe"

	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
)

// transient tells SQLite to copy the bytes it is given before it returns
// (https://sqlite.org/c3ref/c_static.html).
const transient = ^uintptr(0)

const ptrSize = unsafe.Sizeof(uintptr(0))

// at gives typed access to SQLite's memory at address p.
func at[T any](p uintptr) *T {
	return (*T)(*(*unsafe.Pointer)(unsafe.Pointer(&p)))
}

// view is the n bytes at p without a copy; nil for n = 0.
func view(p uintptr, n int) []byte {
	if p == 0 || n <= 0 {
		return nil
	}
	return unsafe.Slice(at[byte](p), n)
}

// stringBytes is s as bytes without a copy. They must not be written.
func stringBytes(s string) []byte {
	return unsafe.Slice(unsafe.StringData(s), len(s))
}

// cString is s with a NUL behind it, to be lent to SQLite. A string with a NUL
// in it, which C would cut short, is an error.
func cString(s string) ([]byte, error) {
	if strings.IndexByte(s, 0) >= 0 {
		return nil, &Error{Code: ErrMisuse, Msg: "a name or statement holds a NUL byte: " + quoteForError(s)}
	}
	return append([]byte(s), 0), nil
}

// mallocString is a NUL-terminated copy of s in SQLite's own heap, for results
// that SQLite frees. It is cut at the first NUL. 0 means out of memory.
func mallocString(tls *libc.TLS, s string) uintptr {
	if i := strings.IndexByte(s, 0); i >= 0 {
		s = s[:i]
	}
	p := lib.Xsqlite3_malloc64(tls, uint64(len(s)+1))
	if p == 0 {
		return 0
	}
	b := unsafe.Slice(at[byte](p), len(s)+1)
	copy(b, s)
	b[len(s)] = 0
	return p
}

// mallocZero is n zero bytes in SQLite's heap; 0 means out of memory.
func mallocZero(tls *libc.TLS, n uintptr) uintptr {
	p := lib.Xsqlite3_malloc64(tls, uint64(n))
	if p != 0 {
		clear(unsafe.Slice(at[byte](p), n))
	}
	return p
}

// goString copies the NUL-terminated text at p.
func goString(p uintptr) string {
	if p == 0 {
		return ""
	}
	return libc.GoString(p)
}

// funcPointer is the C function pointer of a Go function whose signature is
// that of the C callback with a *libc.TLS before its parameters. f must be a
// declared function, or a closure that somebody keeps alive for ever.
func funcPointer(f any) uintptr {
	return (*[2]uintptr)(unsafe.Pointer(&f))[1]
}

// sizeOf is the size of a T in bytes.
func sizeOf[T any]() uintptr {
	var t T
	return unsafe.Sizeof(t)
}
