package scan

import (
	"context"
	"database/sql"
	"testing"

	"github.com/nearlite/nearlite/engine"
)

// TestRowsAreScannedWithoutAllocations compares searches over tables of two
// sizes: what a statement allocates cancels out, what a row allocates remains.
func TestRowsAreScannedWithoutAllocations(t *testing.T) {
	const fewer, more, dims = 1000, 2000, 64
	small, large := table(t, Size{fewer, dims}), table(t, Size{more, dims})
	for _, s := range Searches() {
		t.Run(s.Name, func(t *testing.T) {
			perRow := (allocations(t, large, s, dims) - allocations(t, small, s, dims)) / (more - fewer)
			if perRow >= 0.1 {
				t.Errorf("%.2f allocations for a row, want none", perRow)
			}
		})
	}
}

func allocations(t *testing.T, db *sql.DB, s Search, dims int) float64 {
	return testing.AllocsPerRun(10, func() {
		if ids, err := s.Run(context.Background(), db, dims, 1); err != nil || len(ids) != 10 {
			t.Fatalf("found %v, %v", ids, err)
		}
	})
}

// table is a database in memory with tables of that size.
func table(t *testing.T, size Size) *sql.DB {
	t.Helper()
	db, err := engine.Open(":memory:")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	if err := Write(context.Background(), db, size); err != nil {
		t.Fatal(err)
	}
	return db
}
