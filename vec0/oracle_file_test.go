package vec0_test

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"github.com/nearlite/nearlite/internal/oracle"
)

// TestSqliteVecReadsOurFiles writes a table with columns of every kind, 5,000
// rows, updates and deletions, and has sqlite-vec read the file.
func TestSqliteVecReadsOurFiles(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	rng := rand.New(rand.NewPCG(seed, 7))
	path := filepath.Join(t.TempDir(), "ours.db")
	ours := connection(t, path)
	run := func(query string, args ...any) {
		t.Helper()
		if _, err := ours.ExecContext(t.Context(), query, args...); err != nil {
			t.Fatalf("seed %d: %s: %v", seed, query, err)
		}
	}
	run(`CREATE VIRTUAL TABLE v USING vec0(id TEXT PRIMARY KEY, e float[8], c float[4] distance_metric=cosine,
		i int8[8] distance_metric=l1, b bit[16], tenant INTEGER PARTITION KEY, flag BOOLEAN, n INTEGER, x FLOAT, label TEXT,
		+note TEXT, +raw BLOB, chunk_size=128)`)
	const rows = 5000
	blob := func(n int) []byte {
		b := make([]byte, n)
		for i := range b {
			b[i] = byte(rng.Uint32())
		}
		return b
	}
	array := func(n int) string {
		s := "["
		for range n {
			s += fmt.Sprintf("%.3f ", rng.NormFloat64())
		}
		return s + "]"
	}
	run("BEGIN")
	for r := range rows {
		run(`INSERT INTO v(id, e, c, i, b, tenant, flag, n, x, label, note, raw) VALUES(?, ?, ?, vec_int8(?), vec_bit(?), ?, ?, ?, ?, ?, ?, ?)`,
			fmt.Sprintf("row-%d", r), array(8), array(4), blob(8), blob(2), r%5, r%2, rng.IntN(100), rng.Float64(),
			"label"+fmt.Sprint(make([]int, r%9)), fmt.Sprint("note ", r), blob(r%4))
	}
	for r := 0; r < rows; r += 3 {
		run("DELETE FROM v WHERE id = ?", fmt.Sprintf("row-%d", r))
	}
	for r := 1; r < rows; r += 7 {
		run("UPDATE v SET e = ?, label = ?, n = 1000, note = 'changed' WHERE id = ?", array(8), fmt.Sprint("a new and rather long label ", r), fmt.Sprintf("row-%d", r))
	}
	run("COMMIT")

	var queries []oracle.Statement
	add := func(query string, args ...any) {
		s := oracle.Statement{SQL: query}
		for _, a := range args {
			s.Args = append(s.Args, oracle.Value{Any: a})
		}
		queries = append(queries, s)
	}
	add(`SELECT id, e, c, i, b, tenant, flag, n, x, label, note, raw FROM v`)
	for range 20 {
		add(`SELECT id, distance, label FROM v WHERE e MATCH ? AND k = 25`, array(8))
		add(`SELECT id, distance FROM v WHERE c MATCH ? AND k = 10 AND tenant = 3 AND n < 50 AND flag = 1`, array(4))
		add(`SELECT id, distance FROM v WHERE i MATCH vec_int8(?) AND k = 40 AND x > 0.5`, blob(8))
		add(`SELECT id, distance FROM v WHERE b MATCH vec_bit(?) AND k = 300`, blob(2))
		add(`SELECT e, note FROM v WHERE id = ?`, fmt.Sprintf("row-%d", rng.IntN(rows)))
	}
	for _, s := range []string{"_info", "_chunks", "_rowids", "_vector_chunks00", "_metadatachunks03", "_metadatatext03", "_auxiliary"} {
		add(fmt.Sprintf(`SELECT count(*) FROM "v%s"`, s))
	}
	theirs, err := oracle.Start(t, path).Run(queries...)
	if err != nil {
		t.Fatal(err)
	}
	for i, q := range queries {
		got := oracle.Run(t.Context(), ours, q)
		if diff := (oracle.Tolerance{Relative: 2e-5, Absolute: 1e-6}).Diff(theirs[i], got); diff != "" || got.Error != "" {
			t.Errorf("seed %d: %s: %s%s", seed, q.SQL, diff, got.Error)
		}
	}
	if n := len(theirs[0].Rows); n != rows-(rows+2)/3 {
		t.Errorf("sqlite-vec finds %d rows", n)
	}
}

// connection is one connection to a file through the plain driver.
func connection(t *testing.T, path string) *sql.Conn {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	c, err := db.Conn(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return c
}
