package sqlite3

import (
	"strings"
	"testing"
)

// panicAt names the method of test_panicky that panics.
var panicAt string

func maybePanic(method string) {
	if panicAt == method {
		panic("deliberate, in " + method)
	}
}

type panicky struct{}

func newPanicky(c *Conn, _ ModuleArgs) (*panicky, error) {
	maybePanic("Connect")
	return &panicky{}, c.DeclareVTab("CREATE TABLE x(a)")
}

func (*panicky) BestIndex(*IndexInfo) error { maybePanic("BestIndex"); return nil }
func (*panicky) Open() (Cursor, error)      { maybePanic("Open"); return &panickyCursor{}, nil }
func (*panicky) Disconnect() error          { maybePanic("Disconnect"); return nil }
func (*panicky) Destroy() error             { maybePanic("Destroy"); return nil }
func (*panicky) Insert(Value, Args) (int64, error) {
	maybePanic("Update")
	return 1, nil
}
func (*panicky) Update(_, _ Value, _ Args) error { maybePanic("Update"); return nil }
func (*panicky) Delete(Value) error              { maybePanic("Update"); return nil }
func (*panicky) Begin() error                    { maybePanic("Begin"); return nil }
func (*panicky) Sync() error                     { maybePanic("Sync"); return nil }
func (*panicky) Commit() error                   { maybePanic("Commit"); return nil }
func (*panicky) Rollback() error                 { maybePanic("Rollback"); return nil }
func (*panicky) Savepoint(int) error             { maybePanic("Savepoint"); return nil }
func (*panicky) Release(int) error               { maybePanic("Release"); return nil }
func (*panicky) RollbackTo(int) error            { maybePanic("RollbackTo"); return nil }
func (*panicky) Rename(string) error             { maybePanic("Rename"); return nil }
func (*panicky) Integrity(_, _ string, _ bool) (string, error) {
	maybePanic("Integrity")
	return "", nil
}

type panickyCursor struct{ done bool }

func (c *panickyCursor) Filter(int, string, Args) error {
	maybePanic("Filter")
	c.done = false
	return nil
}
func (c *panickyCursor) Next() error { maybePanic("Next"); c.done = true; return nil }
func (c *panickyCursor) EOF() bool {
	maybePanic("EOF")
	if c.done {
		maybePanic("last EOF")
	}
	return c.done
}
func (c *panickyCursor) Rowid() (int64, error)     { maybePanic("Rowid"); return 1, nil }
func (c *panickyCursor) Close() error              { maybePanic("Close"); return nil }
func (c *panickyCursor) Column(Context, int) error { maybePanic("Column"); return nil }

func init() {
	RegisterFunction(Function{Name: "test_panic", Args: 0, Call: func(Context, Args) error { panic("deliberate, in a function") }})
	RegisterFunction(Function{Name: "test_interrupt", Args: 0, Call: func(ctx Context, _ Args) error {
		ctx.Conn().Interrupt()
		if !ctx.Conn().Interrupted() {
			return Errorf(ErrGeneric, "the interrupt is not seen")
		}
		return nil
	}})
}

// TestPanicsBecomeErrors panics in every callback in turn. Where SQLite lets a
// method fail, the statement fails with the panic's text; everywhere the
// connection goes on working.
func TestPanicsBecomeErrors(t *testing.T) {
	const silent = ""                  // SQLite ignores what the method answers
	const textless = "SQL logic error" // SQLite takes the code and not the text
	for _, test := range []struct{ method, sql, want string }{
		{"Connect", `CREATE VIRTUAL TABLE other USING test_panicky`, "test_panicky: deliberate, in Connect"},
		{"BestIndex", `SELECT * FROM p`, "deliberate, in BestIndex"},
		{"Open", `SELECT * FROM p`, "deliberate, in Open"},
		{"Filter", `SELECT * FROM p`, "deliberate, in Filter"},
		{"Next", `SELECT * FROM p`, "deliberate, in Next"},
		{"EOF", `SELECT * FROM p`, "deliberate, in EOF"},
		{"last EOF", `SELECT * FROM p`, "deliberate, in last EOF"},
		{"Column", `SELECT a FROM p`, "deliberate, in Column"},
		{"Rowid", `SELECT rowid FROM p`, "deliberate, in Rowid"},
		{"Close", `SELECT * FROM p`, silent},
		{"Update", `INSERT INTO p VALUES(1)`, "deliberate, in Update"},
		{"Update", `UPDATE p SET a = 2`, "deliberate, in Update"},
		{"Update", `DELETE FROM p`, "deliberate, in Update"},
		{"Begin", `INSERT INTO p VALUES(1)`, "deliberate, in Begin"},
		{"Sync", `INSERT INTO p VALUES(1)`, "deliberate, in Sync"},
		{"Commit", `INSERT INTO p VALUES(1)`, silent},
		{"Rollback", `BEGIN; INSERT INTO p VALUES(1); ROLLBACK`, silent},
		{"Savepoint", `BEGIN; INSERT INTO p VALUES(1); SAVEPOINT s; ROLLBACK`, textless},
		{"Release", `BEGIN; INSERT INTO p VALUES(1); SAVEPOINT s; RELEASE s; ROLLBACK`, textless},
		{"RollbackTo", `BEGIN; INSERT INTO p VALUES(1); SAVEPOINT s; ROLLBACK TO s; ROLLBACK`, textless},
		{"Rename", `ALTER TABLE p RENAME TO q`, "deliberate, in Rename"},
		{"Integrity", `PRAGMA integrity_check`, silent},
		{"Destroy", `DROP TABLE p`, textless},
		{"", `SELECT test_panic()`, "internal error in test_panic: deliberate, in a function"},
	} {
		t.Run(test.method+" "+test.sql, func(t *testing.T) {
			c := openMemory(t)
			mustExec(t, c, `CREATE VIRTUAL TABLE p USING test_panicky`)
			later, err := c.Prepare(`SELECT test_interrupt() FROM p CROSS JOIN test_counting`, 0)
			if err != nil {
				t.Fatal(err)
			}
			defer later.Close()
			panicAt = test.method
			err = c.Exec(test.sql)
			panicAt = ""
			if test.want == silent && err != nil {
				t.Errorf("unexpected error %v", err)
			}
			if test.want != silent && (err == nil || !strings.Contains(err.Error(), test.want)) {
				t.Errorf("got %v, want %q", err, test.want)
			}
			_ = c.Exec(`ROLLBACK`)
			// An error without a text of its own, in a statement that uses the
			// table and plans nothing anew: it must not find the panic's.
			for err = nil; err == nil; {
				_, err = later.Step()
			}
			wantError(t, err, ErrInterrupt, "interrupted")
			panicAt = "Disconnect" // close must survive it too
			t.Cleanup(func() { panicAt = "" })
		})
	}
}

func TestAnUncheckableTableIsAProblem(t *testing.T) {
	c := openMemory(t)
	mustExec(t, c, `CREATE VIRTUAL TABLE p USING test_panicky; CREATE VIRTUAL TABLE q USING test_pairs`)
	t.Cleanup(func() { panicAt = "" })
	panicAt = "Integrity"
	wantRows(t, c, `PRAGMA integrity_check`,
		"table main.p cannot be checked: internal error in test_panicky.Integrity: deliberate, in Integrity; please report it")
	panicAt = ""
	lastPairs.uncheckable = Errorf(ErrCorrupt, "no such row")
	wantRows(t, c, `PRAGMA integrity_check`, "table main.q cannot be checked: no such row")
	lastPairs.uncheckable = ErrInterrupt
	_, err := query(c, `PRAGMA integrity_check`)
	wantError(t, err, ErrInterrupt, "interrupted")
}
