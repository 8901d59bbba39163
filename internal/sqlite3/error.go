package sqlite3

import (
	"errors"
	"fmt"
	"unicode/utf8"

	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
)

// Code is an SQLite result code, primary or extended. It is an error itself, so
// that errors.Is(err, ErrBusy) asks for a code; asking for a primary code also
// finds its extended ones. https://sqlite.org/rescode.html
type Code int32

// The result codes that callers branch on or callbacks return.
const (
	ErrGeneric   Code = lib.SQLITE_ERROR
	ErrAbort     Code = lib.SQLITE_ABORT
	ErrBusy      Code = lib.SQLITE_BUSY
	ErrLocked    Code = lib.SQLITE_LOCKED
	ErrNoMemory  Code = lib.SQLITE_NOMEM
	ErrReadOnly  Code = lib.SQLITE_READONLY
	ErrInterrupt Code = lib.SQLITE_INTERRUPT
	ErrIO        Code = lib.SQLITE_IOERR
	ErrCorrupt   Code = lib.SQLITE_CORRUPT
	// ErrCorruptVTab is for a virtual table's own contents. Unlike ErrCorrupt it
	// leaves the transaction usable.
	ErrCorruptVTab Code = lib.SQLITE_CORRUPT_VTAB
	ErrFull        Code = lib.SQLITE_FULL
	ErrCantOpen    Code = lib.SQLITE_CANTOPEN
	ErrConstraint  Code = lib.SQLITE_CONSTRAINT
	ErrMisuse      Code = lib.SQLITE_MISUSE
	ErrRange       Code = lib.SQLITE_RANGE
)

// Primary is the code without its extension.
func (c Code) Primary() Code { return c & 0xff }

// Error is SQLite's English text for the code.
// https://sqlite.org/c3ref/errcode.html
func (c Code) Error() string {
	tls := libc.NewTLS()
	defer tls.Close()
	return goString(lib.Xsqlite3_errstr(tls, int32(c)))
}

// Is reports whether target is the same code, or the primary code of c.
func (c Code) Is(target error) bool {
	t, ok := target.(Code)
	return ok && (c == t || c.Primary() == t)
}

// Error is a failed call: the code and the text that goes with it. Returned
// from a callback, it sets the SQL error's code and text.
type Error struct {
	Code Code
	Msg  string
}

// Error is the text alone, as SQL users read it.
func (e *Error) Error() string { return e.Msg }

// Unwrap gives the code to errors.Is.
func (e *Error) Unwrap() error { return e.Code }

// Errorf is an Error with a formatted text.
func Errorf(code Code, format string, args ...any) error {
	return &Error{Code: code, Msg: fmt.Sprintf(format, args...)}
}

// ErrNoPlan is returned by BestIndex when the constraints that are usable do
// not make a query; SQLite then tries another plan, and at last says "no query
// solution". https://sqlite.org/vtab.html#return_value
var ErrNoPlan = errors.New("no query plan fits the constraints")

// CodeOf is the result code that an error stands for: that of the Error or Code
// in its chain. An error that names no code, or one that means success, stands
// for ErrGeneric.
func CodeOf(err error) Code {
	if errors.Is(err, ErrNoPlan) {
		return ErrConstraint
	}
	var code Code
	if !errors.As(err, &code) {
		return ErrGeneric
	}
	switch code.Primary() {
	case lib.SQLITE_OK, lib.SQLITE_ROW, lib.SQLITE_DONE:
		return ErrGeneric
	}
	return code
}

// panicError is the error that a recovered panic becomes.
func panicError(where string, cause any) error {
	return Errorf(ErrGeneric, "internal error in %s: %v; please report it", where, cause)
}

// quoteForError shortens s for an error text.
func quoteForError(s string) string {
	const most = 40
	if utf8.RuneCountInString(s) > most {
		return fmt.Sprintf("%.*q…", most, s)
	}
	return fmt.Sprintf("%q", s)
}
