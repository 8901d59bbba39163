package sqlite3

import (
	lib "modernc.org/sqlite/lib"
)

// OpenedBlob is a handle on one blob (or text) of one row, for reading and
// writing parts of it without loading the row. Its size cannot change.
//
// A change of the row by other means, and a ROLLBACK TO, expire the handle: it
// returns ErrAbort for ever. No handle outlives the callback that opened it: a
// read handle holds the snapshot, a write handle makes COMMIT fail.
// https://sqlite.org/c3ref/blob.html
type OpenedBlob struct {
	conn *Conn
	ptr  uintptr
	size int // kept, since SQLite gives 0 for an expired handle
}

// OpenBlob opens the blob in a column of the row with the given internal rowid;
// the caller closes it. https://sqlite.org/c3ref/blob_open.html
func (c *Conn) OpenBlob(schema, table, column string, rowid int64, writable bool) (*OpenedBlob, error) {
	var names [3]loan
	for i, s := range [...]string{schema, table, column} {
		name, err := cString(s)
		if err != nil {
			return nil, err
		}
		names[i] = lend(c.tls, name)
		defer names[i].end()
	}
	var flags int32
	if writable {
		flags = 1
	}
	out := c.tls.Alloc(int(ptrSize))
	defer c.tls.Free(int(ptrSize))
	rc := lib.Xsqlite3_blob_open(c.tls, c.db, names[0].addr, names[1].addr, names[2].addr, rowid, flags, out)
	if rc != lib.SQLITE_OK {
		return nil, c.fail(rc)
	}
	b := &OpenedBlob{conn: c, ptr: *at[uintptr](out)}
	b.measure()
	return b, nil
}

// Reopen moves the handle to another row of the same column. After an error the
// handle has expired. https://sqlite.org/c3ref/blob_reopen.html
func (b *OpenedBlob) Reopen(rowid int64) error {
	if rc := lib.Xsqlite3_blob_reopen(b.conn.tls, b.ptr, rowid); rc != lib.SQLITE_OK {
		return b.conn.fail(rc)
	}
	b.measure()
	return nil
}

// measure asks how long the blob is. https://sqlite.org/c3ref/blob_bytes.html
func (b *OpenedBlob) measure() { b.size = int(lib.Xsqlite3_blob_bytes(b.conn.tls, b.ptr)) }

// Size is the length in bytes of the blob that was opened last, also when the
// handle has expired since.
func (b *OpenedBlob) Size() int { return b.size }

// Read fills p from the byte at offset on, straight into p's memory. A range
// beyond the end is an error and reads nothing.
// https://sqlite.org/c3ref/blob_read.html
func (b *OpenedBlob) Read(p []byte, offset int) error {
	if err := b.within(p, offset); err != nil {
		return err
	}
	l := lend(b.conn.tls, p)
	rc := lib.Xsqlite3_blob_read(b.conn.tls, b.ptr, l.addr, int32(len(p)), int32(offset))
	l.endFilled()
	return b.conn.check(rc)
}

// Write stores p at offset. A range beyond the end is an error and writes
// nothing. https://sqlite.org/c3ref/blob_write.html
func (b *OpenedBlob) Write(p []byte, offset int) error {
	if err := b.within(p, offset); err != nil {
		return err
	}
	l := lend(b.conn.tls, p)
	rc := lib.Xsqlite3_blob_write(b.conn.tls, b.ptr, l.addr, int32(len(p)), int32(offset))
	l.end()
	return b.conn.check(rc)
}

// within holds offsets and lengths below the 32 bits that C takes.
func (b *OpenedBlob) within(p []byte, offset int) error {
	if offset < 0 || offset > b.size || len(p) > b.size-offset {
		return Errorf(ErrRange, "a blob of %d bytes has no %d bytes at offset %d", b.size, len(p), offset)
	}
	return nil
}

// Close releases the handle; it must not be used afterwards. For a write handle
// outside of a transaction this is the commit, and may fail as one.
// https://sqlite.org/c3ref/blob_close.html
func (b *OpenedBlob) Close() error {
	if b.ptr == 0 {
		return nil
	}
	rc := lib.Xsqlite3_blob_close(b.conn.tls, b.ptr)
	b.ptr = 0
	return b.conn.check(rc)
}
