package sqlite3

import (
	lib "modernc.org/sqlite/lib"
)

// Stmt is a prepared statement. Parameters and columns are numbered as in C:
// parameters from 1, columns from 0. https://sqlite.org/c3ref/stmt.html
//
// A module may keep a statement between calls only after Reset: one that stands
// on a row holds its snapshot and blocks VACUUM, DROP and checkpoints.
type Stmt struct {
	conn *Conn
	ptr  uintptr
}

// PrepareFlags are hints for Prepare.
// https://sqlite.org/c3ref/c_prepare_dont_log.html
type PrepareFlags uint32

const (
	// PreparePersistent says that the statement will be kept and used many times.
	PreparePersistent PrepareFlags = lib.SQLITE_PREPARE_PERSISTENT
	// PrepareNoVTab refuses a statement that would use a virtual table, directly
	// or through a view or a trigger.
	PrepareNoVTab PrepareFlags = lib.SQLITE_PREPARE_NO_VTAB
)

// Prepare compiles the one statement of sql; the caller closes it. No statement,
// or more after it than white space and comments, is an error.
// https://sqlite.org/c3ref/prepare.html
func (c *Conn) Prepare(sql string, flags PrepareFlags) (*Stmt, error) {
	s, tail, err := c.prepare(sql, flags)
	if err != nil {
		return nil, err
	}
	if s == nil {
		return nil, Errorf(ErrMisuse, "no statement in %s", quoteForError(sql))
	}
	if !c.blank(tail) {
		_ = s.Close()
		return nil, Errorf(ErrMisuse, "one statement expected, found more: %s", quoteForError(tail))
	}
	return s, nil
}

// blank reports whether sql is nothing but white space, comments and semicolons.
// What these are, SQLite's own tokenizer says.
func (c *Conn) blank(sql string) bool {
	for sql != "" {
		s, tail, err := c.prepare(sql, 0)
		if err != nil {
			return false
		}
		if s != nil {
			_ = s.Close()
			return false
		}
		sql = tail
	}
	return true
}

// prepare compiles the first statement and returns what follows it. The
// statement is nil where there is only white space or a comment.
func (c *Conn) prepare(sql string, flags PrepareFlags) (s *Stmt, tail string, err error) {
	text, err := cString(sql)
	if err != nil {
		return nil, "", err
	}
	out := c.tls.Alloc(2 * int(ptrSize))
	defer c.tls.Free(2 * int(ptrSize))
	l := lend(c.tls, text)
	rc := lib.Xsqlite3_prepare_v3(c.tls, c.db, l.addr, int32(len(text)), uint32(flags), out, out+ptrSize)
	used := *at[uintptr](out + ptrSize) - l.addr
	l.end()
	if rc != lib.SQLITE_OK {
		return nil, "", c.fail(rc)
	}
	if p := *at[uintptr](out); p != 0 {
		s = &Stmt{conn: c, ptr: p}
	}
	return s, sql[used:], nil
}

// Step goes to the next row; false means the statement is done. After an error
// or the end, Reset makes it ready again.
// https://sqlite.org/c3ref/step.html
func (s *Stmt) Step() (bool, error) {
	switch rc := lib.Xsqlite3_step(s.conn.tls, s.ptr); rc {
	case lib.SQLITE_ROW:
		return true, nil
	case lib.SQLITE_DONE:
		return false, nil
	default:
		return false, s.conn.fail(rc)
	}
}

// Reset ends the current run; the statement can be stepped again. The error of
// that run has been given by Step. https://sqlite.org/c3ref/reset.html
func (s *Stmt) Reset() { lib.Xsqlite3_reset(s.conn.tls, s.ptr) }

// ClearBindings sets all parameters to NULL.
// https://sqlite.org/c3ref/clear_bindings.html
func (s *Stmt) ClearBindings() { lib.Xsqlite3_clear_bindings(s.conn.tls, s.ptr) }

// Close finalizes the statement; it must not be used afterwards. The error is
// that of its last run. https://sqlite.org/c3ref/finalize.html
func (s *Stmt) Close() error {
	if s.ptr == 0 {
		return nil
	}
	rc := lib.Xsqlite3_finalize(s.conn.tls, s.ptr)
	s.ptr = 0
	return s.conn.check(rc)
}

// BindNull, and its kin below, set parameter i, numbered from 1. The statement
// must be new or reset. https://sqlite.org/c3ref/bind_blob.html
func (s *Stmt) BindNull(i int) error {
	return s.conn.check(lib.Xsqlite3_bind_null(s.conn.tls, s.ptr, int32(i)))
}

// BindInt64 sets parameter i to an integer.
func (s *Stmt) BindInt64(i int, v int64) error {
	return s.conn.check(lib.Xsqlite3_bind_int64(s.conn.tls, s.ptr, int32(i), v))
}

// BindFloat64 sets parameter i to a floating-point number.
func (s *Stmt) BindFloat64(i int, v float64) error {
	return s.conn.check(lib.Xsqlite3_bind_double(s.conn.tls, s.ptr, int32(i), v))
}

// BindText sets parameter i to UTF-8 text; SQLite copies it.
func (s *Stmt) BindText(i int, v string) error {
	b := stringBytes(v)
	l := lend(s.conn.tls, b)
	rc := lib.Xsqlite3_bind_text64(s.conn.tls, s.ptr, int32(i), l.addr, uint64(len(b)), transient, lib.SQLITE_UTF8)
	l.end()
	return s.conn.check(rc)
}

// BindBlob sets parameter i to a blob; SQLite copies it.
func (s *Stmt) BindBlob(i int, v []byte) error {
	l := lend(s.conn.tls, v)
	rc := lib.Xsqlite3_bind_blob64(s.conn.tls, s.ptr, int32(i), l.addr, uint64(len(v)), transient)
	l.end()
	return s.conn.check(rc)
}

// BindValue sets parameter i to a copy of v.
func (s *Stmt) BindValue(i int, v Value) error {
	return s.conn.check(lib.Xsqlite3_bind_value(s.conn.tls, s.ptr, int32(i), v.ptr))
}

// ColumnType is the storage class of column i in the current row.
// https://sqlite.org/c3ref/column_blob.html
func (s *Stmt) ColumnType(i int) Type {
	return Type(lib.Xsqlite3_column_type(s.conn.tls, s.ptr, int32(i)))
}

// Int64 is column i as an integer.
func (s *Stmt) Int64(i int) int64 { return lib.Xsqlite3_column_int64(s.conn.tls, s.ptr, int32(i)) }

// Float64 is column i as a floating-point number.
func (s *Stmt) Float64(i int) float64 {
	return lib.Xsqlite3_column_double(s.conn.tls, s.ptr, int32(i))
}

// Text is a copy of column i as UTF-8 text.
func (s *Stmt) Text(i int) string {
	p := lib.Xsqlite3_column_text(s.conn.tls, s.ptr, int32(i))
	return string(view(p, int(lib.Xsqlite3_column_bytes(s.conn.tls, s.ptr, int32(i)))))
}

// RawBlob is a view of column i's bytes, valid until the next Step, Reset or
// Close; nil when empty.
func (s *Stmt) RawBlob(i int) []byte {
	p := lib.Xsqlite3_column_blob(s.conn.tls, s.ptr, int32(i))
	return view(p, int(lib.Xsqlite3_column_bytes(s.conn.tls, s.ptr, int32(i))))
}

// Value is column i itself, valid until the next Step, Reset or Close. It is an
// unprotected value: good for Context.ResultValue and BindValue, and nothing
// else. https://sqlite.org/c3ref/value.html
func (s *Stmt) Value(i int) Value {
	return Value{s.conn.tls, lib.Xsqlite3_column_value(s.conn.tls, s.ptr, int32(i))}
}
