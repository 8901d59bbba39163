package sqlite3

import (
	"unsafe"

	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
)

// cursorStruct is the sqlite3_vtab_cursor that SQLite sees, followed by the
// handle of its Cursor and by xEof's answer.
type cursorStruct struct {
	lib.Tsqlite3_vtab_cursor
	handle uintptr
	eof    int32
}

// openCursor is a Cursor with its table's connection.
type openCursor struct {
	Cursor
	conn *Conn
}

var cursors handles[openCursor]

// cursorAt is the Cursor of a callback that SQLite makes with tls, which the
// calls that the method makes in turn have to use.
func cursorAt(tls *libc.TLS, p uintptr) Cursor {
	c := cursors.get(at[cursorStruct](p).handle)
	c.conn.tls = tls
	return c.Cursor
}

// vtabOf is the table of a cursor.
func vtabOf(cursor uintptr) uintptr { return at[lib.Tsqlite3_vtab_cursor](cursor).FpVtab }

// cursorPanic is deferred by the methods below: a panic becomes the table's
// error. It is not part of call so that a row costs no closure.
func cursorPanic(cursor uintptr, method string, rc *int32) {
	if p := recover(); p != nil {
		vtab := vtabOf(cursor)
		in := instanceAt(vtab)
		*rc = in.fail(vtab, panicError(in.module.name+"."+method, p))
	}
}

// cursorResult is the result code of a cursor's method.
func cursorResult(cursor uintptr, err error) int32 {
	if err == nil {
		return lib.SQLITE_OK
	}
	vtab := vtabOf(cursor)
	return instanceAt(vtab).fail(vtab, err)
}

func tableOpen(tls *libc.TLS, vtab, out uintptr) int32 {
	return call(tls, vtab, "Open", func(in *instance) error {
		cursor, err := in.table.Open()
		if err != nil {
			return err
		}
		p := mallocZero(tls, unsafe.Sizeof(cursorStruct{}))
		if p == 0 {
			_ = cursor.Close()
			return ErrNoMemory
		}
		at[cursorStruct](p).handle = cursors.put(openCursor{cursor, in.conn})
		*at[uintptr](out) = p
		return nil
	})
}

// cursorClose is xClose, whose answer SQLite ignores: the cursor is gone.
func cursorClose(tls *libc.TLS, cursor uintptr) int32 {
	rc := callSilently(tls, vtabOf(cursor), "Close", func(*instance) error { return cursorAt(tls, cursor).Close() })
	cursors.release(at[cursorStruct](cursor).handle)
	lib.Xsqlite3_free(tls, cursor)
	return rc
}

func cursorFilter(tls *libc.TLS, cursor uintptr, idxNum int32, idxStr uintptr, argc int32, argv uintptr) (rc int32) {
	defer cursorPanic(cursor, "Filter", &rc)
	c := cursorAt(tls, cursor)
	if err := c.Filter(int(idxNum), goString(idxStr), Args{tls, argv, int(argc)}); err != nil {
		return cursorResult(cursor, err)
	}
	noteEOF(cursor, c)
	return lib.SQLITE_OK
}

func cursorNext(tls *libc.TLS, cursor uintptr) (rc int32) {
	defer cursorPanic(cursor, "Next", &rc)
	c := cursorAt(tls, cursor)
	if err := c.Next(); err != nil {
		return cursorResult(cursor, err)
	}
	noteEOF(cursor, c)
	return lib.SQLITE_OK
}

// noteEOF keeps xEof's answer, which can change with Filter and Next only. It is
// asked for here because xEof has no way to report a panic.
func noteEOF(cursor uintptr, c Cursor) {
	s := at[cursorStruct](cursor)
	s.eof = 0
	if c.EOF() {
		s.eof = 1
	}
}

func cursorEOF(_ *libc.TLS, cursor uintptr) int32 { return at[cursorStruct](cursor).eof }

func cursorColumn(tls *libc.TLS, cursor, ctx uintptr, i int32) (rc int32) {
	defer cursorPanic(cursor, "Column", &rc)
	c := Context{tls, ctx}
	if err := cursorAt(tls, cursor).Column(c, int(i)); err != nil {
		c.resultError(err)
		return int32(CodeOf(err))
	}
	return lib.SQLITE_OK
}

func cursorRowid(tls *libc.TLS, cursor, out uintptr) (rc int32) {
	defer cursorPanic(cursor, "Rowid", &rc)
	id, err := cursorAt(tls, cursor).Rowid()
	*at[int64](out) = id
	return cursorResult(cursor, err)
}
