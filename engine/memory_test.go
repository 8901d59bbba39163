package engine

import (
	"context"
	"database/sql"
	"errors"
	"sync"
	"testing"
	"time"
)

func TestMemoryIsSharedByThePoolAlone(t *testing.T) {
	for _, dsn := range []string{":memory:", "file::memory:", "file:x?mode=memory", "x?mode=memory", "file:x?vfs=memdb"} {
		t.Run(dsn, func(t *testing.T) {
			one, other := open(t, dsn), open(t, dsn)
			list := conns(t, one, 3)
			mustExec(t, list[0], "CREATE TABLE t(a)", "INSERT INTO t VALUES (42)")
			for _, c := range list {
				if got := value(t, c, "SELECT a FROM t"); got != "42" {
					t.Errorf("got %s", got)
				}
			}
			if _, err := other.Exec("SELECT a FROM t"); err == nil {
				t.Error("another pool sees the table")
			}
		})
	}
}

func TestMemoryIsSharedByName(t *testing.T) {
	for _, dsn := range []string{"file:shared-by-name?mode=memory&cache=shared", "file:/shared-by-name-too?vfs=memdb"} {
		one, other := open(t, dsn), open(t, dsn)
		mustExec(t, one, "CREATE TABLE t(a)", "INSERT INTO t VALUES (42)")
		if got := value(t, other, "SELECT a FROM t"); got != "42" {
			t.Errorf("%s: got %s", dsn, got)
		}
	}
}

func TestMemoryOutlivesThePooledConnections(t *testing.T) {
	db := open(t, ":memory:")
	db.SetMaxIdleConns(-1) // close every connection after its use
	mustExec(t, db, "CREATE TABLE t(a)", "INSERT INTO t VALUES (42)")
	if n := db.Stats().OpenConnections; n != 0 {
		t.Fatalf("%d connections are open", n)
	}
	if got := value(t, db, "SELECT a FROM t"); got != "42" {
		t.Errorf("got %s", got)
	}
}

func TestMemoryEndsWithThePool(t *testing.T) {
	const dsn = "file:ends?mode=memory&cache=shared"
	db := open(t, dsn)
	mustExec(t, db, "CREATE TABLE t(a)")
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if got := value(t, open(t, dsn), "SELECT count(*) FROM sqlite_schema"); got != "0" {
		t.Errorf("%s objects are left", got)
	}
}

// A connection that the pool drops after a cancelled query takes nothing along.
func TestMemoryOutlivesACancelledQuery(t *testing.T) {
	db := open(t, ":memory:")
	db.SetMaxOpenConns(1)
	mustExec(t, db, "CREATE TABLE t(a)", "INSERT INTO t VALUES (42)")
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Millisecond)
	defer cancel()
	if _, err := db.ExecContext(ctx, endless); !errors.Is(err, context.DeadlineExceeded) {
		t.Fatal(err)
	}
	if got := value(t, db, "SELECT a FROM t"); got != "42" {
		t.Errorf("got %s", got)
	}
}

func TestMemoryUnderConcurrency(t *testing.T) {
	const (
		workers = 8
		rounds  = 40
	)
	db := open(t, ":memory:?busy_timeout=60000&txlock=immediate")
	db.SetMaxOpenConns(workers)
	mustExec(t, db, "CREATE TABLE account(id INTEGER PRIMARY KEY, sum INTEGER)", "INSERT INTO account VALUES (1, 500), (2, 500)")
	var group sync.WaitGroup
	failures := make(chan error, workers)
	for w := range workers {
		group.Go(func() {
			for i := range rounds {
				if err := transferAndCheck(db, (w+i)%2 == 0); err != nil {
					failures <- err
					return
				}
			}
		})
	}
	group.Wait()
	close(failures)
	for err := range failures {
		t.Error(err)
	}
	if got := value(t, db, "SELECT count(*) FROM account"); got != "2" {
		t.Errorf("%s accounts", got)
	}
}

// transferAndCheck moves 1 from one account to the other in a transaction and
// checks on another connection that nothing is lost at any time.
func transferAndCheck(db *sql.DB, forth bool) error {
	amount := 1
	if !forth {
		amount = -1
	}
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.Exec("UPDATE account SET sum = sum - ? WHERE id = 1", amount); err != nil {
		return err
	}
	if _, err := tx.Exec("UPDATE account SET sum = sum + ? WHERE id = 2", amount); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	var sum int
	if err := db.QueryRow("SELECT sum(sum) FROM account").Scan(&sum); err != nil {
		return err
	}
	if sum != 1000 {
		return errors.New("money was lost or made")
	}
	return nil
}

// A goroutine that waits for itself gets an error, not a deadlock.
func TestMemoryDoesNotDeadlock(t *testing.T) {
	db := open(t, ":memory:?busy_timeout=20")
	mustExec(t, db, "CREATE TABLE t(a)")
	tx, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	mustExec(t, tx, "INSERT INTO t VALUES (1)")
	if _, err := db.Exec("SELECT * FROM t"); !errors.Is(err, ErrLocked) {
		t.Errorf("got %v", err)
	}
}
