package sqlite3

import (
	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
)

// Context is where a function or a column puts its result. A result set later
// replaces an earlier one; none at all is NULL. It is valid for the duration of
// the callback. https://sqlite.org/c3ref/context.html
type Context struct {
	tls *libc.TLS
	ptr uintptr
}

// Conn is the connection that runs the statement.
// https://sqlite.org/c3ref/context_db_handle.html
func (c Context) Conn() *Conn {
	return &Conn{tls: c.tls, db: lib.Xsqlite3_context_db_handle(c.tls, c.ptr)}
}

// ResultInt64 sets an integer. https://sqlite.org/c3ref/result_blob.html
func (c Context) ResultInt64(v int64) { lib.Xsqlite3_result_int64(c.tls, c.ptr, v) }

// ResultFloat64 sets a floating-point number; NaN becomes NULL.
func (c Context) ResultFloat64(v float64) { lib.Xsqlite3_result_double(c.tls, c.ptr, v) }

// ResultText sets UTF-8 text; SQLite copies it.
func (c Context) ResultText(s string) { c.ResultRawText(stringBytes(s)) }

// ResultRawText sets UTF-8 text; SQLite copies it.
func (c Context) ResultRawText(b []byte) {
	l := lend(c.tls, b)
	lib.Xsqlite3_result_text64(c.tls, c.ptr, l.addr, uint64(len(b)), transient, lib.SQLITE_UTF8)
	l.end()
}

// ResultBlob sets a blob; SQLite copies it.
func (c Context) ResultBlob(b []byte) {
	l := lend(c.tls, b)
	lib.Xsqlite3_result_blob64(c.tls, c.ptr, l.addr, uint64(len(b)), transient)
	l.end()
}

// ResultValue sets a copy of v.
func (c Context) ResultValue(v Value) { lib.Xsqlite3_result_value(c.tls, c.ptr, v.ptr) }

// ResultSubtype tags the result, which must have been set; functions that tag
// are registered with ResultSubtype. https://sqlite.org/c3ref/result_subtype.html
func (c Context) ResultSubtype(t uint) { lib.Xsqlite3_result_subtype(c.tls, c.ptr, uint32(t)) }

// resultError makes the statement fail with err's text and code.
func (c Context) resultError(err error) {
	b := stringBytes(err.Error())
	l := lend(c.tls, b)
	lib.Xsqlite3_result_error(c.tls, c.ptr, l.addr, int32(len(b)))
	l.end()
	lib.Xsqlite3_result_error_code(c.tls, c.ptr, int32(CodeOf(err)))
}

// NoChange reports, in Column, that an UPDATE leaves this column as it is: a
// costly value need not be produced. https://sqlite.org/c3ref/vtab_nochange.html
func (c Context) NoChange() bool { return lib.Xsqlite3_vtab_nochange(c.tls, c.ptr) != 0 }

// auxValues holds what functions have attached to their arguments.
var auxValues handles[any]

// AuxData is what SetAuxData attached to argument i in an earlier call of the
// same statement, nil without. https://sqlite.org/c3ref/get_auxdata.html
func (c Context) AuxData(i int) any {
	p := lib.Xsqlite3_get_auxdata(c.tls, c.ptr, int32(i))
	if p == 0 {
		return nil
	}
	return auxValues.get(*at[uintptr](p))
}

// SetAuxData attaches v to argument i for the rest of the statement's run.
// SQLite keeps it while the argument is constant and drops it at any time.
func (c Context) SetAuxData(i int, v any) {
	p := lib.Xsqlite3_malloc64(c.tls, uint64(ptrSize))
	if p == 0 {
		return
	}
	*at[uintptr](p) = auxValues.put(v)
	lib.Xsqlite3_set_auxdata(c.tls, c.ptr, int32(i), p, funcPointer(auxDestroy))
}

func auxDestroy(tls *libc.TLS, p uintptr) {
	auxValues.release(*at[uintptr](p))
	lib.Xsqlite3_free(tls, p)
}
