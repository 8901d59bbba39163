package sqlite3

import (
	"errors"
	"fmt"
	"slices"
	"sort"
	"strings"
	"testing"
)

// The modules of this file are registered once; tests look at them through
// connections of their own.
func init() {
	RegisterModule(Module[*pairs]{
		Name:       "test_pairs",
		Create:     newPairs,
		Connect:    newPairs,
		ShadowName: func(suffix string) bool { return suffix == "shadow" },
		Flags:      VTabConstraintSupport,
	})
	RegisterModule(Module[*keyed]{Name: "test_keyed", Create: newKeyed, Connect: newKeyed})
	RegisterModule(Module[*panicky]{Name: "test_panicky", Create: newPanicky, Connect: newPanicky, Flags: VTabInnocuous})
	RegisterModule(Module[*counting]{Name: "test_counting", Connect: newCounting, Flags: VTabInnocuous | VTabUsesAllSchemas})
	RegisterModule(Module[*direct]{Name: "test_direct", Connect: newDirect, Flags: VTabDirectOnly})
}

// pairs is a table x(a, b) kept in memory, that notes the calls it gets.
type pairs struct {
	conn   *Conn
	rows   map[int64][2]string
	events []string
	name   string
}

// lastPairs is the table made last: the tests' way to its inside.
var lastPairs *pairs

func newPairs(c *Conn, args ModuleArgs) (*pairs, error) {
	t := &pairs{conn: c, rows: map[int64][2]string{}, name: args.Table}
	lastPairs = t
	return t, c.DeclareVTab("CREATE TABLE x(a, b)")
}

func (t *pairs) note(format string, args ...any) {
	t.events = append(t.events, fmt.Sprintf(format, args...))
}

// BestIndex takes a list of rowids whole, and an equality on a.
func (t *pairs) BestIndex(x *IndexInfo) error {
	for i := range x.ConstraintCount() {
		c := x.Constraint(i)
		if !c.Usable || c.Op != OpEQ {
			continue
		}
		switch {
		case c.Column == -1 && x.IsIn(i):
			x.UseIn(i)
			x.Use(i, 0, true)
			x.IdxNum, x.IdxStr = 1, "rowid in"
			return nil
		case c.Column == 0:
			x.Use(i, 0, true)
			x.IdxNum, x.IdxStr = 2, "a ="
			return nil
		}
	}
	return nil
}

func (t *pairs) Open() (Cursor, error) { return &pairsCursor{t: t}, nil }
func (t *pairs) Disconnect() error     { t.note("disconnect"); return nil }
func (t *pairs) Destroy() error        { t.note("destroy"); return nil }

func (t *pairs) Insert(id Value, columns Args) (int64, error) {
	rowid := int64(len(t.rows) + 1)
	if !id.IsNull() {
		rowid = id.Int64()
	}
	if _, taken := t.rows[rowid]; taken {
		switch t.conn.OnConflict() {
		case ConflictIgnore:
			return 0, nil
		case ConflictReplace:
		default:
			return 0, Errorf(ErrConstraint, "row %d exists", rowid)
		}
	}
	t.rows[rowid] = [2]string{columns.At(0).Text(), columns.At(1).Text()}
	t.note("insert %d", rowid)
	return rowid, nil
}

func (t *pairs) Update(old, id Value, columns Args) error {
	row := t.rows[old.Int64()]
	for i := range row {
		if columns.At(i).NoChange() {
			t.note("column %d of %d unchanged", i, old.Int64())
			continue
		}
		row[i] = columns.At(i).Text()
	}
	delete(t.rows, old.Int64())
	t.rows[id.Int64()] = row
	return nil
}

func (t *pairs) Delete(id Value) error { delete(t.rows, id.Int64()); return nil }

func (t *pairs) Begin() error    { t.note("begin"); return nil }
func (t *pairs) Commit() error   { t.note("commit"); return nil }
func (t *pairs) Rollback() error { t.note("rollback"); return nil }
func (t *pairs) Sync() error {
	t.note("sync")
	if _, refused := t.rows[666]; refused {
		return Errorf(ErrFull, "row 666 does not fit")
	}
	return nil
}
func (t *pairs) Savepoint(n int) error  { t.note("savepoint"); return nil }
func (t *pairs) Release(n int) error    { t.note("release"); return nil }
func (t *pairs) RollbackTo(n int) error { t.note("rollback to"); return nil }

func (t *pairs) Rename(name string) error { t.note("rename to %s", name); return nil }

func (t *pairs) Integrity(schema, table string, quick bool) (string, error) {
	if _, bad := t.rows[13]; bad {
		return fmt.Sprintf("row 13 in %s.%s, quick=%v", schema, table, quick), nil
	}
	return "", nil
}

type pairsCursor struct {
	t   *pairs
	ids []int64
}

func (c *pairsCursor) Filter(idxNum int, idxStr string, args Args) error {
	c.ids = nil
	switch idxStr {
	case "rowid in":
		return args.At(0).In(func(v Value) error {
			if _, ok := c.t.rows[v.Int64()]; ok {
				c.ids = append(c.ids, v.Int64())
			}
			return nil
		})
	case "a =":
		want := args.At(0).Text()
		for id, row := range c.t.rows {
			if row[0] == want {
				c.ids = append(c.ids, id)
			}
		}
	default:
		for id := range c.t.rows {
			c.ids = append(c.ids, id)
		}
	}
	slices.Sort(c.ids)
	return nil
}

func (c *pairsCursor) Next() error           { c.ids = c.ids[1:]; return nil }
func (c *pairsCursor) EOF() bool             { return len(c.ids) == 0 }
func (c *pairsCursor) Rowid() (int64, error) { return c.ids[0], nil }
func (c *pairsCursor) Close() error          { return nil }
func (c *pairsCursor) Column(ctx Context, i int) error {
	if !ctx.NoChange() {
		ctx.ResultText(c.t.rows[c.ids[0]][i])
	}
	return nil
}

// keyed is a table without rowids: its key is a text.
type keyed struct{ rows map[string]string }

func newKeyed(c *Conn, _ ModuleArgs) (*keyed, error) {
	return &keyed{rows: map[string]string{}}, c.DeclareVTab("CREATE TABLE x(id PRIMARY KEY, v) WITHOUT ROWID")
}

func (t *keyed) BestIndex(*IndexInfo) error { return nil }
func (t *keyed) Disconnect() error          { return nil }
func (t *keyed) Insert(_ Value, columns Args) (int64, error) {
	t.rows[columns.At(0).Text()] = columns.At(1).Text()
	return 0, nil
}
func (t *keyed) Update(old, id Value, columns Args) error {
	delete(t.rows, old.Text())
	t.rows[id.Text()] = columns.At(1).Text()
	return nil
}
func (t *keyed) Delete(id Value) error { delete(t.rows, id.Text()); return nil }
func (t *keyed) Open() (Cursor, error) {
	c := &keyedCursor{t: t}
	for id := range t.rows {
		c.ids = append(c.ids, id)
	}
	sort.Strings(c.ids)
	return c, nil
}

type keyedCursor struct {
	t   *keyed
	ids []string
}

func (c *keyedCursor) Filter(int, string, Args) error { return nil }
func (c *keyedCursor) Next() error                    { c.ids = c.ids[1:]; return nil }
func (c *keyedCursor) EOF() bool                      { return len(c.ids) == 0 }
func (c *keyedCursor) Rowid() (int64, error)          { return 0, ErrMisuse }
func (c *keyedCursor) Close() error                   { return nil }
func (c *keyedCursor) Column(ctx Context, i int) error {
	if i == 0 {
		ctx.ResultText(c.ids[0])
	} else {
		ctx.ResultText(c.t.rows[c.ids[0]])
	}
	return nil
}

// counting is eponymous-only: the numbers from 0 to 999,999.
type counting struct{}

func newCounting(c *Conn, _ ModuleArgs) (*counting, error) {
	return &counting{}, c.DeclareVTab("CREATE TABLE x(n)")
}
func (*counting) BestIndex(*IndexInfo) error { return nil }
func (*counting) Open() (Cursor, error)      { return &countingCursor{}, nil }
func (*counting) Disconnect() error          { return nil }

type countingCursor struct{ n int64 }

func (c *countingCursor) Filter(int, string, Args) error { c.n = 0; return nil }
func (c *countingCursor) Next() error                    { c.n++; return nil }
func (c *countingCursor) EOF() bool                      { return c.n == 1_000_000 }
func (c *countingCursor) Rowid() (int64, error)          { return c.n, nil }
func (c *countingCursor) Close() error                   { return nil }
func (c *countingCursor) Column(ctx Context, _ int) error {
	ctx.ResultInt64(c.n)
	return nil
}

type direct struct{ counting }

func newDirect(c *Conn, _ ModuleArgs) (*direct, error) {
	return &direct{}, c.DeclareVTab("CREATE TABLE x(n)")
}

func openMemory(t testing.TB) *Conn {
	t.Helper()
	c, err := Open(":memory:", OpenReadWrite|OpenCreate)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Close(); err != nil {
			t.Errorf("closing: %v", err)
		}
	})
	return c
}

func mustExec(t testing.TB, c *Conn, sql string) {
	t.Helper()
	if err := c.Exec(sql); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
}

// rowsOf runs a query; a row is its columns as text, joined by "|".
func rowsOf(t testing.TB, c *Conn, sql string) []string {
	t.Helper()
	rows, err := query(c, sql)
	if err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	return rows
}

func query(c *Conn, sql string) (rows []string, err error) {
	s, err := c.Prepare(sql, 0)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	for {
		more, err := s.Step()
		if err != nil || !more {
			return rows, err
		}
		var row []string
		for i := range s.ColumnCount() {
			row = append(row, s.Text(i))
		}
		rows = append(rows, strings.Join(row, "|"))
	}
}

func wantRows(t testing.TB, c *Conn, sql string, want ...string) {
	t.Helper()
	if got := rowsOf(t, c, sql); !slices.Equal(got, want) {
		t.Errorf("%s:\n got %q\nwant %q", sql, got, want)
	}
}

func wantError(t testing.TB, err error, code Code, text string) {
	t.Helper()
	if !errors.Is(err, code) || !strings.Contains(fmt.Sprint(err), text) {
		t.Errorf("got error %v, want code %d (%v) and text %q", err, code, code, text)
	}
}

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
	mustExec(t, c, `INSERT OR IGNORE INTO p(rowid, a) VALUES(1, 'ignored')`)
	wantRows(t, c, `SELECT a FROM p`, "first")
	mustExec(t, c, `REPLACE INTO p(rowid, a) VALUES(1, 'second')`)
	wantRows(t, c, `SELECT a FROM p`, "second")
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
	if !c.Autocommit() || c.TxnState("") != TxnNone {
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
