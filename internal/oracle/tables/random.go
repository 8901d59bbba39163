package tables

import (
	"fmt"
	"math/rand/v2"

	"github.com/nearlite/nearlite/vector"
)

// Sequence is tables and statements on them.
type Sequence struct {
	Tables []Table
	Steps  []Step
}

// Schemas are those that tables are in; "other" is to be attached.
var Schemas = []string{"main", "temp", "other"}

// Random returns a random sequence. Equal states of r give equal sequences.
func Random(r *rand.Rand) Sequence {
	g := generator{Rand: r, nulls: r.IntN(4) == 0, fewDeletions: r.IntN(2) == 0}
	for i := range 1 + r.IntN(2) {
		g.tables = append(g.tables, g.table(i))
	}
	s := Sequence{Tables: g.tables}
	for i := range g.tables {
		s.Steps = append(s.Steps, Create{i})
	}
	for range 40 + r.IntN(80) {
		s.Steps = append(s.Steps, g.step())
	}
	if r.IntN(2) == 0 {
		s.Steps = append(s.Steps, Control{"COMMIT"})
	}
	for i := range g.tables {
		s.Steps = append(s.Steps, Shadow{i})
	}
	return s
}

// generator makes one sequence.
type generator struct {
	*rand.Rand
	tables       []Table
	nulls        bool // partition values may be NULL
	fewDeletions bool
}

func (g *generator) one(n int) bool { return g.IntN(n) == 0 }

func pick[T any](g *generator, list ...T) T { return list[g.IntN(len(list))] }

// table makes a table with up to eight columns.
func (g *generator) table(i int) Table {
	t := Table{Schema: pick(g, "main", "main", Schemas[1], Schemas[2]), Name: fmt.Sprintf("v%d", i), ChunkSize: pick(g, 8, 8, 8, 16, 24, 32, 64, 128)}
	if g.one(2) {
		t.Columns = append(t.Columns, Column{Kind: Key, Name: "id", Type: pick(g, "integer", "text")})
	}
	add := func(kind Kind, letter string, n int, types ...string) {
		for j := range n {
			t.Columns = append(t.Columns, Column{Kind: kind, Name: fmt.Sprint(letter, j), Type: pick(g, types...)})
		}
	}
	for j := range 1 + g.IntN(5)/3 + g.IntN(5)/4 {
		t.Columns = append(t.Columns, g.vectorColumn(j))
	}
	add(Partition, "p", pick(g, 0, 0, 1, 1, 2), "text", "integer")
	add(Metadata, "m", pick(g, 0, 1, 2, 3), "text", "text", "integer", "integer", "float", "boolean")
	add(Auxiliary, "a", pick(g, 0, 0, 1, 2), "text", "integer", "float", "blob")
	g.Shuffle(len(t.Columns), func(i, j int) { t.Columns[i], t.Columns[j] = t.Columns[j], t.Columns[i] })
	return t
}

func (g *generator) vectorColumn(i int) Column {
	c := Column{Kind: Vector, Name: fmt.Sprintf("e%d", i), Element: pick(g, vector.Float32, vector.Float32, vector.Int8, vector.Bit)}
	c.Metric = pick(g, vector.L2, vector.L2, vector.L1, vector.Cosine)
	c.Dims = pick(g, 1, 2, 3, 4, 8, 16, 33)
	if c.Element == vector.Bit {
		c.Dims = pick(g, 8, 16, 72)
	}
	return c
}

// step makes a statement.
func (g *generator) step() Step {
	i := g.IntN(len(g.tables))
	switch n := g.IntN(100); {
	case n < 34:
		return g.insert(i)
	case n < 36:
		return g.copy(i)
	case n < 44:
		return g.update(i)
	case n < 48:
		return g.delete(i)
	case n < 58:
		return g.selection(i)
	case n < 87:
		return g.search(i)
	case n < 97:
		return g.control(i)
	}
	return Shadow{i}
}

// insert gives values to all columns, mostly right ones.
func (g *generator) insert(i int) Step {
	t := g.tables[i]
	s := Insert{Table: i, Conflict: pick(g, "", "", "", "", "", "OR REPLACE", "OR IGNORE"), Union: g.one(5)}
	wrong := ""
	if g.one(9) {
		wrong = pick(g, t.Columns...).Name
	}
	if t.TextKey() || g.IntN(5) > 0 {
		s.Columns = append(s.Columns, t.KeyName())
	}
	for _, c := range t.Columns {
		if c.Kind != Key && !(c.Kind != Vector && g.one(60)) {
			s.Columns = append(s.Columns, c.Name)
		}
	}
	if g.one(150) {
		s.Columns = append(s.Columns, pick(g, "distance", "k"))
	}
	for range pick(g, 1, 1, 1, 2, 4, 12) {
		row := make([]Expr, len(s.Columns))
		for j, name := range s.Columns {
			row[j] = g.value(t, name, name == wrong)
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}

// value is a value for a column.
func (g *generator) value(t Table, name string, wrong bool) Expr {
	c := t.Column(name)
	switch {
	case name == "distance" || name == "k":
		return Expr{SQL: pick(g, "NULL", "1", "0.5")}
	case c.Kind == Vector && wrong:
		return g.wrongVector(c)
	case c.Kind == Vector:
		return g.vector(c, true)
	case wrong:
		return Expr{SQL: pick(g, "NULL", "'x'", "1.5", "7", "x'01'", "''", "'7'", "1.0")}
	case c.Kind == Key && c.Type != "text" && g.one(40):
		return Expr{SQL: "NULL"}
	case c.Kind == Key:
		return Expr{SQL: g.key(c.Type)}
	case c.Kind == Partition && g.nulls && g.one(8), c.Kind == Auxiliary && g.one(8):
		return Expr{SQL: "NULL"}
	}
	return Expr{SQL: g.scalar(c)}
}

// key is one of few keys, or with some luck one beyond them. It is not NULL: in a
// condition that means row 0 to sqlite-vec, and no row here.
func (g *generator) key(typ string) string {
	if typ == "text" {
		return fmt.Sprintf("'%s%d'", pick(g, "k", "k", "k", "", "a key of some length "), g.IntN(25))
	}
	if g.one(40) {
		return pick(g, "0", "-1", "2147483648", "4294967297", "-9223372036854775808")
	}
	return fmt.Sprint(1 + g.IntN(40))
}

// scalar is a value of a partition, metadata or auxiliary column.
func (g *generator) scalar(c Column) string {
	switch c.Type {
	case "text":
		if c.Kind == Partition {
			return pick(g, "'a'", "'a'", "'b'", "''", "'longer than the others'")
		}
		return pick(g, "''", "'a'", "'ab'", "'b'", "'B'", "'ü€'", "'elevenbytes'", "'twelve bytes'", "'thirteen byte'", "'thirteen bytf'", "'a long text, longer than a slot'", "'1'")
	case "integer":
		if c.Kind == Partition {
			return pick(g, "1", "1", "2", "-3")
		}
		return pick(g, "0", "1", "2", "3", "-1", "10", "9223372036854775807", "-9223372036854775808")
	case "float":
		return pick(g, "0.0", "1.0", "1.5", "-2.25", "1e300", "0.1")
	case "boolean":
		return pick(g, "0", "1")
	}
	return pick(g, "x''", "x'00'", "x'0102030405'")
}

// copy inserts rows of a table into itself or another.
func (g *generator) copy(i int) Step {
	t, from := g.tables[i], g.IntN(len(g.tables))
	u := g.tables[from]
	s := Copy{Table: i, From: from}
	if !t.TextKey() {
		s.Columns, s.Sources = []string{t.KeyName()}, []string{pick(g, "NULL", fmt.Sprintf("%s + %d", u.KeyName(), 10+g.IntN(50)))}
	} else {
		s.Columns, s.Sources = []string{t.KeyName()}, []string{fmt.Sprintf("%s || %s", u.KeyName(), pick(g, "'x'", "'y'", "'z'"))}
	}
	for _, c := range t.Columns {
		if c.Kind == Key {
			continue
		}
		source := g.value(t, c.Name, false).SQL
		if from == i && (c.Kind != Vector || c.Element == vector.Float32) {
			source = c.Name
		}
		s.Columns, s.Sources = append(s.Columns, c.Name), append(s.Sources, source)
	}
	s.Where = g.where(u, 1)
	return s
}

func (g *generator) update(i int) Step {
	t := g.tables[i]
	s := Update{Table: i, Where: g.where(t, pick(g, 0, 1, 1, 1))}
	if g.IntN(3) > 0 {
		s.Where = Where{{t.KeyName(), "=", Expr{SQL: g.key(t.Column(t.KeyName()).Type)}}}
	}
	wrong := g.one(8)
	first := pick(g, t.Columns...)
	for _, c := range t.Columns {
		// Partition values are set alone: 0.1.9 has no statement for it.
		together := c.Kind != Partition && first.Kind != Partition && g.one(3)
		if c.Name != first.Name && !together || c.Kind == Key && !g.one(4) {
			continue
		}
		value := g.value(t, c.Name, wrong)
		if c.Kind == Metadata && c.Type == "integer" && g.one(3) {
			value = Expr{SQL: c.Name + " / 2"}
		}
		s.Columns, s.Values = append(s.Columns, c.Name), append(s.Values, value)
	}
	if len(s.Columns) == 0 {
		return g.delete(i)
	}
	return s
}

func (g *generator) delete(i int) Step {
	t := g.tables[i]
	if g.fewDeletions && g.IntN(3) > 0 {
		return Shadow{i}
	}
	s := Delete{Table: i, Where: g.where(t, 1)}
	switch {
	case g.one(20):
		s.Where = nil
	case g.one(2):
		s.Where = Where{{t.KeyName(), "=", Expr{SQL: g.key(t.Column(t.KeyName()).Type)}}}
	}
	return s
}

func (g *generator) selection(i int) Step {
	t := g.tables[i]
	s := Select{Table: i, Columns: g.columns(t, t.KeyName()), Where: g.where(t, g.IntN(3)), Explain: g.one(10)}
	if g.one(2) {
		s.Where = append(s.Where, Term{t.KeyName(), "=", Expr{SQL: g.key(t.Column(t.KeyName()).Type)}})
	}
	if g.one(4) {
		s.Order = t.KeyName()
	}
	return s
}

// columns are the first ones and some others.
func (g *generator) columns(t Table, first ...string) []string {
	for _, c := range t.Columns {
		if c.Kind != Key && g.one(3) {
			first = append(first, c.Name)
		}
	}
	return first
}

// where makes n conditions on columns that are not vectors.
func (g *generator) where(t Table, n int) (w Where) {
	for range n {
		w = append(w, g.term(t, t.Column(pick(g, append(t.Columns, Column{Name: t.KeyName()})...).Name)))
	}
	return w
}

func (g *generator) term(t Table, c Column) Term {
	name := t.KeyName()
	if c.Kind == Vector || c.Kind == Key {
		return Term{name, pick(g, "<", ">", "=", "<=", "!="), Expr{SQL: g.key(t.Column(name).Type)}}
	}
	if c.Kind != Auxiliary && g.one(6) && c.Type != "boolean" && c.Type != "float" {
		return g.in(c.Name, func() string { return g.scalar(c) })
	}
	if c.Kind == Metadata && c.Type == "text" && g.one(10) {
		return Term{c.Name, "LIKE", Expr{SQL: pick(g, "'a%'", "'%b%'", "'twelve bytes'", "'_'", "NULL")}}
	}
	ops := []string{"=", "=", "!=", "<", "<=", ">", ">="}
	if c.Type == "boolean" {
		ops = []string{"=", "=", "!="}
	}
	operand := g.scalar(c)
	if g.one(15) {
		operand = pick(g, "NULL", "'10'", "10.7", "5", "x'61'", "'x'")
	}
	return Term{c.Name, pick(g, ops...), Expr{SQL: operand}}
}

func (g *generator) in(column string, value func() string) Term {
	list := value()
	for range g.IntN(6) {
		list += ", " + value()
	}
	return Term{column, "IN", Expr{SQL: "(" + list + ")"}}
}

func (g *generator) search(i int) Step {
	t := g.tables[i]
	c := pick(g, t.of(Vector)...)
	s := Search{Table: i, Columns: g.columns(t, t.KeyName(), "distance"), Vector: c.Name, Query: g.vector(c, false), Explain: g.one(20)}
	if g.one(30) {
		s.Query = g.wrongVector(c)
	}
	if g.one(3) {
		s.Order = "distance"
	}
	s.K = fmt.Sprintf("%s %d", pick(g, "k =", "k =", "LIMIT"), pick(g, 1, 1, 2, 3, 5, 8, 10, 30, 100))
	switch g.IntN(100) {
	case 0:
		s.K = pick(g, "", "k = 0", "k = -1", "k = NULL", "k = '3'", "k = 2.9", "k = 'x'", "LIMIT 0", "LIMIT -1", "k = 4096")
	case 1, 2:
		s.K = fmt.Sprintf("LIMIT %d OFFSET %d", 1+g.IntN(9), g.IntN(12))
	case 3:
		s.K = fmt.Sprintf("k = %d", pick(g, 4097, 5000, 100000))
	case 4:
		s.Order = pick(g, "distance DESC", t.KeyName(), "distance, "+t.KeyName())
	}
	for range pick(g, 0, 0, 1, 1, 2, 3) {
		s.Where = append(s.Where, g.searchTerm(t))
	}
	return s
}

// searchTerm is a condition of a search. All kinds are as likely as each other.
func (g *generator) searchTerm(t Table) Term {
	switch n := g.IntN(40); {
	case n == 0:
		return Term{pick(g, t.of(Vector)...).Name, "MATCH", g.vector(pick(g, t.of(Vector)...), false)}
	case n == 1 && t.Has(Auxiliary):
		return g.term(t, pick(g, t.of(Auxiliary)...))
	case n == 2:
		return Term{"distance", pick(g, "=", "!=", "IS"), Expr{SQL: "1"}}
	case n == 3:
		c := pick(g, t.Columns...)
		return pick(g, Term{c.Name, "IS NULL", Expr{}}, Term{c.Name, "IS NOT NULL", Expr{}},
			Term{c.Name, "GLOB", Expr{SQL: "'a*'"}}, Term{c.Name, "<", Expr{SQL: "1"}}, Term{c.Name, "IN", Expr{SQL: "(1, 2)"}})
	case n < 9:
		return Term{"distance", pick(g, "<", "<=", ">", ">="), Expr{SQL: pick(g, "0", "0.5", "1", "1.5", "3", "10.0", "'2'", "NULL")}}
	case n < 15:
		return g.in(t.KeyName(), func() string { return g.key(t.Column(t.KeyName()).Type) })
	case n < 17:
		return g.term(t, Column{Kind: Key})
	case n < 26 && t.Has(Partition):
		return g.term(t, pick(g, t.of(Partition)...))
	case t.Has(Metadata):
		return g.term(t, pick(g, t.of(Metadata)...))
	}
	return Term{"distance", ">=", Expr{SQL: "0"}}
}

// control begins and ends transactions and savepoints, mostly in an order that
// makes sense, and now and then makes a table anew.
func (g *generator) control(i int) Step {
	name := pick(g, "x", "x", "y")
	switch g.IntN(12) {
	case 0, 1, 2:
		return Control{"BEGIN"}
	case 3, 4:
		return Control{"COMMIT"}
	case 5:
		return Control{"ROLLBACK"}
	case 6, 7:
		return Control{"SAVEPOINT " + name}
	case 8:
		return Control{"ROLLBACK TO " + name}
	case 9, 10:
		return Control{"RELEASE " + name}
	}
	if g.one(2) {
		return Optimize{i}
	}
	return pick[Step](g, Drop{i}, Create{i}, Create{i}, Control{"SELECT 1"})
}
