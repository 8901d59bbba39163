package docstore

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/nearlite/nearlite/internal/topk"
)

// Score rates an embedding: more is better. ok is false for a row that cannot
// be found. The bytes are valid during the call only.
type Score func(embedding []byte) (score float64, ok bool)

// Search returns the k rows that score best, best first, and of equals the one
// with the smaller rowid. It reads the embedding of every row, then the k rows,
// in one transaction.
func Search(ctx context.Context, db *sql.DB, k int, score Score) ([]Row, error) {
	if k <= 0 {
		return nil, nil
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return nil, fmt.Errorf("docstore: search: %w", err)
	}
	defer tx.Rollback() // it only reads
	best, err := rank(ctx, tx, k, score)
	if err != nil {
		return nil, fmt.Errorf("docstore: search: %w (was the table made with EnsureSchema?)", err)
	}
	rows := make([]Row, len(best))
	for i, item := range best {
		r := &rows[i]
		err := tx.QueryRowContext(ctx, selectRow, item.Rowid).Scan(&r.ID, &r.Content, &r.Meta, &r.Embedding)
		if err != nil {
			return nil, fmt.Errorf("docstore: search: reading row %d: %w", item.Rowid, err)
		}
	}
	return rows, nil
}

// rank scores every row and returns the k best.
func rank(ctx context.Context, tx *sql.Tx, k int, score Score) ([]topk.Item, error) {
	rows, err := tx.QueryContext(ctx, selectEmbeddings)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	best := topk.New(k)
	var rowid int64
	var embedding sql.RawBytes
	for rows.Next() {
		if err := rows.Scan(&rowid, &embedding); err != nil {
			return nil, err
		}
		if s, ok := score(embedding); ok {
			best.Offer(topk.Item{Distance: -s, Rowid: rowid, Rank: rowid})
		}
	}
	if err := ctx.Err(); err != nil { // rows.Next learns of it later
		return nil, err
	}
	return best.Sorted(), rows.Err()
}
