package vecutil

import (
	"context"
	"database/sql"
	"fmt"
)

// transaction is an open write transaction, with statements prepared once.
type transaction struct {
	conn       *sql.Conn
	statements map[string]*sql.Stmt
}

// inTransaction runs f in a write transaction and commits it, or rolls it back
// when f fails. It begins with BEGIN IMMEDIATE, which waits for another writer
// as long as the busy timeout allows: a transaction that has read something,
// and only opening the FTS5 index reads, could not wait any more.
// https://sqlite.org/lang_transaction.html
func inTransaction(ctx context.Context, db *sql.DB, f func(*transaction) error) error {
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	if _, err := conn.ExecContext(ctx, "BEGIN IMMEDIATE"); err != nil {
		return err
	}
	t := &transaction{conn: conn, statements: map[string]*sql.Stmt{}}
	err = f(t)
	t.close()
	if err == nil {
		if _, err = conn.ExecContext(ctx, "COMMIT"); err == nil {
			return nil
		}
	}
	// SQLite has rolled back by itself after some errors; nothing is left then.
	_, _ = conn.ExecContext(context.WithoutCancel(ctx), "ROLLBACK")
	return err
}

func (t *transaction) close() {
	for _, s := range t.statements {
		s.Close()
	}
}

// exec runs a statement, which is prepared when it is first used.
func (t *transaction) exec(ctx context.Context, query string, args ...any) (sql.Result, error) {
	s := t.statements[query]
	if s == nil {
		var err error
		if s, err = t.conn.PrepareContext(ctx, query); err != nil {
			return nil, err
		}
		t.statements[query] = s
	}
	return s.ExecContext(ctx, args...)
}

// insert is exec for an INSERT; it returns the new row's id.
func (t *transaction) insert(ctx context.Context, query string, args ...any) (int64, error) {
	r, err := t.exec(ctx, query, args...)
	if err != nil {
		return 0, err
	}
	id, err := r.LastInsertId()
	if err != nil {
		return 0, fmt.Errorf("asking for the new row's id: %w", err)
	}
	return id, nil
}
