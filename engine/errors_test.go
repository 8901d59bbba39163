package engine

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"modernc.org/sqlite"
)

// check tells whether err is of a kind, names the path and the cure, and leads
// to the base driver's error.
func check(t *testing.T, err, kind error, says ...string) {
	t.Helper()
	if !errors.Is(err, kind) {
		t.Fatalf("got %v, want %v", err, kind)
	}
	var explained *Error
	if !errors.As(err, &explained) || explained.Kind != kind {
		t.Errorf("%v is no *Error of that kind", err)
	}
	var code *sqlite.Error
	if !errors.As(err, &code) {
		t.Errorf("%v hides the base driver's error", err)
	}
	for _, want := range says {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("error %q does not say %q", err, want)
		}
	}
}

func write(t *testing.T, path string, content []byte) string {
	t.Helper()
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestOpenExplains(t *testing.T) {
	folder := t.TempDir()
	garbage := write(t, filepath.Join(folder, "notes.txt"), []byte(strings.Repeat("This is no database. ", 400)))
	torn := append([]byte("SQLite format 3\x00"), make([]byte, 2000)...)
	tests := []struct {
		name, dsn string
		kind      error
		says      []string
	}{
		{"a text file", garbage, ErrNotADatabase, []string{garbage, "another kind"}},
		{"a file with a broken header", write(t, filepath.Join(folder, "torn.db"), torn), ErrNotADatabase, []string{"torn.db"}},
		{"a folder", folder, ErrCannotOpen, []string{folder, "is a folder"}},
		{"a folder, read-only", folder + "?mode=ro", ErrCannotOpen, []string{"is a folder"}},
		{"a missing folder", filepath.Join(folder, "no", "a.db"), ErrCannotOpen, []string{filepath.Join(folder, "no") + " does not exist", "create it"}},
		{"a file for a folder", filepath.Join(garbage, "a.db"), ErrCannotOpen, []string{"notes.txt"}},
		{"a missing file, read-only", filepath.Join(folder, "no.db") + "?mode=ro", ErrCannotOpen, []string{"no.db", "mode=ro does not create it"}},
		{"a missing file, not to be created", filepath.Join(folder, "no.db") + "?mode=rw", ErrCannotOpen, []string{"mode=rw does not create it"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			db, err := Open(test.dsn)
			if err == nil {
				db.Close()
				t.Fatal("opened")
			}
			check(t, err, test.kind, test.says...)
		})
	}
	if got, err := os.ReadFile(garbage); err != nil || !strings.HasPrefix(string(got), "This is no database. ") || len(got) != 8400 {
		t.Errorf("the text file was changed: %d bytes, %v", len(got), err)
	}
	if _, err := os.Stat(filepath.Join(folder, "no.db")); err == nil {
		t.Error("a file was created")
	}
}

func TestOpenOfALockedFileExplains(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	mustExec(t, conns(t, open(t, path+"?journal_mode=delete"), 1)[0], "BEGIN EXCLUSIVE")
	_, err := Open(path + "?busy_timeout=20")
	check(t, err, ErrLocked, path, "busy_timeout")
}

func TestLockedExplains(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	db := open(t, path+"?busy_timeout=20")
	mustExec(t, db, "CREATE TABLE t(a)", "INSERT INTO t VALUES (1), (2)")
	list := conns(t, db, 3)
	holder, other, reader := list[0], list[1], list[2]
	ctx := context.Background()

	mustExec(t, reader, "BEGIN", "SELECT * FROM t")
	mustExec(t, holder, "BEGIN IMMEDIATE", "INSERT INTO t VALUES (3)")
	prepared, err := other.PrepareContext(ctx, "INSERT INTO t VALUES (4)")
	if err != nil {
		t.Fatal(err)
	}
	defer prepared.Close()
	const cure = "busy_timeout"
	_, err = other.ExecContext(ctx, "INSERT INTO t VALUES (4)")
	check(t, err, ErrLocked, path, cure)
	_, err = prepared.ExecContext(ctx)
	check(t, err, ErrLocked, path, cure)
	_, err = prepared.QueryContext(ctx)
	check(t, err, ErrLocked, path, cure)
	mustExec(t, holder, "COMMIT")

	_, err = reader.ExecContext(ctx, "INSERT INTO t VALUES (5)")
	check(t, err, ErrLocked, path, "txlock=immediate")
	mustExec(t, reader, "ROLLBACK")

	rows, err := other.QueryContext(ctx, "SELECT * FROM t")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	rows.Next()
	err = other.Raw(func(driverConn any) error {
		_, err := driverConn.(base).ExecContext(ctx, "DROP TABLE t", nil)
		return err
	})
	check(t, err, ErrLocked, path, "close its rows")
}

func TestBeginAndCommitExplain(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	db := open(t, path+"?busy_timeout=20&journal_mode=delete&txlock=immediate")
	mustExec(t, db, "CREATE TABLE t(a)")
	ctx := context.Background()
	tx, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	_, err = db.Begin()
	check(t, err, ErrLocked, path)

	reader := conns(t, db, 1)[0]
	mustExec(t, reader, "BEGIN", "SELECT * FROM t")
	mustExec(t, tx, "INSERT INTO t VALUES (1)")
	check(t, tx.Commit(), ErrLocked, path)
	mustExec(t, reader, "ROLLBACK")

	mustExec(t, reader, "BEGIN", "SELECT * FROM t")
	rows, err := db.QueryContext(ctx, "INSERT INTO t VALUES (1) RETURNING a")
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
	}
	check(t, rows.Err(), ErrLocked, path)
	rows.Close()
}

func TestReadOnlyExplains(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	db := open(t, path)
	mustExec(t, db, "CREATE TABLE t(a)")
	db.Close() // moves the table from the write-ahead log, which immutable=1 does not read, into the file
	for option, cure := range map[string]string{"mode=ro": "mode=ro", "immutable=1": "immutable=1", "query_only=1": "query_only"} {
		db := open(t, path+"?"+option)
		_, err := db.Exec("INSERT INTO t VALUES (1)")
		check(t, err, ErrReadOnly, path, cure)
		if got := value(t, db, "SELECT count(*) FROM t"); got != "0" {
			t.Errorf("%s: %s rows", option, got)
		}
	}
	rollback := filepath.Join(t.TempDir(), "rollback.db")
	mustExec(t, open(t, rollback+"?journal_mode=delete"), "CREATE TABLE t(a)")
	if got := value(t, open(t, rollback+"?mode=ro"), "PRAGMA journal_mode"); got != "delete" {
		t.Errorf("a read-only database is in mode %s", got)
	}
}

func TestFullExplains(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	for dsn, cure := range map[string]string{path: "free space", memoryPath: "max_page_count"} {
		db := open(t, dsn+"?_pragma=max_page_count(4)")
		mustExec(t, db, "CREATE TABLE t(a)")
		_, err := db.Exec("INSERT INTO t VALUES (zeroblob(100000))")
		check(t, err, ErrFull, dsn, cure)
	}
}

func TestCorruptExplains(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	db := open(t, path+"?journal_mode=delete")
	mustExec(t, db, "CREATE TABLE t(a)", "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i < 500) INSERT INTO t SELECT hex(randomblob(50)) FROM n")
	db.Close()
	image, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := 2 * 4096; i < len(image); i += 97 {
		image[i] ^= 0xa5
	}
	write(t, path, image)
	broken := open(t, path+"?journal_mode=delete")
	_, err = scanAll(broken.Query("SELECT * FROM t"))
	check(t, err, ErrCorrupt, path, "integrity_check")
}

func TestOtherErrorsAreLeftAlone(t *testing.T) {
	db := open(t, memoryPath)
	_, err := db.Exec("SELECT nonsense")
	var explained *Error
	var code *sqlite.Error
	if errors.As(err, &explained) || !errors.As(err, &code) {
		t.Errorf("got %T: %v", err, err)
	}
	if err := db.QueryRow("SELECT 1 WHERE 0").Scan(new(int)); err != sql.ErrNoRows {
		t.Errorf("got %v", err)
	}
}
