package engine

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// open opens a database for the length of the test.
func open(t testing.TB, dsn string, options ...ConnectorOption) *sql.DB {
	t.Helper()
	db, err := Open(dsn, options...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// mustExec runs statements that must succeed.
func mustExec(t testing.TB, db interface {
	ExecContext(context.Context, string, ...any) (sql.Result, error)
}, statements ...string) {
	t.Helper()
	for _, statement := range statements {
		if _, err := db.ExecContext(context.Background(), statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
}

// value returns the one value of a query, as text.
func value(t testing.TB, db interface {
	QueryRowContext(context.Context, string, ...any) *sql.Row
}, query string, args ...any) string {
	t.Helper()
	var v any
	if err := db.QueryRowContext(context.Background(), query, args...).Scan(&v); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return fmt.Sprint(v)
}

func conns(t *testing.T, db *sql.DB, n int) []*sql.Conn {
	t.Helper()
	list := make([]*sql.Conn, n)
	for i := range list {
		c, err := db.Conn(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { c.Close() })
		list[i] = c
	}
	return list
}

func TestEveryConnectionHasTheSettings(t *testing.T) {
	tests := []struct {
		name, options string
		memory        bool
		want          map[string]string
	}{
		{"defaults", "", false, map[string]string{
			"journal_mode": "wal", "busy_timeout": "5000", "foreign_keys": "1", "trusted_schema": "0", "synchronous": "1",
			"cache_size": "-16384", "temp_store": "0", "mmap_size": mapped, "query_only": "0", "auto_vacuum": "0"}},
		{"defaults in memory", "", true, map[string]string{
			"journal_mode": "memory", "busy_timeout": "5000", "foreign_keys": "1", "trusted_schema": "0", "cache_size": "-16384"}},
		{"options", "?journal_mode=truncate&busy_timeout=17&foreign_keys=0&trusted_schema=1&synchronous=extra&cache_size=4000&temp_store=memory&mmap_size=65536&query_only=1&auto_vacuum=full", false, map[string]string{
			"journal_mode": "truncate", "busy_timeout": "17", "foreign_keys": "0", "trusted_schema": "1", "synchronous": "3",
			"cache_size": "-4000", "temp_store": "2", "mmap_size": "65536", "query_only": "1", "auto_vacuum": "1"}},
		{"pragmas in place of defaults", "?_pragma=journal_mode(DELETE)&_pragma=busy_timeout(1000)&_pragma=cache_size(77)&_pragma=synchronous(2)&_pragma=page_size(8192)", false, map[string]string{
			"journal_mode": "delete", "busy_timeout": "1000", "cache_size": "77", "synchronous": "2", "page_size": "8192", "foreign_keys": "1"}},
		{"the page size is set before WAL mode fixes it", "?_pragma=page_size(8192)", false, map[string]string{"page_size": "8192", "journal_mode": "wal"}},
		{"full waiting for the disk without WAL", "?journal_mode=delete", false, map[string]string{"journal_mode": "delete", "synchronous": "2"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			place := filepath.Join(t.TempDir(), "a.db")
			if test.memory {
				place = memoryPath
			}
			for i, c := range conns(t, open(t, place+test.options), 8) {
				for pragma, want := range test.want {
					if got := value(t, c, "PRAGMA "+pragma); got != want {
						t.Errorf("connection %d: %s is %s, want %s", i, pragma, got, want)
					}
				}
			}
		})
	}
}

func TestDriverByName(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	db, err := sql.Open(DriverName, path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, ok := db.Driver().(Driver); !ok {
		t.Errorf("driver is %T", db.Driver())
	}
	if got := value(t, db, "PRAGMA journal_mode"); got != "wal" {
		t.Errorf("journal mode is %s", got)
	}
	if _, err := sql.Open(DriverName, "a?nonsense=1"); err == nil {
		t.Error("a wrong DSN was accepted")
	}
}

func TestDriverOpensSingleConnections(t *testing.T) {
	for _, dsn := range []string{filepath.Join(t.TempDir(), "a.db"), memoryPath} {
		c, err := Driver{}.Open(dsn)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := c.(base).Exec("CREATE TABLE t(a)", nil); err != nil {
			t.Error(err)
		}
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestConnectorTellsItsDSN(t *testing.T) {
	c, err := NewConnector("a#1.db?_timeout=3&_pragma=user_version(2)&_fk=no")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := c.DSN(), "file:a%231.db?busy_timeout=3&pragma=user_version%282%29&foreign_keys=0"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestOpenCreatesTheFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	open(t, path)
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
}

func TestOpenContextEndsTheWaitForALock(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	holder := conns(t, open(t, path+"?journal_mode=delete"), 1)[0]
	mustExec(t, holder, "BEGIN EXCLUSIVE")
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := OpenContext(ctx, path); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestRegisterVectorFunctionsDoesNoHarm(t *testing.T) {
	if err := RegisterVectorFunctions(open(t, memoryPath)); err != nil {
		t.Error(err)
	}
}

// A file that is in use in another mode keeps it, unless the DSN insists.
func TestJournalModeOfAFileInUse(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	reader := conns(t, open(t, path+"?journal_mode=delete"), 1)[0]
	mustExec(t, reader, "CREATE TABLE t(a)", "INSERT INTO t VALUES (1)", "BEGIN", "SELECT * FROM t")

	db := open(t, path+"?busy_timeout=20")
	c := conns(t, db, 1)[0]
	if got := value(t, c, "PRAGMA journal_mode"); got != "delete" {
		t.Errorf("journal mode is %s", got)
	}
	if got := value(t, c, "PRAGMA synchronous"); got != "2" {
		t.Errorf("synchronous is %s", got)
	}
	if _, err := Open(path + "?busy_timeout=20&journal_mode=wal"); err == nil {
		t.Error("journal_mode=wal was ignored")
	}
}

func TestFailingPragmaIsNamed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	_, err := Open(path + "?_pragma=user_version(x")
	if err == nil || !strings.Contains(err.Error(), path+": pragma user_version(x: ") {
		t.Errorf("got %v", err)
	}
}

func TestJournalModeIsIgnoredInMemory(t *testing.T) {
	open(t, ":memory:?_journal_mode=WAL&_sync=1")
	open(t, ":memory:?_pragma=journal_mode(WAL)")
}
