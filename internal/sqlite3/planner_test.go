package sqlite3

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
)

func init() {
	RegisterModule(Module[*planned]{Name: "test_planned", Connect: newPlanned})
}

// planned is a table x(a, b, … ) of 70 columns and three rows, whose every column
// holds the row's number. A test gives its plan.
type planned struct{}

// question is what IndexInfo tells of a query.
type question struct {
	constraints []Constraint
	in          []bool
	orderBy     []OrderBy
	columnsUsed uint64
}

// plan answers BestIndex; asked is the first question of a statement.
var (
	plan  func(*IndexInfo)
	asked *question
)

func newPlanned(c *Conn, _ ModuleArgs) (*planned, error) {
	columns := []string{"a", "b", "c"}
	for i := len(columns); i < 70; i++ {
		columns = append(columns, fmt.Sprintf("c%d", i))
	}
	return &planned{}, c.DeclareVTab("CREATE TABLE x(" + strings.Join(columns, ", ") + ")")
}

func (*planned) Disconnect() error     { return nil }
func (*planned) Open() (Cursor, error) { return &plannedCursor{}, nil }
func (*planned) BestIndex(x *IndexInfo) error {
	if asked == nil {
		asked = &question{columnsUsed: x.ColumnsUsed()}
		for i := range x.ConstraintCount() {
			asked.constraints = append(asked.constraints, x.Constraint(i))
			asked.in = append(asked.in, x.IsIn(i))
		}
		for i := range x.OrderByCount() {
			asked.orderBy = append(asked.orderBy, x.OrderBy(i))
		}
	}
	plan(x)
	return nil
}

func (*planned) Insert(Value, Args) (int64, error) { return 0, nil }
func (*planned) Update(_, _ Value, _ Args) error   { return nil }
func (*planned) Delete(Value) error                { return nil }

type plannedCursor struct{ countingCursor }

func (c *plannedCursor) EOF() bool { return c.n == 3 }

// explain gives the steps of a query whose BestIndex is answered by p.
func explain(t *testing.T, c *Conn, sql string, p func(*IndexInfo)) (steps []string) {
	t.Helper()
	plan, asked = p, nil
	for _, row := range rowsOf(t, c, `EXPLAIN QUERY PLAN `+sql) {
		steps = append(steps, row[strings.LastIndexByte(row, '|')+1:])
	}
	return steps
}

func TestBestIndexIsAskedTheWholeQuery(t *testing.T) {
	c := openMemory(t)
	for _, test := range []struct {
		sql  string
		want question
	}{
		{`SELECT b FROM test_planned`, question{columnsUsed: 1 << 1}},
		{`SELECT a, c65 FROM test_planned ORDER BY b DESC, c`, question{
			orderBy:     []OrderBy{{1, true}, {2, false}},
			columnsUsed: 1<<0 | 1<<1 | 1<<2 | 1<<63}},
		{`SELECT a FROM test_planned WHERE b >= 5 AND a IN (1, 2) AND rowid < 9 LIMIT 4 OFFSET 1`, question{
			constraints: []Constraint{{1, OpGE, true}, {0, OpEQ, true}, {-1, OpLT, true}, {0, OpOffset, true}, {0, OpLimit, true}},
			in:          []bool{false, true, false, false, false},
			columnsUsed: 1<<0 | 1<<1}},
	} {
		explain(t, c, test.sql, func(*IndexInfo) {})
		if !reflect.DeepEqual(*asked, test.want) {
			t.Errorf("%s:\n got %+v\nwant %+v", test.sql, *asked, test.want)
		}
	}
}

func TestThePlanReachesSQLite(t *testing.T) {
	c := openMemory(t)
	const sort = "USE TEMP B-TREE FOR ORDER BY"
	for _, test := range []struct {
		name, sql string
		plan      func(*IndexInfo)
		want      string
	}{
		{"nothing", `SELECT a FROM test_planned ORDER BY b`, func(*IndexInfo) {}, "SCAN test_planned VIRTUAL TABLE INDEX 0:; " + sort},
		{"number and word", `SELECT a FROM test_planned ORDER BY b`, func(x *IndexInfo) { x.IdxNum, x.IdxStr = 7, "seven" },
			"SCAN test_planned VIRTUAL TABLE INDEX 7:seven; " + sort},
		{"order", `SELECT a FROM test_planned ORDER BY b`, func(x *IndexInfo) { x.OrderByConsumed = true },
			"SCAN test_planned VIRTUAL TABLE INDEX 0:"},
	} {
		if got := strings.Join(explain(t, c, test.sql, test.plan), "; "); got != test.want {
			t.Errorf("%s:\n got %s\nwant %s", test.name, got, test.want)
		}
	}
}

// TestAtMostOneRowIsChangedInOnePass looks for the program's list of rows to
// change, which SQLite makes unless there is one at the most.
func TestAtMostOneRowIsChangedInOnePass(t *testing.T) {
	c := openMemory(t)
	for _, unique := range []bool{false, true} {
		plan = func(x *IndexInfo) { x.Unique = unique }
		program := strings.Join(rowsOf(t, c, `EXPLAIN UPDATE test_planned SET a = 1 WHERE a = 2`), "\n")
		if listed := strings.Contains(program, "OpenEphemeral"); listed == unique {
			t.Errorf("unique %v:\n%s", unique, program)
		}
	}
}

func TestSQLiteChecksWhatIsNotOmitted(t *testing.T) {
	c := openMemory(t)
	for _, omit := range []bool{false, true} {
		plan = func(x *IndexInfo) { x.Use(0, 0, omit) }
		want := []string{"1"}
		if omit { // the table's own rows, which leave the constraint unheeded
			want = []string{"0", "1", "2"}
		}
		wantRows(t, c, `SELECT a FROM test_planned WHERE a = 1`, want...)
	}
}

// TestTheCostDecidesTheOrderOfAJoin makes searching the table cheap or dear.
func TestTheCostDecidesTheOrderOfAJoin(t *testing.T) {
	c := openMemory(t)
	mustExec(t, c, `CREATE TABLE t(x)`)
	for _, test := range []struct {
		cost  float64
		rows  int64
		first string
	}{
		{1, 1, "SCAN t"},
		{1e9, 1, "SCAN p"},
	} {
		seen := map[bool]bool{}
		steps := explain(t, c, `SELECT * FROM t JOIN test_planned p ON p.a = t.x`, func(x *IndexInfo) {
			x.EstimatedCost, x.EstimatedRows = 1e6, 1000
			usable := x.Constraint(0).Usable
			seen[usable] = true
			if usable {
				x.Use(0, 0, true)
				x.EstimatedCost, x.EstimatedRows = test.cost, test.rows
			}
		})
		if !strings.HasPrefix(steps[0], test.first) || len(seen) != 2 {
			t.Errorf("cost %g, %d rows: %q, constraint usable: %v", test.cost, test.rows, steps, seen)
		}
	}
}
