package sqlite3

import (
	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
)

// Type is the storage class of a value.
// https://sqlite.org/c3ref/c_blob.html
type Type int32

// The five storage classes.
const (
	Integer Type = lib.SQLITE_INTEGER
	Float   Type = lib.SQLITE_FLOAT
	Text    Type = lib.SQLITE_TEXT
	Blob    Type = lib.SQLITE_BLOB
	Null    Type = lib.SQLITE_NULL
)

// String is the class's name as SQL error texts spell it.
func (t Type) String() string {
	switch t {
	case Integer:
		return "INTEGER"
	case Float:
		return "FLOAT"
	case Text:
		return "TEXT"
	case Blob:
		return "BLOB"
	case Null:
		return "NULL"
	}
	return "UNKNOWN"
}

// Value is an SQL value that SQLite owns; it is valid for the duration of the
// callback that was given it. https://sqlite.org/c3ref/value_blob.html
type Value struct {
	tls *libc.TLS
	ptr uintptr
}

// Type is the value's storage class.
func (v Value) Type() Type { return Type(lib.Xsqlite3_value_type(v.tls, v.ptr)) }

// IsNull reports whether the value is NULL.
func (v Value) IsNull() bool { return v.Type() == Null }

// Subtype is the tag that a function put on its result, 0 without one.
// https://sqlite.org/c3ref/value_subtype.html
func (v Value) Subtype() uint { return uint(lib.Xsqlite3_value_subtype(v.tls, v.ptr)) }

// Int64 is the value converted to an integer as SQL does it.
func (v Value) Int64() int64 { return lib.Xsqlite3_value_int64(v.tls, v.ptr) }

// Int32 is the low 32 bits of the value converted to an integer.
func (v Value) Int32() int32 { return lib.Xsqlite3_value_int(v.tls, v.ptr) }

// Float64 is the value converted to a floating-point number.
func (v Value) Float64() float64 { return lib.Xsqlite3_value_double(v.tls, v.ptr) }

// Text is a copy of the value converted to UTF-8 text.
func (v Value) Text() string { return string(v.RawText()) }

// RawText is a view of the value as UTF-8 text, valid until the next conversion
// of the same value or the end of the callback.
func (v Value) RawText() []byte {
	p := lib.Xsqlite3_value_text(v.tls, v.ptr)
	return view(p, int(lib.Xsqlite3_value_bytes(v.tls, v.ptr)))
}

// RawBlob is a view of the value's bytes, valid as RawText is; nil when empty.
func (v Value) RawBlob() []byte {
	p := lib.Xsqlite3_value_blob(v.tls, v.ptr)
	return view(p, int(lib.Xsqlite3_value_bytes(v.tls, v.ptr)))
}

// NoChange reports, in an update, that the statement leaves this column as it
// is and that Column set no result for it.
// https://sqlite.org/c3ref/vtab_nochange.html
func (v Value) NoChange() bool { return lib.Xsqlite3_value_nochange(v.tls, v.ptr) != 0 }

// Args are the values that a callback receives; valid as a Value is.
type Args struct {
	tls  *libc.TLS
	argv uintptr
	n    int
}

// Len is the number of values.
func (a Args) Len() int { return a.n }

// At is value i, 0 <= i < Len.
func (a Args) At(i int) Value {
	if uint(i) >= uint(a.n) {
		panic("argument index out of range")
	}
	return Value{a.tls, *at[uintptr](a.argv + uintptr(i)*ptrSize)}
}

// from is the arguments from number i on.
func (a Args) from(i int) Args {
	if uint(i) > uint(a.n) {
		panic("argument index out of range")
	}
	return Args{a.tls, a.argv + uintptr(i)*ptrSize, a.n - i}
}

// In calls f for every element of a right-hand side of IN that BestIndex asked
// for whole with IndexInfo.UseIn. The element is valid until f returns. In stops
// at f's first error and returns it.
// https://sqlite.org/c3ref/vtab_in_first.html
func (v Value) In(f func(Value) error) error {
	out := v.tls.Alloc(int(ptrSize))
	defer v.tls.Free(int(ptrSize))
	rc := lib.Xsqlite3_vtab_in_first(v.tls, v.ptr, out)
	for rc == lib.SQLITE_OK {
		if err := f(Value{v.tls, *at[uintptr](out)}); err != nil {
			return err
		}
		rc = lib.Xsqlite3_vtab_in_next(v.tls, v.ptr, out)
	}
	if rc != lib.SQLITE_DONE {
		return Errorf(Code(rc), "reading the list of an IN constraint: %v", Code(rc))
	}
	return nil
}
