package engine

import (
	"context"
	"database/sql/driver"
	"errors"
)

// tx is a transaction of the base driver with its errors explained.
type tx struct {
	driver.Tx
	conn *conn
	// writable is set when the end of the transaction must lift query_only.
	writable bool
}

// BeginTx starts a transaction. In one with ReadOnly set every write fails
// with [ErrReadOnly], by PRAGMA query_only, which its end takes back. SQLite's
// transactions are serializable, so that any isolation level is satisfied.
func (c *conn) BeginTx(ctx context.Context, opts driver.TxOptions) (driver.Tx, error) {
	writable := false
	if opts.ReadOnly {
		queryOnly, err := queryText(ctx, c.base, "PRAGMA query_only")
		if err != nil {
			return nil, c.dsn.explain(err)
		}
		writable = queryOnly == "0"
	}
	if writable {
		if err := c.setQueryOnly(true); err != nil {
			return nil, c.dsn.explain(err)
		}
	}
	begun, err := c.base.BeginTx(ctx, opts)
	if err != nil {
		if writable {
			err = errors.Join(err, c.setQueryOnly(false))
		}
		return nil, c.dsn.explain(err)
	}
	return &tx{Tx: begun, conn: c, writable: writable}, nil
}

// Commit ends the transaction; when it fails the base has rolled it back.
func (t *tx) Commit() error { return t.end(t.Tx.Commit()) }

// Rollback undoes the transaction.
func (t *tx) Rollback() error { return t.end(t.Tx.Rollback()) }

func (t *tx) end(err error) error {
	if t.writable {
		err = errors.Join(err, t.conn.setQueryOnly(false))
	}
	return t.conn.dsn.explain(err)
}

// setQueryOnly runs outside of any context: the end of a transaction must be
// undone also when its context is done. On failure the connection is spoiled.
func (c *conn) setQueryOnly(on bool) error {
	statement := "PRAGMA query_only = 0"
	if on {
		statement = "PRAGMA query_only = 1"
	}
	_, err := c.base.ExecContext(context.Background(), statement, nil)
	if err != nil {
		c.spoiled = true
	}
	return err
}
