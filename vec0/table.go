package vec0

import (
	"github.com/nearlite/nearlite/internal/sqlite3"
	"github.com/nearlite/nearlite/vec0/definition"
	"github.com/nearlite/nearlite/vec0/shadow"
)

// compatibleNumbers are the numbers of compatibleVersion. A table whose third
// one is 10 or more has the command column; writers of files look at it alone.
var compatibleNumbers = [3]int64{0, 1, 10}

func registerTable() {
	sqlite3.RegisterModule(sqlite3.Module[*table]{
		Name:       "vec0",
		Create:     createTable,
		Connect:    connectTable,
		ShadowName: definition.IsShadowSuffix,
		Flags:      sqlite3.VTabInnocuous | sqlite3.VTabConstraintSupport,
	})
}

// table is a connection's instance of a vec0 table.
type table struct {
	conn       *sqlite3.Conn
	name       string
	def        *definition.Table
	hidden     definition.Hidden
	store      *shadow.Store
	oversample []int // by vector column; of rescore columns, until the connection ends
	untold     bool  // made in this transaction, and not told of savepoints yet
}

func createTable(c *sqlite3.Conn, args sqlite3.ModuleArgs) (*table, error) {
	def, err := definition.Parse(args.Args)
	if err != nil {
		return nil, err
	}
	if err := def.CheckName(args.Table); err != nil {
		return nil, err
	}
	t := newTable(c, args, def)
	if err := t.declare(true); err != nil {
		return nil, err
	}
	t.untold = true
	return t, t.store.Create(compatibleVersion, compatibleNumbers)
}

func connectTable(c *sqlite3.Conn, args sqlite3.ModuleArgs) (*table, error) {
	def, err := definition.Parse(args.Args)
	if err != nil {
		return nil, err
	}
	t := newTable(c, args, def)
	if err := t.store.TakeOver(); err != nil {
		t.store.Close()
		return nil, err
	}
	patch, ok, err := t.store.Patch()
	if err != nil {
		t.store.Close()
		return nil, err
	}
	return t, t.declare(ok && patch >= 10)
}

func newTable(c *sqlite3.Conn, args sqlite3.ModuleArgs, def *definition.Table) *table {
	t := &table{conn: c, name: args.Table, def: def, store: shadow.NewStore(c, args.Schema, args.Table, def)}
	t.oversample = make([]int, len(def.Vectors))
	for i, v := range def.Vectors {
		if v.Rescore != nil {
			t.oversample[i] = v.Rescore.Oversample
		}
	}
	return t
}

// declare tells SQLite the columns, with the command column or without.
func (t *table) declare(command bool) error {
	t.hidden = t.def.Hidden(command)
	err := t.conn.DeclareVTab(t.def.Declaration(t.name, command))
	if err != nil {
		t.store.Close()
		return definition.DeclarationError(err)
	}
	return nil
}

func (t *table) Disconnect() error {
	t.store.Close()
	return nil
}

func (t *table) Destroy() error { return t.store.Drop() }

func (t *table) Rename(name string) error {
	if err := t.store.Rename(name); err != nil {
		return err
	}
	t.name = name
	return nil
}

// The store's buffer follows the transaction: it is written before a savepoint
// and before the commit, and forgotten when they are undone.

func (t *table) Begin() error         { return nil }
func (t *table) Sync() error          { return t.store.Flush() }
func (t *table) Release(int) error    { return nil }
func (t *table) Rollback() error      { t.store.Undone(); return nil }
func (t *table) RollbackTo(int) error { t.store.Undone(); return nil }

func (t *table) Commit() error {
	t.untold = false
	t.store.Discard()
	return nil
}

func (t *table) Savepoint(int) error {
	t.untold = false
	return t.store.Flush()
}

func (t *table) Integrity(_, _ string, quick bool) (string, error) { return t.store.Check(quick) }

// Open returns a cursor; the plan that Filter is given makes it one of three.
func (t *table) Open() (sqlite3.Cursor, error) { return &cursor{table: t}, nil }

// rowidOf finds the row that a key value means. Without one, found is false.
func (t *table) rowidOf(key sqlite3.Value) (rowid int64, found bool, err error) {
	switch {
	case key.IsNull(): // equals no key
		return 0, false, nil
	case t.def.PrimaryKey.Text:
		return t.store.Rowid(key.Text())
	}
	return key.Int64(), true, nil
}
