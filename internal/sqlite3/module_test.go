package sqlite3

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestTableIsWrittenAndRead(t *testing.T) {
	c := openMemory(t)
	mustExec(t, c, `CREATE VIRTUAL TABLE p USING test_pairs(x, y = 'z')`)
	mustExec(t, c, `INSERT INTO p(a, b) VALUES('one', 1), ('two', 2), ('three', 3)`)
	wantRows(t, c, `SELECT rowid, a, b FROM p`, "1|one|1", "2|two|2", "3|three|3")
	wantRows(t, c, `SELECT b FROM p WHERE a = 'two'`, "2")
	wantRows(t, c, `SELECT a FROM p WHERE rowid IN (3, 9, 1)`, "one", "three")
	mustExec(t, c, `UPDATE p SET b = 'zwei' WHERE a = 'two'`)
	if !slices.Contains(lastPairs.events, "column 0 of 2 unchanged") {
		t.Errorf("no-change was not told: %q", lastPairs.events)
	}
	mustExec(t, c, `DELETE FROM p WHERE a = 'one'`)
	wantRows(t, c, `SELECT a, b FROM p`, "two|zwei", "three|3")
	if got := c.LastInsertRowID(); got != 3 {
		t.Errorf("last insert rowid %d, want 3", got)
	}
}

func TestConflictResolutionReachesTheTable(t *testing.T) {
	c := openMemory(t)
	mustExec(t, c, `CREATE VIRTUAL TABLE p USING test_pairs; INSERT INTO p(rowid, a) VALUES(1, 'first')`)
	wantError(t, c.Exec(`INSERT INTO p(rowid, a) VALUES(1, 'again')`), ErrConstraint, "row 1 exists")
	for _, step := range []struct {
		sql           string
		changes, last int64
		rows          []string
	}{
		{`INSERT OR IGNORE INTO p(rowid, a) VALUES(1, 'ignored')`, 0, 1, []string{"1|first"}},
		{`INSERT OR IGNORE INTO p(rowid, a) VALUES(5, 'five'), (1, 'ignored')`, 1, 5, []string{"1|first", "5|five"}},
		{`REPLACE INTO p(rowid, a) VALUES(1, 'second')`, 1, 1, []string{"1|second", "5|five"}},
	} {
		mustExec(t, c, step.sql)
		if c.Changes() != step.changes || c.LastInsertRowID() != step.last {
			t.Errorf("%s: %d changes, last rowid %d, want %d and %d", step.sql, c.Changes(), c.LastInsertRowID(), step.changes, step.last)
		}
		wantRows(t, c, `SELECT rowid, a FROM p`, step.rows...)
	}
	wantError(t, c.Exec(`INSERT OR FAIL INTO p(rowid, a) VALUES(7, 'seven'), (1, 'again')`), ErrConstraint, "row 1 exists")
	wantRows(t, c, `SELECT rowid FROM p`, "1", "5", "7")
}

func TestTransactionsAndSavepointsReachTheTable(t *testing.T) {
	c := openMemory(t)
	mustExec(t, c, `CREATE VIRTUAL TABLE p USING test_pairs`)
	for _, step := range []struct {
		sql  string
		want []string
	}{
		{`INSERT INTO p(rowid) VALUES(1)`, []string{"begin", "insert 1", "sync", "commit"}},
		{`BEGIN; INSERT INTO p(rowid) VALUES(2); SAVEPOINT s; INSERT INTO p(rowid) VALUES(3); ROLLBACK TO s; RELEASE s; ROLLBACK`,
			[]string{"begin", "insert 2", "savepoint", "insert 3", "rollback to", "release", "rollback"}},
	} {
		lastPairs.events = nil
		mustExec(t, c, step.sql)
		if !slices.Equal(lastPairs.events, step.want) {
			t.Errorf("%s:\n got %q\nwant %q", step.sql, lastPairs.events, step.want)
		}
	}
	lastPairs.events = nil
	wantError(t, c.Exec(`INSERT INTO p(rowid) VALUES(666)`), ErrFull, "row 666 does not fit")
	if want := []string{"begin", "insert 666", "sync", "rollback"}; !slices.Equal(lastPairs.events, want) {
		t.Errorf("a refused sync: got %q, want %q", lastPairs.events, want)
	}
	if c.TxnState("") != TxnNone {
		t.Error("a refused sync left a transaction open")
	}
}

func TestRenameDropAndIntegrityReachTheTable(t *testing.T) {
	c := openMemory(t)
	mustExec(t, c, `CREATE VIRTUAL TABLE p USING test_pairs`)
	wantRows(t, c, `PRAGMA integrity_check`, "ok")
	mustExec(t, c, `INSERT INTO p(rowid) VALUES(13)`)
	wantRows(t, c, `PRAGMA integrity_check`, "row 13 in main.p, quick=false")
	wantRows(t, c, `PRAGMA quick_check`, "row 13 in main.p, quick=true")
	table := lastPairs
	mustExec(t, c, `ALTER TABLE p RENAME TO q; SELECT * FROM q; DROP TABLE q`)
	if !slices.Contains(table.events, "rename to q") || lastPairs.events[len(lastPairs.events)-1] != "destroy" {
		t.Errorf("events %q and %q", table.events, lastPairs.events)
	}
}

func TestShadowTablesAreProtected(t *testing.T) {
	c := openMemory(t)
	mustExec(t, c, `CREATE TABLE p_shadow(x); CREATE TABLE p_other(x); CREATE VIRTUAL TABLE p USING test_pairs`)
	wantRows(t, c, `SELECT name, type FROM pragma_table_list WHERE name LIKE 'p\_%' ESCAPE '\' ORDER BY 1`,
		"p_other|table", "p_shadow|shadow")
}

func TestTextKeysReachTheTable(t *testing.T) {
	c := openMemory(t)
	mustExec(t, c, `CREATE VIRTUAL TABLE k USING test_keyed;
		INSERT INTO k VALUES('b', 'bee'), ('a', 'ay'), ('c', 'see');
		UPDATE k SET id = 'z', v = 'zed' WHERE id = 'b';
		DELETE FROM k WHERE id = 'c'`)
	wantRows(t, c, `SELECT * FROM k`, "a|ay", "z|zed")
	c.SetLastInsertRowID(77)
	mustExec(t, c, `INSERT INTO k VALUES('d', 'dee')`)
	wantRows(t, c, `SELECT last_insert_rowid()`, "77")
}

func TestEponymousOnlyModuleCannotBeCreated(t *testing.T) {
	c := openMemory(t)
	wantError(t, c.Exec(`CREATE VIRTUAL TABLE n USING test_counting`), ErrGeneric, "no such module: test_counting")
	wantRows(t, c, `SELECT sum(n) FROM test_counting WHERE n < 5`, "10")
}

func TestTrustedSchemaHoldsModuleFlags(t *testing.T) {
	c := openMemory(t)
	mustExec(t, c, `PRAGMA trusted_schema = off;
		CREATE VIEW safe AS SELECT n FROM test_counting LIMIT 1;
		CREATE VIEW unsafe AS SELECT n FROM test_direct LIMIT 1`)
	wantRows(t, c, `SELECT * FROM safe`, "0")
	if _, err := query(c, `SELECT * FROM unsafe`); err == nil || !strings.Contains(err.Error(), "unsafe use of virtual table") {
		t.Errorf("a view over a direct-only table: %v", err)
	}
	wantRows(t, c, `SELECT count(*) FROM (SELECT n FROM test_direct LIMIT 3)`, "3")
}

func TestADirectOnlyTableIsInNoView(t *testing.T) {
	c := openMemory(t)
	mustExec(t, c, `CREATE VIEW unsafe AS SELECT n FROM test_direct LIMIT 1`)
	if _, err := query(c, `SELECT * FROM unsafe`); err == nil || !strings.Contains(err.Error(), "unsafe use of virtual table") {
		t.Errorf("a view in a trusted schema: %v", err)
	}
}

func TestATableThatUsesAllSchemasOpensThem(t *testing.T) {
	c := openMemory(t)
	mustExec(t, c, `ATTACH '`+filepath.Join(t.TempDir(), "t.db")+`' AS other; CREATE TABLE other.t(x)`)
	for _, test := range []struct {
		sql  string
		want TxnState
	}{
		{`SELECT a FROM test_planned`, TxnNone},
		{`SELECT n FROM test_counting LIMIT 1`, TxnRead},
	} {
		plan = func(*IndexInfo) {}
		mustExec(t, c, `BEGIN; `+test.sql)
		if got := c.TxnState("other"); got != test.want {
			t.Errorf("%s: state %d, want %d", test.sql, got, test.want)
		}
		mustExec(t, c, `ROLLBACK`)
	}
}

func TestInterruptStopsAScan(t *testing.T) {
	c := openMemory(t)
	s, err := c.Prepare(`SELECT count(*) FROM test_counting a, test_counting b`, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	interrupted := make(chan struct{})
	stop := make(chan struct{})
	go func() {
		defer close(interrupted)
		for {
			select {
			case <-stop:
				return
			default:
				c.Interrupt()
			}
		}
	}()
	_, err = s.Step()
	close(stop)
	<-interrupted
	wantError(t, err, ErrInterrupt, "interrupted")
}

func TestRegisterModuleRefusesWhatCannotWork(t *testing.T) {
	for name, register := range map[string]func(){
		"an interface for a table": func() {
			RegisterModule(Module[Table]{Name: "test_bad", Connect: func(*Conn, ModuleArgs) (Table, error) { return nil, nil }})
		},
		"no Connect": func() { RegisterModule(Module[*pairs]{Name: "test_bad", Create: newPairs}) },
	} {
		func() {
			defer func() {
				if text := fmt.Sprint(recover()); !strings.Contains(text, "registering module test_bad") {
					t.Errorf("%s: recovered %s", name, text)
				}
			}()
			register()
		}()
	}
}
