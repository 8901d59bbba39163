package engine

import (
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"testing"
)

func TestReadOnlyTransaction(t *testing.T) {
	ends := map[string]func(*sql.Tx, context.CancelFunc) error{
		"commit":   func(tx *sql.Tx, _ context.CancelFunc) error { return tx.Commit() },
		"rollback": func(tx *sql.Tx, _ context.CancelFunc) error { return tx.Rollback() },
		"cancelled context": func(tx *sql.Tx, cancel context.CancelFunc) error {
			cancel()
			tx.Rollback() // waits for, or is, the rollback that the context causes
			return nil
		},
	}
	for name, end := range ends {
		for _, place := range []string{filepath.Join(t.TempDir(), "a.db"), memoryPath} {
			t.Run(name+" "+filepath.Base(place), func(t *testing.T) {
				db := open(t, place+"?_txlock=immediate")
				db.SetMaxOpenConns(1) // what follows the transaction runs on its connection
				mustExec(t, db, "CREATE TABLE t(a)", "INSERT INTO t VALUES (1)")
				ctx, cancel := context.WithCancel(context.Background())
				defer cancel()
				tx, err := db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
				if err != nil {
					t.Fatal(err)
				}
				if got := value(t, tx, "SELECT a FROM t"); got != "1" {
					t.Errorf("got %s", got)
				}
				if _, err := tx.Exec("INSERT INTO t VALUES (2)"); !errors.Is(err, ErrReadOnly) {
					t.Errorf("write: %v", err)
				}
				if err := end(tx, cancel); err != nil {
					t.Error(err)
				}
				mustExec(t, db, "INSERT INTO t VALUES (3)")
				if got := value(t, db, "SELECT group_concat(a) FROM t"); got != "1,3" {
					t.Errorf("rows are %s", got)
				}
			})
		}
	}
}

func TestReadOnlyTransactionKeepsAReadOnlyConnection(t *testing.T) {
	db := open(t, ":memory:?query_only=1")
	db.SetMaxOpenConns(1)
	tx, err := db.BeginTx(context.Background(), &sql.TxOptions{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
	if got := value(t, db, "PRAGMA query_only"); got != "1" {
		t.Errorf("query_only is %s", got)
	}
}

func TestReadOnlyTransactionThatCannotBegin(t *testing.T) {
	db := open(t, ":memory:")
	c := conns(t, db, 1)[0]
	mustExec(t, c, "BEGIN")
	if _, err := c.BeginTx(context.Background(), &sql.TxOptions{ReadOnly: true}); err == nil {
		t.Fatal("a transaction began inside another")
	}
	mustExec(t, c, "CREATE TABLE t(a)", "COMMIT")
}

func TestTransactionIsolation(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "a.db"))
	mustExec(t, db, "CREATE TABLE t(a)")
	tx, err := db.BeginTx(context.Background(), &sql.TxOptions{Isolation: sql.LevelSerializable})
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	mustExec(t, tx, "INSERT INTO t VALUES (1)")
	if got := value(t, db, "SELECT count(*) FROM t"); got != "0" {
		t.Errorf("another connection sees %s rows", got)
	}
}
