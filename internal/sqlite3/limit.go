package sqlite3

import (
	lib "modernc.org/sqlite/lib"
)

// Limit sets a run-time limit of the connection, one of the SQLITE_LIMIT_
// numbers, and returns the one before. A negative value only asks.
// https://sqlite.org/c3ref/limit.html
func (c *Conn) Limit(id, value int) int {
	return int(lib.Xsqlite3_limit(c.tls, c.db, int32(id), int32(value)))
}

// LimitSize sets how many bytes a schema's shared database in memory (VFS memdb)
// may grow to, and returns the limit in force; a negative value only asks. The
// default is 1 GiB. A database in a file has no such limit: an error.
// https://sqlite.org/c3ref/c_fcntl_begin_atomic_write.html#sqlitefcntlsizelimit
func (c *Conn) LimitSize(schema string, bytes int64) (int64, error) {
	const size = 8
	limit := c.tls.Alloc(size)
	defer c.tls.Free(size)
	*at[int64](limit) = bytes
	err := c.fileControl(schema, "limiting the size", lib.SQLITE_FCNTL_SIZE_LIMIT, limit)
	return *at[int64](limit), err
}
