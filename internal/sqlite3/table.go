package sqlite3

// Table is a connection's instance of a virtual table. Which other of the
// interfaces below its type has says what the table can do. Methods run on the
// connection that the table was made for.
// https://sqlite.org/vtab.html
type Table interface {
	// BestIndex chooses a plan; ErrNoPlan refuses the constraints offered. The
	// IndexInfo must not be kept.
	// https://sqlite.org/vtab.html#the_xbestindex_method
	BestIndex(*IndexInfo) error
	// Open makes a cursor. https://sqlite.org/vtab.html#the_xopen_method
	Open() (Cursor, error)
	// Disconnect releases what the instance holds; the table stays.
	// https://sqlite.org/vtab.html#the_xdisconnect_method
	Disconnect() error
}

// Cursor walks the rows of one scan. Filter starts a scan, also a second one on
// the same cursor, and must release what the last scan held.
// https://sqlite.org/c3ref/vtab_cursor.html
type Cursor interface {
	// Filter begins the scan that BestIndex planned.
	Filter(idxNum int, idxStr string, args Args) error
	// Next goes to the next row.
	Next() error
	// EOF reports that there is no current row. It is asked once after each
	// Filter and Next that succeeded.
	EOF() bool
	// Column sets the current row's column i on ctx.
	Column(ctx Context, i int) error
	// Rowid is the current row's rowid.
	Rowid() (int64, error)
	// Close releases the cursor. Nobody is told of its error.
	Close() error
}

// Destroyer is a table that was made by Create and can be dropped. Destroy
// comes in place of Disconnect; when it fails, the table stays, and users see
// the text of the error's code, not that of the error.
// https://sqlite.org/vtab.html#sqlite3_module.xDestroy
type Destroyer interface{ Destroy() error }

// Updater is a table that can be written. Columns are all declared ones, hidden
// ones too. An id is the rowid, or the primary key of a WITHOUT ROWID table.
// https://sqlite.org/vtab.html#the_xupdate_method
//
// A row that violates a constraint makes Insert and Update fail with
// ErrConstraint. With VTabConstraintSupport SQLite then does what the statement
// says: it passes over the row for OR IGNORE, and stops as OR FAIL, OR ABORT or
// OR ROLLBACK want it; OR REPLACE alone is the table's own work, which asks
// Conn.OnConflict. Without the flag the statement fails and is undone.
type Updater interface {
	// Insert adds a row; id is NULL where the statement names none, and always
	// NULL in a WITHOUT ROWID table, whose key is among the columns. The result
	// is the new row's rowid, which sets last_insert_rowid(); a table without
	// one returns Conn.LastInsertRowID() to leave that as it is.
	Insert(id Value, columns Args) (int64, error)
	// Update changes row old; id is its new id, often the same.
	Update(old, id Value, columns Args) error
	// Delete removes row id.
	Delete(id Value) error
}

// Transactor is a table that takes part in transactions. Sync may write and may
// fail, which rolls the transaction back; of Commit and Rollback nobody is told
// an error.
// https://sqlite.org/vtab.html#the_xbegin_method
type Transactor interface {
	Begin() error
	Sync() error
	Commit() error
	Rollback() error
}

// Savepointer is a Transactor that is told of savepoints too. Of an error users
// see the text of its code, not that of the error.
// https://sqlite.org/vtab.html#the_xsavepoint_xrelease_and_xrollbackto_methods
type Savepointer interface {
	Transactor
	Savepoint(n int) error
	Release(n int) error
	RollbackTo(n int) error
}

// Renamer is a table that is told when it is renamed. ALTER TABLE RENAME works
// without it, unannounced, so a table with shadow tables must have it.
// https://sqlite.org/vtab.html#the_xrename_method
type Renamer interface{ Rename(name string) error }

// IntegrityChecker is a table that PRAGMA integrity_check and quick_check ask.
// The problem is "" for a sound table. An error means that the check itself could
// not be made, and is reported as a problem, too; ErrInterrupt ends the PRAGMA.
// https://sqlite.org/vtab.html#the_xintegrity_method
type IntegrityChecker interface {
	Integrity(schema, table string, quick bool) (problem string, err error)
}
