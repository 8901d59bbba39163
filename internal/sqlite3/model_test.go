package sqlite3

import (
	"fmt"
	"slices"
	"sort"
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
	conn        *Conn
	rows        map[int64][2]string
	events      []string
	name        string
	uncheckable error // that Integrity returns
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
		if t.conn.OnConflict() != ConflictReplace {
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
	return "", t.uncheckable
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
type keyed struct {
	conn *Conn
	rows map[string]string
}

func newKeyed(c *Conn, _ ModuleArgs) (*keyed, error) {
	return &keyed{conn: c, rows: map[string]string{}}, c.DeclareVTab("CREATE TABLE x(id PRIMARY KEY, v) WITHOUT ROWID")
}

func (t *keyed) BestIndex(*IndexInfo) error { return nil }
func (t *keyed) Disconnect() error          { return nil }
func (t *keyed) Insert(id Value, columns Args) (int64, error) {
	if !id.IsNull() {
		return 0, Errorf(ErrMisuse, "a row without rowid comes with id %s", id.Text())
	}
	t.rows[columns.At(0).Text()] = columns.At(1).Text()
	return t.conn.LastInsertRowID(), nil
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
