package main

import (
	"context"
	"database/sql"
	"testing"

	"github.com/nearlite/nearlite/bench/peer"
	"github.com/nearlite/nearlite/engine"
)

// TestRowsAreScannedWithoutAllocations compares searches over tables of two
// sizes: what a statement allocates cancels out, and what a chunk of 1024 rows
// allocates is little for a row.
func TestRowsAreScannedWithoutAllocations(t *testing.T) {
	const fewer, more, dims = 1024, 5 * 1024, 64
	for _, s := range searches {
		t.Run(s.name, func(t *testing.T) {
			s.dims = dims
			perRow := (allocations(t, s, more) - allocations(t, s, fewer)) / (more - fewer)
			if perRow >= 0.1 {
				t.Errorf("%.2f allocations for a row, want none", perRow)
			}
		})
	}
}

// allocations is how many times a search over so many rows allocates.
func allocations(t *testing.T, s search, rows int) float64 {
	s.rows = rows
	db := database(t, s.table())
	return testing.AllocsPerRun(10, func() {
		if rowids, err := s.knn().Run(context.Background(), db, 1); err != nil || len(rowids) != 10 {
			t.Fatalf("found %v, %v", rowids, err)
		}
	})
}

// database is a database in memory with that table.
func database(t *testing.T, table peer.Insertion) *sql.DB {
	t.Helper()
	db, err := engine.Open(":memory:")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	if _, err := table.Run(context.Background(), db); err != nil {
		t.Fatal(err)
	}
	return db
}
