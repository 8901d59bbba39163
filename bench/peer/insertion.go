package peer

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/nearlite/nearlite/vector"
)

// Insertion makes a table and fills it, in one transaction, with vectors whose
// elements are normally distributed. Equal numbers give equal vectors, for every
// element type the same ones but for their quantization.
type Insertion struct {
	Create    string         `json:"create"`
	Statement string         `json:"statement"` // with one parameter, the vector
	Element   vector.Element `json:"element"`
	Dims      int            `json:"dims"` // a multiple of 8
	Rows      int            `json:"rows"`
}

// Run returns how long the statements and the commit took; the making of the
// vectors and of the table does not count.
func (i Insertion) Run(ctx context.Context, db *sql.DB) (took time.Duration, err error) {
	if i.Rows < 1 || i.Dims < 8 || i.Dims%8 != 0 {
		return 0, fmt.Errorf("a table of %d rows of %d dimensions; want at least one row, and a multiple of 8 dimensions", i.Rows, i.Dims)
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return 0, err
	}
	defer tx.Rollback() // does nothing after the commit
	if _, err := tx.ExecContext(ctx, i.Create); err != nil {
		return 0, fmt.Errorf("%s: %w", i.Create, err)
	}
	if took, err = i.fill(ctx, tx); err != nil {
		return 0, fmt.Errorf("%s: %w", i.Statement, err)
	}
	start := time.Now()
	err = tx.Commit()
	return took + time.Since(start), err
}

func (i Insertion) fill(ctx context.Context, tx *sql.Tx) (took time.Duration, err error) {
	insert, err := tx.PrepareContext(ctx, i.Statement)
	if err != nil {
		return 0, err
	}
	defer insert.Close()
	r, v := rand.New(rand.NewPCG(tableSeed, 0)), make([]float32, i.Dims)
	for range i.Rows {
		blob := encode(i.Element, normal(r, v))
		start := time.Now()
		if _, err := insert.ExecContext(ctx, blob); err != nil {
			return 0, err
		}
		took += time.Since(start)
	}
	return took, nil
}
