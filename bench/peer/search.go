package peer

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"

	"github.com/nearlite/nearlite/vector"
)

// Search is a statement that returns the rowids nearest to its one parameter, a
// vector of Dims elements, nearest first.
type Search struct {
	Statement string         `json:"statement"`
	Element   vector.Element `json:"element"`
	Dims      int            `json:"dims"`
}

// Run returns the rowids that the search finds for query number seed. Equal
// seeds give equal queries.
func (s Search) Run(ctx context.Context, db *sql.DB, seed uint64) ([]int64, error) {
	query := encode(s.Element, normal(rand.New(rand.NewPCG(querySeed, seed)), make([]float32, s.Dims)))
	rowids, err := s.rowids(ctx, db, query)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", s.Statement, err)
	}
	return rowids, nil
}

func (s Search) rowids(ctx context.Context, db *sql.DB, query []byte) ([]int64, error) {
	rows, err := db.QueryContext(ctx, s.Statement, query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var rowids []int64
	for rows.Next() {
		var rowid int64
		if err := rows.Scan(&rowid); err != nil {
			return nil, err
		}
		rowids = append(rowids, rowid)
	}
	return rowids, rows.Err()
}
