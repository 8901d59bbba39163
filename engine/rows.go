package engine

import (
	"context"
	"database/sql/driver"
	"io"
)

// baseRows is a result of the base driver.
type baseRows interface {
	driver.RowsColumnTypeDatabaseTypeName
	driver.RowsColumnTypeLength
	driver.RowsColumnTypeNullable
	driver.RowsColumnTypePrecisionScale
	driver.RowsColumnTypeScanType
}

// rows is a result of the base driver with its errors explained, whose search
// for the next row ends with the query's context. The base driver itself
// watches the context up to the first row only.
type rows struct {
	baseRows
	conn  *conn
	ctx   context.Context
	first bool   // the base has the first row ready
	stop  func() // ends the watch over ctx; nil when there is none
}

// rows wraps what a method of the base returned.
func (c *conn) rows(ctx context.Context, r driver.Rows, err error) (driver.Rows, error) {
	if err != nil {
		return nil, c.dsn.explain(err)
	}
	if b, ok := r.(baseRows); ok {
		return &rows{baseRows: b, conn: c, ctx: ctx, first: true}, nil
	}
	return r, nil
}

// Next fills row with the next row's values, or returns io.EOF. When the
// query's context is done it returns the context's error.
func (r *rows) Next(row []driver.Value) error {
	if !r.first && r.stop == nil && r.ctx.Done() != nil {
		r.stop = r.conn.interruptWhenDone(r.ctx)
	}
	r.first = false
	err := r.baseRows.Next(row)
	if err == nil || err == io.EOF {
		return err
	}
	if done := r.ctx.Err(); done != nil {
		return done
	}
	return r.conn.dsn.explain(err)
}

// Close ends the result. It fails when ending it has to commit and cannot.
func (r *rows) Close() error {
	if r.stop != nil {
		r.stop()
		r.stop = nil
	}
	return r.conn.dsn.explain(r.baseRows.Close())
}
