package vec0

import (
	"github.com/nearlite/nearlite/internal/sqlite3"
	"github.com/nearlite/nearlite/vector"
)

// The columns of vec_each.
const (
	eachValue = iota
	eachVector
)

func registerEach() {
	sqlite3.RegisterModule(sqlite3.Module[*each]{
		Name:    "vec_each",
		Connect: connectEach,
		Flags:   sqlite3.VTabInnocuous,
	})
}

// each is the table-valued function vec_each(vector): a row for each element,
// its rowid the element's 0-based index.
type each struct{}

func connectEach(c *sqlite3.Conn, _ sqlite3.ModuleArgs) (*each, error) {
	return &each{}, c.DeclareVTab("CREATE TABLE x(value, vector HIDDEN)")
}

func (*each) BestIndex(x *sqlite3.IndexInfo) error {
	for i := range x.ConstraintCount() {
		c := x.Constraint(i)
		if c.Column == eachVector && c.Op == sqlite3.OpEQ && c.Usable {
			x.Use(i, 0, true)
			x.EstimatedCost = 100
			x.EstimatedRows = 100
			return nil
		}
	}
	return sqlite3.ErrNoPlan
}

func (*each) Open() (sqlite3.Cursor, error) { return &eachCursor{}, nil }

func (*each) Disconnect() error { return nil }

// eachCursor walks a copy of the vector, since the argument is SQLite's only
// during Filter.
type eachCursor struct {
	vector operand
	at     int
}

func (c *eachCursor) Filter(_ int, _ string, args sqlite3.Args) error {
	*c = eachCursor{}
	e, err := elementOf(args.At(0))
	if err != nil {
		return errNotAVector
	}
	o, err := fromValue(e, args.At(0))
	if err != nil || o.checkFinite() != nil {
		return errNotAVector
	}
	c.vector = o.clone()
	return nil
}

// errNotAVector has no more to say than "SQL logic error", as in sqlite-vec.
const errNotAVector = sqlite3.ErrGeneric

func (c *eachCursor) Next() error { c.at++; return nil }

func (c *eachCursor) EOF() bool { return c.at >= c.vector.dims() }

func (c *eachCursor) Rowid() (int64, error) { return int64(c.at), nil }

func (c *eachCursor) Close() error { return nil }

// Column gives the bits of a byte highest first, unlike everything else about
// bit vectors, because sqlite-vec does.
func (c *eachCursor) Column(ctx sqlite3.Context, i int) error {
	if i != eachValue {
		return nil
	}
	switch c.vector.element {
	case vector.Int8:
		ctx.ResultInt64(int64(c.vector.int8s()[c.at]))
	case vector.Bit:
		ctx.ResultInt64(int64(c.vector.blob[c.at/8] >> (7 - c.at%8) & 1))
	default:
		ctx.ResultFloat64(float64(c.vector.float32s()[c.at]))
	}
	return nil
}
