package engine

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"path/filepath"
	"strings"
	"testing"

	"modernc.org/sqlite"
)

// raw calls f with a driver connection of the pool.
func raw(ctx context.Context, db *sql.DB, f func(base) error) error {
	c, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer c.Close()
	return c.Raw(func(driverConn any) error { return f(driverConn.(base)) })
}

// What programs reach on the base driver's connections they reach on ours, by
// the same type assertions.
func TestRawReachesTheBaseConnection(t *testing.T) {
	ctx := context.Background()
	folder := t.TempDir()
	tests := []struct {
		name string
		use  func(t *testing.T, db *sql.DB, c *sql.Conn, driverConn any)
	}{
		{"hooks", func(t *testing.T, db *sql.DB, c *sql.Conn, driverConn any) {
			var updated, commits, rollbacks int
			hooks := driverConn.(sqlite.HookRegisterer)
			hooks.RegisterPreUpdateHook(func(d sqlite.SQLitePreUpdateData) {
				if d.TableName == "t" && d.NewRowID == 7 {
					updated++
				}
			})
			hooks.RegisterCommitHook(func() int32 { commits++; return 0 })
			hooks.RegisterRollbackHook(func() { rollbacks++ })
			execer := driverConn.(driver.ExecerContext)
			for _, statement := range []string{"INSERT INTO t(id) VALUES (7)", "BEGIN", "DELETE FROM t WHERE id = 1", "ROLLBACK"} {
				if _, err := execer.ExecContext(ctx, statement, nil); err != nil {
					t.Fatal(err)
				}
			}
			if updated != 1 || commits != 1 || rollbacks != 1 {
				t.Errorf("%d updates, %d commits, %d rollbacks", updated, commits, rollbacks)
			}
		}},
		{"authorizer", func(t *testing.T, db *sql.DB, c *sql.Conn, driverConn any) {
			deny := func(sqlite.AuthorizerActionCode, string, string, string, string) sqlite.AuthorizerReturnCode {
				return sqlite.AuthorizerDeny
			}
			if err := driverConn.(sqlite.AuthorizerRegisterer).RegisterAuthorizer(deny); err != nil {
				t.Fatal(err)
			}
			if _, err := driverConn.(driver.ExecerContext).ExecContext(ctx, "SELECT * FROM t", nil); err == nil {
				t.Error("a denied statement ran")
			}
		}},
		{"column info", func(t *testing.T, db *sql.DB, c *sql.Conn, driverConn any) {
			info, err := driverConn.(interface {
				ColumnInfo(string) ([]sqlite.ColumnInfo, error)
			}).ColumnInfo("SELECT word AS w FROM t")
			if err != nil || len(info) != 1 || info[0].Name != "w" || info[0].OriginName != "word" {
				t.Errorf("got %+v, %v", info, err)
			}
		}},
		{"backup", func(t *testing.T, db *sql.DB, c *sql.Conn, driverConn any) {
			path := filepath.Join(folder, "backup.db")
			backup, err := driverConn.(interface {
				NewBackup(string) (*sqlite.Backup, error)
			}).NewBackup(path)
			if err != nil {
				t.Fatal(err)
			}
			if more, err := backup.Step(-1); more || err != nil {
				t.Errorf("more %v, %v", more, err)
			}
			if err := backup.Finish(); err != nil {
				t.Fatal(err)
			}
			if got := value(t, open(t, path), "SELECT word FROM t WHERE id = 1"); got != "one" {
				t.Errorf("the backup holds %s", got)
			}
		}},
		{"serialize and deserialize", func(t *testing.T, db *sql.DB, c *sql.Conn, driverConn any) {
			image, err := driverConn.(base).Serialize()
			if err != nil || len(image) == 0 {
				t.Fatalf("%d bytes, %v", len(image), err)
			}
			if err := raw(ctx, open(t, ":memory:"), func(other base) error {
				if err := other.Deserialize(image); err != nil {
					return err
				}
				_, err := other.ExecContext(ctx, "SELECT word FROM t", nil)
				return err
			}); err != nil {
				t.Error(err)
			}
		}},
		{"data version", func(t *testing.T, db *sql.DB, c *sql.Conn, driverConn any) {
			control := driverConn.(sqlite.FileControl)
			before, err := control.FileControlDataVersion("main")
			if err != nil {
				t.Fatal(err)
			}
			if _, err := driverConn.(driver.ExecerContext).ExecContext(ctx, "INSERT INTO t DEFAULT VALUES", nil); err != nil {
				t.Fatal(err)
			}
			if after, err := control.FileControlDataVersion("main"); err != nil || after == before {
				t.Errorf("version %d after %d, %v", after, before, err)
			}
		}},
		{"status", func(t *testing.T, db *sql.DB, c *sql.Conn, driverConn any) {
			if used, _, err := driverConn.(sqlite.DBStatus).Status(sqlite.DBStatusCacheUsed, false); err != nil || used == 0 {
				t.Errorf("%d bytes of cache, %v", used, err)
			}
		}},
		{"read-only", func(t *testing.T, db *sql.DB, c *sql.Conn, driverConn any) {
			if readOnly, err := driverConn.(interface{ IsReadOnly(string) (bool, error) }).IsReadOnly("main"); readOnly || err != nil {
				t.Errorf("%v, %v", readOnly, err)
			}
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			// Not in WAL mode: an image of such a file cannot be deserialized.
			db := open(t, filepath.Join(t.TempDir(), "a.db")+"?journal_mode=delete")
			mustExec(t, db, "CREATE TABLE t(id INTEGER PRIMARY KEY, word TEXT)", "INSERT INTO t VALUES (1, 'one')")
			c := conns(t, db, 1)[0]
			if err := c.Raw(func(driverConn any) error {
				test.use(t, db, c, driverConn)
				return nil
			}); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestHandleFunctionRefusesStrangers(t *testing.T) {
	db := open(t, memoryPath)
	if _, err := db.Exec("SELECT nearlite_connection(1)"); err == nil || !strings.Contains(err.Error(), "do not call it") {
		t.Errorf("got %v", err)
	}
}

func TestSpoiledConnectionLeavesThePool(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "a.db"))
	db.SetMaxOpenConns(1)
	mustExec(t, db, "CREATE TEMP TABLE mark(a)")
	if err := raw(context.Background(), db, func(c base) error {
		c.(*conn).spoiled = true
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if got := value(t, db, "SELECT count(*) FROM temp.sqlite_schema"); got != "0" {
		t.Error("the spoiled connection was used again")
	}
}
