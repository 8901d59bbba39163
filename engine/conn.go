package engine

import (
	"context"
	"database/sql/driver"

	"github.com/nearlite/nearlite/internal/sqlite3"
	"modernc.org/sqlite"
)

// base is a connection of the base driver: what database/sql calls, and what
// programs reach through sql.Conn.Raw. All of it stays reachable on conn.
type base interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.QueryerContext
	driver.Pinger
	driver.SessionResetter
	driver.Validator

	sqlite.HookRegisterer
	sqlite.AuthorizerRegisterer
	sqlite.DBStatus
	sqlite.FileControl

	Exec(query string, args []driver.Value) (driver.Result, error)
	Query(query string, args []driver.Value) (driver.Rows, error)
	ColumnInfo(query string) ([]sqlite.ColumnInfo, error)
	NewBackup(destination string) (*sqlite.Backup, error)
	NewRestore(source string) (*sqlite.Backup, error)
	Serialize() ([]byte, error)
	Deserialize([]byte) error
	IsReadOnly(schema string) (bool, error)
}

// conn is a connection of the base driver whose statements may be rewritten,
// whose errors are explained, and whose read-only transactions are. The
// methods that take a statement are in statement.go.
type conn struct {
	base
	dsn      *dsn
	rewriter Rewriter      // may be nil
	handle   *sqlite3.Conn // the same connection for SQLite's own interface

	// spoiled is set when a read-only transaction could not be undone; the
	// pool then discards the connection.
	spoiled bool
}

// Ping checks that the connection is alive. It does not read the file.
func (c *conn) Ping(ctx context.Context) error {
	return c.dsn.explain(c.base.Ping(ctx))
}

// ResetSession is called before the pool hands the connection out again.
func (c *conn) ResetSession(ctx context.Context) error {
	if c.spoiled {
		return driver.ErrBadConn
	}
	return c.base.ResetSession(ctx)
}

// IsValid is called before the connection goes back to the pool.
func (c *conn) IsValid() bool {
	return !c.spoiled && c.base.IsValid()
}
