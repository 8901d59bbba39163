package stress

import (
	"bufio"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"
)

const killedTable = "CREATE VIRTUAL TABLE v USING vec0(p integer partition key, e float[256], m text, +a text, chunk_size=8)"

// killedRows is an INSERT of n rows, with texts and auxiliary values that lie in
// rows of their own.
func killedRows(first, n int) string {
	return fmt.Sprintf(`INSERT INTO v(rowid, p, e, m, a) WITH RECURSIVE i(n) AS (SELECT %d UNION ALL SELECT n+1 FROM i WHERE n < %d)
		SELECT n, n %% 2, zeroblob(1024), 'a metadata text that is long, of row ' || n, printf('%%600c', 'x') FROM i`, first, first+n-1)
}

// insertUntilKilled inserts rows in transactions, and says which are committed.
func insertUntilKilled(dsn string) error {
	db, err := sql.Open("sqlite", dsn)
	if err != nil {
		return err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	var last int
	if err := db.QueryRow("SELECT coalesce(max(rowid), 0) FROM v").Scan(&last); err != nil {
		return err
	}
	for {
		for _, statement := range []string{
			"BEGIN IMMEDIATE", killedRows(last+1, 5), "DELETE FROM v WHERE rowid = " + strconv.Itoa(last+2),
			"UPDATE v SET m = 'updated text, of row ' || rowid WHERE rowid = " + strconv.Itoa(last+3), killedRows(last+6, 2), "COMMIT",
		} {
			if _, err := db.Exec(statement); err != nil {
				return fmt.Errorf("%s: %w", statement, err)
			}
		}
		last += 7
		if _, err := fmt.Println(last); err != nil {
			return err
		}
	}
}

// TestKilledProcess kills a writing process again and again. Transactions that it
// has told of are there, whole, and none is there in part.
func TestKilledProcess(t *testing.T) {
	for _, mode := range []string{"wal", "delete"} {
		name := filepath.Join(t.TempDir(), "t.db")
		create(t, name, mode, killedTable)
		for kill := range 12 {
			told := killWriter(t, name, 1+kill%4)
			db := open(t, name)
			var last int
			if err := db.QueryRow("SELECT max(rowid) FROM v").Scan(&last); err != nil {
				t.Fatal(err)
			}
			if last < told || last%7 != 0 {
				t.Fatalf("%s mode: row %d was committed, row %d is the last one", mode, told, last)
			}
			check(t, db, "SELECT count(*) FROM v", last/7*6)
			check(t, db, "SELECT count(*) FROM v WHERE e MATCH zeroblob(1024) AND k = 100000", last/7*6)
			check(t, db, "SELECT count(m) + count(a) FROM v", last/7*12)
			check(t, db, "SELECT count(*) FROM v WHERE rowid % 7 = 2", 0)
			check(t, db, "SELECT count(*) FROM v WHERE m LIKE 'updated text, of row ' || rowid", last/7)
			check(t, db, "PRAGMA integrity_check", "ok")
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// killWriter kills a writer that has told of n transactions, and gives the last
// row that it has told of.
func killWriter(t *testing.T, name string, n int) (last int) {
	writer := helper('k', name)
	writer.Stderr = os.Stderr
	output, err := writer.StdoutPipe()
	if err == nil {
		err = writer.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(output)
	for i := 0; lines.Scan(); i++ {
		if last, err = strconv.Atoi(lines.Text()); err != nil {
			t.Fatal(err)
		}
		if i+1 == n {
			if err := writer.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := writer.Wait(); err == nil {
		t.Fatal("the writer has ended of itself")
	}
	return last
}
