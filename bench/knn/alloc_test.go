package main

import (
	"context"
	"database/sql"
	"testing"

	"github.com/nearlite/nearlite/bench/peer"
	"github.com/nearlite/nearlite/engine"
)

// TestRowsAreScannedWithoutAllocations compares searches over tables of two
// sizes: what a statement allocates cancels out, what a row allocates remains.
func TestRowsAreScannedWithoutAllocations(t *testing.T) {
	const fewer, more, dims = 1000, 2000, 64
	small, large := database(t, size{fewer, dims}), database(t, size{more, dims})
	for _, s := range searches {
		t.Run(s.name, func(t *testing.T) {
			perRow := (allocations(t, large, s.of(dims)) - allocations(t, small, s.of(dims))) / (more - fewer)
			if perRow >= 0.1 {
				t.Errorf("%.2f allocations for a row, want none", perRow)
			}
		})
	}
}

func allocations(t *testing.T, db *sql.DB, s peer.Search) float64 {
	return testing.AllocsPerRun(10, func() {
		if ids, err := s.Run(context.Background(), db, 1); err != nil || len(ids) != 10 {
			t.Fatalf("found %v, %v", ids, err)
		}
	})
}

// database is a database in memory with tables of that size.
func database(t *testing.T, size size) *sql.DB {
	t.Helper()
	db, err := engine.Open(":memory:")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	for _, table := range tables(size) {
		if _, err := table.Run(context.Background(), db); err != nil {
			t.Fatal(err)
		}
	}
	return db
}
