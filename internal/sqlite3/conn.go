package sqlite3

import (
	"fmt"

	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
)

// Conn is a database connection. In a callback it is the connection of the
// statement that runs, and belongs to the driver that opened it.
// https://sqlite.org/c3ref/sqlite3.html
type Conn struct {
	tls   *libc.TLS
	db    uintptr
	owned bool // made by Open, so Close may close it
}

// Key tells a connection from the others that are open.
func (c *Conn) Key() uintptr { return c.db }

// OpenFlags say how Open opens a database.
// https://sqlite.org/c3ref/c_open_autoproxy.html
type OpenFlags int32

// The flags of Open.
const (
	OpenReadWrite OpenFlags = lib.SQLITE_OPEN_READWRITE
	OpenCreate    OpenFlags = lib.SQLITE_OPEN_CREATE
	OpenURI       OpenFlags = lib.SQLITE_OPEN_URI
)

// Open opens a connection of its own; the caller closes it.
// https://sqlite.org/c3ref/open.html
func Open(name string, flags OpenFlags) (*Conn, error) {
	cname, err := cString(name)
	if err != nil {
		return nil, err
	}
	c := &Conn{tls: libc.NewTLS(), owned: true}
	out := c.tls.Alloc(int(ptrSize))
	l := lend(c.tls, cname)
	rc := lib.Xsqlite3_open_v2(c.tls, l.addr, out, int32(flags), 0)
	l.end()
	c.db = *at[uintptr](out)
	c.tls.Free(int(ptrSize))
	if rc == lib.SQLITE_OK {
		return c, nil
	}
	err = fmt.Errorf("opening %s: %w", name, c.fail(rc))
	_ = c.Close()
	return nil, err
}

// Close closes a connection that Open made; closing it again does nothing. It
// fails with ErrBusy while statements or blobs are open, and the connection
// stays usable then; with ErrMisuse on a connection that a driver opened.
// https://sqlite.org/c3ref/close.html
func (c *Conn) Close() error {
	if c.tls == nil {
		return nil
	}
	if !c.owned {
		return Errorf(ErrMisuse, "closing a connection that its driver owns: only one made by Open may be closed here")
	}
	if rc := lib.Xsqlite3_close(c.tls, c.db); rc != lib.SQLITE_OK {
		return c.fail(rc)
	}
	c.tls.Close()
	*c = Conn{}
	return nil
}

// fail is the connection's error for a result code it has just returned, with
// the extended code where SQLite knows one.
func (c *Conn) fail(rc int32) error {
	code := Code(rc)
	if c.db == 0 {
		return &Error{Code: code, Msg: code.Error()}
	}
	if x := Code(lib.Xsqlite3_extended_errcode(c.tls, c.db)); x.Primary() == code.Primary() {
		return &Error{Code: x, Msg: goString(lib.Xsqlite3_errmsg(c.tls, c.db))}
	}
	return &Error{Code: code, Msg: code.Error()}
}

// check is nil for SQLITE_OK and the connection's error otherwise.
func (c *Conn) check(rc int32) error {
	if rc == lib.SQLITE_OK {
		return nil
	}
	return c.fail(rc)
}

// withName calls f with the address of a C string, or 0 for "".
func (c *Conn) withName(name string, f func(p uintptr)) error {
	if name == "" {
		f(0)
		return nil
	}
	s, err := cString(name)
	if err != nil {
		return err
	}
	l := lend(c.tls, s)
	f(l.addr)
	l.end()
	return nil
}

// fileControl passes the word at p to the file of a schema and back. It does not
// set the connection's error, so the error is made from the code; doing says
// what was tried. https://sqlite.org/c3ref/file_control.html
func (c *Conn) fileControl(schema, doing string, op int32, p uintptr) error {
	var rc int32
	err := c.withName(schema, func(name uintptr) { rc = lib.Xsqlite3_file_control(c.tls, c.db, name, op, p) })
	if err != nil || rc == lib.SQLITE_OK {
		return err
	}
	return Errorf(Code(rc), "schema %q: %s: %v", schema, doing, Code(rc))
}

// Exec runs the statements of sql one after the other and ignores their rows.
func (c *Conn) Exec(sql string) error {
	for sql != "" {
		s, tail, err := c.prepare(sql, 0)
		if err != nil {
			return err
		}
		sql = tail
		if s == nil {
			continue
		}
		for more := true; more && err == nil; {
			more, err = s.Step()
		}
		_ = s.Close()
		if err != nil {
			return err
		}
	}
	return nil
}

// LastInsertRowID is the rowid of the last row inserted.
// https://sqlite.org/c3ref/last_insert_rowid.html
func (c *Conn) LastInsertRowID() int64 { return lib.Xsqlite3_last_insert_rowid(c.tls, c.db) }

// SetLastInsertRowID sets what LastInsertRowID gives, for a virtual table whose
// own writes changed it. https://sqlite.org/c3ref/set_last_insert_rowid.html
func (c *Conn) SetLastInsertRowID(id int64) { lib.Xsqlite3_set_last_insert_rowid(c.tls, c.db, id) }

// Changes is the number of rows the last statement changed.
// https://sqlite.org/c3ref/changes.html
func (c *Conn) Changes() int64 { return lib.Xsqlite3_changes64(c.tls, c.db) }

// Interrupt makes the statements that run on the connection fail soon with
// ErrInterrupt. Safe from any goroutine. https://sqlite.org/c3ref/interrupt.html
func (c *Conn) Interrupt() {
	tls := libc.NewTLS()
	defer tls.Close()
	lib.Xsqlite3_interrupt(tls, c.db)
}

// Interrupted reports whether an interrupt waits to be obeyed: long work inside
// a callback asks now and then, and returns ErrInterrupt.
// https://sqlite.org/c3ref/interrupt.html
func (c *Conn) Interrupted() bool { return lib.Xsqlite3_is_interrupted(c.tls, c.db) != 0 }

// FileName is the path of a schema's database file, "" for one without a file.
// https://sqlite.org/c3ref/db_filename.html
func (c *Conn) FileName(schema string) (name string) {
	_ = c.withName(schema, func(p uintptr) { name = goString(lib.Xsqlite3_db_filename(c.tls, c.db, p)) })
	return name
}
