package sqlite3

import (
	lib "modernc.org/sqlite/lib"
)

// TxnState is how far a transaction has come.
// https://sqlite.org/c3ref/c_txn_none.html
type TxnState int32

// The states of a transaction.
const (
	TxnNone  TxnState = lib.SQLITE_TXN_NONE
	TxnRead  TxnState = lib.SQLITE_TXN_READ
	TxnWrite TxnState = lib.SQLITE_TXN_WRITE
)

// TxnState is the state of a schema's transaction, of the furthest one for "",
// and -1 for a schema that is not there.
// https://sqlite.org/c3ref/txn_state.html
func (c *Conn) TxnState(schema string) (state TxnState) {
	_ = c.withName(schema, func(p uintptr) { state = TxnState(lib.Xsqlite3_txn_state(c.tls, c.db, p)) })
	return state
}

// DataVersion is a number that changes when the schema's database is changed,
// by this connection's commits too. Changes of others show once a read
// transaction has begun; numbers of two connections say nothing of each other.
// https://sqlite.org/c3ref/c_fcntl_begin_atomic_write.html#sqlitefcntldataversion
func (c *Conn) DataVersion(schema string) (uint32, error) {
	const size = 4
	out := c.tls.Alloc(size)
	defer c.tls.Free(size)
	err := c.fileControl(schema, "reading the data version", lib.SQLITE_FCNTL_DATA_VERSION, out)
	if err != nil {
		return 0, err
	}
	return *at[uint32](out), nil
}
