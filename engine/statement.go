package engine

import (
	"context"
	"database/sql/driver"

	"modernc.org/sqlite"
)

// Rewriter turns the text of a statement in a dialect of its own into SQL that
// SQLite understands. It is where a package with vector DDL or search syntax
// hooks in, by [WithRewriter].
//
// Rewrite is called with each text given to a connection in which the letters
// "vec" occur in upper or lower case, once for each execution by text and once
// for each Prepare or ColumnInfo; all other texts go to SQLite untouched. A text may hold
// several statements; their parameters must stay as they are. An error is returned to
// the caller as it is, and nothing is executed. Rewrite is called by many
// goroutines at once.
type Rewriter interface {
	Rewrite(query string) (string, error)
}

// rewrite is the one way of a statement's text to the base connection.
func (c *conn) rewrite(query string) (string, error) {
	if c.rewriter == nil || !mentionsVectors(query) {
		return query, nil
	}
	return c.rewriter.Rewrite(query)
}

// mentionsVectors reports whether the letters "vec" occur in the text in any
// case. It looks at every third byte, and at others only where it has to.
func mentionsVectors(query string) bool {
	for i := 2; i < len(query); {
		switch query[i] | 0x20 { // lower case; only C, E and V and their lower case map to c, e and v
		case 'c':
			if query[i-1]|0x20 == 'e' && query[i-2]|0x20 == 'v' {
				return true
			}
			i += 3
		case 'e':
			i++
		case 'v':
			i += 2
		default:
			i += 3
		}
	}
	return false
}

// ExecContext executes the statements of the text one after the other.
func (c *conn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	query, err := c.rewrite(query)
	if err != nil {
		return nil, err
	}
	result, err := c.base.ExecContext(ctx, query, args)
	return result, c.dsn.explain(err)
}

// QueryContext executes the statements of the text and returns the rows of the
// last one.
func (c *conn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	query, err := c.rewrite(query)
	if err != nil {
		return nil, err
	}
	r, err := c.base.QueryContext(ctx, query, args)
	return c.rows(ctx, r, err)
}

// PrepareContext compiles the text.
func (c *conn) PrepareContext(ctx context.Context, query string) (driver.Stmt, error) {
	query, err := c.rewrite(query)
	if err != nil {
		return nil, err
	}
	s, err := c.base.PrepareContext(ctx, query)
	return c.stmt(s, err)
}

// ColumnInfo describes the columns of a query without running it, as the base
// driver does. It is reached through sql.Conn.Raw.
func (c *conn) ColumnInfo(query string) ([]sqlite.ColumnInfo, error) {
	query, err := c.rewrite(query)
	if err != nil {
		return nil, err
	}
	info, err := c.base.ColumnInfo(query)
	return info, c.dsn.explain(err)
}

// Exec is ExecContext for callers of sql.Conn.Raw that have no context.
func (c *conn) Exec(query string, args []driver.Value) (driver.Result, error) {
	return c.ExecContext(context.Background(), query, ordinals(args))
}

// Query is QueryContext for callers of sql.Conn.Raw that have no context.
func (c *conn) Query(query string, args []driver.Value) (driver.Rows, error) {
	return c.QueryContext(context.Background(), query, ordinals(args))
}

// Prepare is PrepareContext for callers of sql.Conn.Raw that have no context.
func (c *conn) Prepare(query string) (driver.Stmt, error) {
	return c.PrepareContext(context.Background(), query)
}

func ordinals(args []driver.Value) []driver.NamedValue {
	named := make([]driver.NamedValue, len(args))
	for i, value := range args {
		named[i] = driver.NamedValue{Ordinal: i + 1, Value: value}
	}
	return named
}
