package docstore

import (
	"context"
	"database/sql"
	"fmt"
)

// Row is a row of the table docs.
type Row struct {
	ID        string
	Content   string
	Meta      string
	Embedding []byte // nil is NULL
}

const (
	createTable = `CREATE TABLE IF NOT EXISTS docs(id TEXT PRIMARY KEY, content TEXT, meta TEXT, embedding BLOB)`

	upsert = `INSERT INTO docs(id, content, meta, embedding) VALUES(?, ?, ?, ?)
ON CONFLICT(id) DO UPDATE SET content = excluded.content, meta = excluded.meta, embedding = excluded.embedding`

	remove = `DELETE FROM docs WHERE id = ?`

	selectEmbeddings = `SELECT rowid, embedding FROM docs WHERE typeof(embedding) = 'blob'`

	selectRow = `SELECT coalesce(id, ''), coalesce(content, ''), coalesce(meta, ''), embedding FROM docs WHERE rowid = ?`
)

// EnsureSchema creates the table docs unless it exists.
func EnsureSchema(ctx context.Context, db *sql.DB) error {
	if _, err := db.ExecContext(ctx, createTable); err != nil {
		return fmt.Errorf("docstore: create table docs: %w", err)
	}
	return nil
}

// Upsert inserts rows, and replaces those whose ID exists, in one transaction.
func Upsert(ctx context.Context, db *sql.DB, rows []Row) error {
	return forEach(ctx, db, upsert, rows, func(r Row) []any {
		return []any{r.ID, r.Content, r.Meta, r.Embedding}
	})
}

// Remove deletes the rows with the given ids, in one transaction. An id that
// no row has is passed over.
func Remove(ctx context.Context, db *sql.DB, ids []string) error {
	return forEach(ctx, db, remove, ids, func(id string) []any { return []any{id} })
}

// forEach runs statement with the arguments of each item, all in one
// transaction, which is rolled back on error.
func forEach[T any](ctx context.Context, db *sql.DB, statement string, items []T, args func(T) []any) error {
	if len(items) == 0 {
		return nil
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("docstore: begin: %w", err)
	}
	defer tx.Rollback() // does nothing after Commit
	stmt, err := tx.PrepareContext(ctx, statement)
	if err != nil {
		return fmt.Errorf("docstore: %w (was the table made with EnsureSchema?)", err)
	}
	defer stmt.Close()
	for i, item := range items {
		if _, err := stmt.ExecContext(ctx, args(item)...); err != nil {
			return fmt.Errorf("docstore: item %d of %d: %w", i, len(items), err)
		}
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("docstore: commit: %w", err)
	}
	return nil
}
