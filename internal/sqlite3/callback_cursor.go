package sqlite3

import (
	"unsafe"

	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
)

// cursorStruct is the sqlite3_vtab_cursor that SQLite sees, followed by the
// handle of its Cursor.
type cursorStruct struct {
	lib.Tsqlite3_vtab_cursor
	handle uintptr
}

var cursors handles[Cursor]

func cursorAt(p uintptr) Cursor { return cursors.get(at[cursorStruct](p).handle) }

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
	return call(vtab, "Open", func(in *instance) error {
		cursor, err := in.table.Open()
		if err != nil {
			return err
		}
		p := mallocZero(tls, unsafe.Sizeof(cursorStruct{}))
		if p == 0 {
			_ = cursor.Close()
			return ErrNoMemory
		}
		at[cursorStruct](p).handle = cursors.put(cursor)
		*at[uintptr](out) = p
		return nil
	})
}

func cursorClose(tls *libc.TLS, cursor uintptr) int32 {
	rc := closeCursor(cursor)
	cursors.release(at[cursorStruct](cursor).handle)
	lib.Xsqlite3_free(tls, cursor)
	return rc
}

func closeCursor(cursor uintptr) (rc int32) {
	defer cursorPanic(cursor, "Close", &rc)
	return cursorResult(cursor, cursorAt(cursor).Close())
}

func cursorFilter(tls *libc.TLS, cursor uintptr, idxNum int32, idxStr uintptr, argc int32, argv uintptr) (rc int32) {
	defer cursorPanic(cursor, "Filter", &rc)
	args := Args{tls, argv, int(argc)}
	return cursorResult(cursor, cursorAt(cursor).Filter(int(idxNum), goString(idxStr), args))
}

func cursorNext(_ *libc.TLS, cursor uintptr) (rc int32) {
	defer cursorPanic(cursor, "Next", &rc)
	return cursorResult(cursor, cursorAt(cursor).Next())
}

// cursorEOF answers 1 after a panic, which ends the scan: C gives this method
// no way to report an error.
func cursorEOF(_ *libc.TLS, cursor uintptr) (eof int32) {
	defer func() {
		if recover() != nil {
			eof = 1
		}
	}()
	if cursorAt(cursor).EOF() {
		return 1
	}
	return 0
}

func cursorColumn(tls *libc.TLS, cursor, ctx uintptr, i int32) (rc int32) {
	defer cursorPanic(cursor, "Column", &rc)
	c := Context{tls, ctx}
	if err := cursorAt(cursor).Column(c, int(i)); err != nil {
		c.ResultError(err)
		return int32(CodeOf(err))
	}
	return lib.SQLITE_OK
}

func cursorRowid(_ *libc.TLS, cursor, out uintptr) (rc int32) {
	defer cursorPanic(cursor, "Rowid", &rc)
	id, err := cursorAt(cursor).Rowid()
	*at[int64](out) = id
	return cursorResult(cursor, err)
}
