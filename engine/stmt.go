package engine

import (
	"context"
	"database/sql/driver"
)

// baseStmt is a prepared statement of the base driver.
type baseStmt interface {
	driver.Stmt
	driver.StmtExecContext
	driver.StmtQueryContext
}

// stmt is a prepared statement of the base driver with its errors explained.
type stmt struct {
	baseStmt
	conn *conn
}

// stmt wraps what a method of the base returned.
func (c *conn) stmt(s driver.Stmt, err error) (driver.Stmt, error) {
	if err != nil {
		return nil, c.dsn.explain(err)
	}
	if b, ok := s.(baseStmt); ok {
		return &stmt{b, c}, nil
	}
	return s, nil
}

func (s *stmt) ExecContext(ctx context.Context, args []driver.NamedValue) (driver.Result, error) {
	result, err := s.baseStmt.ExecContext(ctx, args)
	return result, s.conn.dsn.explain(err)
}

func (s *stmt) QueryContext(ctx context.Context, args []driver.NamedValue) (driver.Rows, error) {
	r, err := s.baseStmt.QueryContext(ctx, args)
	return s.conn.rows(ctx, r, err)
}
