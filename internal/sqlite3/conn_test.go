package sqlite3

import (
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"testing"

	lib "modernc.org/sqlite/lib"
)

func TestTheDriversConnectionIsNotClosed(t *testing.T) {
	c := openMemory(t)
	_, err := query(c, `SELECT test_close()`)
	wantError(t, err, ErrMisuse, "its driver owns")
	mustExec(t, c, `CREATE VIRTUAL TABLE p USING test_pairs`)
	wantError(t, lastPairs.conn.Close(), ErrMisuse, "its driver owns")
	wantRows(t, c, `SELECT count(*) FROM p`, "0")
}

func TestLimitHolds(t *testing.T) {
	c := openMemory(t)
	before := c.Limit(lib.SQLITE_LIMIT_SQL_LENGTH, 20)
	wantError(t, c.Exec(`SELECT 'more than twenty bytes'`), lib.SQLITE_TOOBIG, "too big")
	if got := c.Limit(lib.SQLITE_LIMIT_SQL_LENGTH, -1); got != 20 || before <= 20 {
		t.Errorf("the limit was %d and is %d", before, got)
	}
}

func TestCloseIsRefusedWhileStatementsAreOpen(t *testing.T) {
	c, err := Open(":memory:", OpenReadWrite)
	if err != nil {
		t.Fatal(err)
	}
	s, err := c.Prepare("SELECT 1", 0)
	if err != nil {
		t.Fatal(err)
	}
	wantError(t, c.Close(), ErrBusy, "unable to close")
	if err := errors.Join(s.Close(), s.Close(), c.Close(), c.Close()); err != nil {
		t.Error(err)
	}
}

func TestOpenTellsWhatIsWrong(t *testing.T) {
	_, err := Open(filepath.Join(t.TempDir(), "no", "such", "folder.db"), OpenReadWrite|OpenCreate)
	wantError(t, err, ErrCantOpen, "unable to open database file")
}

func TestDataVersionFollowsCommits(t *testing.T) {
	name := filepath.Join(t.TempDir(), "t.db")
	a, b := openFile(t, name), openFile(t, name)
	mustExec(t, a, `CREATE TABLE t(x)`)
	rowsOf(t, b, `SELECT * FROM t`)
	version := func(c *Conn) uint32 {
		v, err := c.DataVersion("main")
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	a0, b0 := version(a), version(b)
	mustExec(t, a, `INSERT INTO t VALUES(1)`)
	rowsOf(t, b, `SELECT * FROM t`)
	if version(a) == a0 || version(b) == b0 {
		t.Error("a commit did not change the data version")
	}
	a0 = version(a)
	mustExec(t, a, `BEGIN; INSERT INTO t VALUES(1)`)
	if a.TxnState("main") != TxnWrite || a.TxnState("nosuch") != -1 {
		t.Error("the write transaction is not seen")
	}
	mustExec(t, a, `ROLLBACK`)
	if version(a) != a0 {
		t.Error("a rollback changed the data version")
	}
	if a.FileName("main") != name {
		t.Errorf("file %q, want %q", a.FileName("main"), name)
	}
}

// TestFileControlsTellTheirOwnError has another error's text stand on the
// connection.
func TestFileControlsTellTheirOwnError(t *testing.T) {
	c := openFile(t, filepath.Join(t.TempDir(), "t.db"))
	wantError(t, c.Exec(`SELEC`), ErrGeneric, "syntax error")
	_, err := c.DataVersion("nosuch")
	wantError(t, err, ErrGeneric, `schema "nosuch": reading the data version: SQL logic error`)
	_, err = c.LimitSize("nosuch", -1)
	wantError(t, err, ErrGeneric, `schema "nosuch": limiting the size: SQL logic error`)
}

func TestLimitSizeHoldsMemory(t *testing.T) {
	c, err := Open("file:/limited?vfs=memdb", OpenReadWrite|OpenCreate|OpenURI)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if limit, err := c.LimitSize("main", 1<<20); limit != 1<<20 || err != nil {
		t.Fatal(limit, err)
	}
	mustExec(t, c, `CREATE TABLE t(b); INSERT INTO t VALUES(zeroblob(100000))`)
	wantError(t, c.Exec(`INSERT INTO t VALUES(zeroblob(1000000))`), ErrFull, "full")
	if _, err := openFile(t, filepath.Join(t.TempDir(), "t.db")).LimitSize("main", -1); err == nil {
		t.Error("a file has a size limit")
	}
}

// TestConnectionsAreIndependent uses functions, tables and attached data on
// many connections at once.
func TestConnectionsAreIndependent(t *testing.T) {
	var wg sync.WaitGroup
	for g := range 8 {
		wg.Go(func() {
			c, err := Open(":memory:", OpenReadWrite)
			if err != nil {
				t.Error(err)
				return
			}
			defer c.Close()
			for i := range 200 {
				rows, err := query(c, fmt.Sprintf(`SELECT test_aux(%d), sum(n) FROM (SELECT n FROM test_counting LIMIT %d)`, g, i+1))
				if want := fmt.Sprintf("1|%d", i*(i+1)/2); err != nil || len(rows) != 1 || rows[0] != want {
					t.Errorf("got %q %v, want %q", rows, err, want)
					return
				}
			}
		})
	}
	wg.Wait()
}
