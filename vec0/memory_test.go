package vec0_test

import (
	"fmt"
	"path/filepath"
	"runtime"
	"testing"

	_ "github.com/nearlite/nearlite/vec0"

	"github.com/nearlite/nearlite/internal/sqlite3"
)

// zeros is an INSERT of n rows with an integer m and a vector e of zeros.
func zeros(table string, n, bytes int) string {
	return fmt.Sprintf(`INSERT INTO %s(rowid, e, m) WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM i WHERE n < %d)
		SELECT n, zeroblob(%d), n FROM i`, table, n, bytes)
}

// TestKNNAllocatesNothingPerRow compares queries over one chunk that is a quarter
// or half full: they differ in nothing but the rows they scan.
func TestKNNAllocatesNothingPerRow(t *testing.T) {
	s := connect(t, ":memory:", "CREATE VIRTUAL TABLE v USING vec0(e float[16], m integer, chunk_size=4096)", zeros("v", 1000, 64))
	for _, condition := range []string{"", " AND m > 10", " AND distance < 5.0", " AND rowid IN (1, 2, 3)"} {
		query := "SELECT count(*) FROM v WHERE e MATCH zeroblob(64) AND k = 10" + condition
		measure := func() float64 {
			return testing.AllocsPerRun(20, func() {
				var n int
				if err := s.conn.QueryRowContext(t.Context(), query).Scan(&n); err != nil {
					t.Fatal(err)
				}
			})
		}
		few := measure()
		s.run("BEGIN", "INSERT INTO v(e, m) SELECT zeroblob(64), rowid FROM v", "SELECT count(*) FROM v")
		many := measure()
		s.run("ROLLBACK")
		if many > few+50 {
			t.Errorf("%s: %v allocations over 1000 rows, %v over 2000", query, few, many)
		}
	}
}

// TestKNNMemoryIsSmallBesideTheTable: vectors are read through a buffer that does
// not grow with the table.
func TestKNNMemoryIsSmallBesideTheTable(t *testing.T) {
	const rows, bytes = 20000, 512
	s := connect(t, filepath.Join(t.TempDir(), "t.db"), "CREATE VIRTUAL TABLE v USING vec0(e float[128], m integer)", zeros("v", rows, bytes))
	nearest := step{fmt.Sprintf("SELECT count(*) FROM v WHERE e MATCH zeroblob(%d) AND k = 10", bytes), "10"}
	s.check(nearest)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	s.check(nearest, nearest, nearest, nearest)
	runtime.ReadMemStats(&after)
	each := (after.TotalAlloc - before.TotalAlloc) / 4
	t.Logf("a query over %d KiB of vectors allocates %d KiB", rows*bytes>>10, each>>10)
	if each > rows*bytes/8 {
		t.Errorf("a query over %d bytes of vectors allocates %d", rows*bytes, each)
	}
}

// TestCloseWithNothingLeftOpen closes connections on which everything has been
// done. SQLite refuses that while a statement or a blob is open.
func TestCloseWithNothingLeftOpen(t *testing.T) {
	for _, last := range []string{
		"SELECT 1", "BEGIN; DELETE FROM v WHERE rowid = 9", "SAVEPOINT s; UPDATE v SET p = 7", "BEGIN; DROP TABLE v", "DROP TABLE v",
		"DROP TABLE v_chunks", "DROP TABLE v_vector_chunks01", "ALTER TABLE v RENAME TO w", "PRAGMA writable_schema = RESET",
	} {
		c, err := sqlite3.Open(filepath.Join(t.TempDir(), "t.db"), sqlite3.OpenReadWrite|sqlite3.OpenCreate)
		if err != nil {
			t.Fatal(err)
		}
		for _, statement := range []string{
			"CREATE VIRTUAL TABLE v USING " + everyShadowTable, fill("v"), "CREATE VIRTUAL TABLE temp.u USING " + everyShadowTable, fill("u"),
			"SELECT * FROM v", "SELECT * FROM v WHERE e MATCH '[5]' AND k = 3 AND m LIKE '%1%'", "SELECT * FROM v WHERE rowid = 5",
			"UPDATE v SET p = 3, e = '[1]', m = 'another long text'", "INSERT INTO v(v) VALUES('optimize')", "PRAGMA integrity_check",
			last,
		} {
			if err := c.Exec(statement); err != nil {
				t.Fatalf("%s: %v", statement, err)
			}
		}
		_ = c.Exec("SELECT * FROM v")
		_ = c.Exec("INSERT INTO v(e) VALUES('[1,2]')")
		_ = c.Exec("SELECT * FROM v WHERE e MATCH '[5]' AND k = 3")
		if err := c.Close(); err != nil {
			t.Errorf("after %s: %v", last, err)
			_ = c.Exec("ROLLBACK")
		}
	}
}
