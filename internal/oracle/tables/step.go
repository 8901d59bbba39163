package tables

import (
	"fmt"
	"slices"
	"strings"
)

// Step is a statement of a sequence.
type Step interface {
	// SQL is the statement, for the tables of its sequence.
	SQL(tables []Table) string

	// smaller lists statements that ask for less.
	smaller() []Step
	// without is the statement on a table that lacks a column; false if there
	// is none.
	without(table int, column string) (Step, bool)
}

// Expr is an SQL expression.
type Expr struct {
	SQL       string
	There     string // what sqlite-vec 0.1.9 needs to take the same value; "" for SQL
	NotFinite bool   // a vector that may have an element which is NaN or infinite: 0.1.9 takes those
}

func (e Expr) there() string {
	if e.There != "" {
		return e.There
	}
	return e.SQL
}

// Insert inserts rows, each of which has an expression for each of Columns.
type Insert struct {
	Table    int
	Conflict string // "", "OR REPLACE" or "OR IGNORE"
	Columns  []string
	Rows     [][]Expr
	Union    bool // the rows are SELECTs, not VALUES
}

// SQL implements Step.
func (s Insert) SQL(tables []Table) string { return s.text(tables, s.Conflict, s.Rows, false) }

// There is a plain INSERT of the rows as 0.1.9 needs it.
func (s Insert) There(tables []Table) string { return s.text(tables, "", s.Rows, true) }

// Row is the INSERT of one of the rows.
func (s Insert) Row(i int) Insert {
	s.Rows = s.Rows[i : i+1]
	return s
}

// NotFinite reports whether a vector of the row has an element that is NaN or
// infinite.
func (s Insert) NotFinite() bool {
	for _, row := range s.Rows {
		for _, e := range row {
			if e.NotFinite {
				return true
			}
		}
	}
	return false
}

func (s Insert) text(tables []Table, conflict string, rows [][]Expr, there bool) string {
	list := make([]string, len(rows))
	for i, row := range rows {
		cells := make([]string, len(row))
		for j, e := range row {
			if cells[j] = e.SQL; there {
				cells[j] = e.there()
			}
		}
		if list[i] = "(" + strings.Join(cells, ", ") + ")"; s.Union {
			list[i] = "SELECT " + strings.Join(cells, ", ")
		}
	}
	values := " VALUES " + strings.Join(list, ", ")
	if s.Union {
		values = " " + strings.Join(list, " UNION ALL ")
	}
	return strings.Join(strings.Fields("INSERT "+conflict+" INTO "+tables[s.Table].Qualified()), " ") + "(" + strings.Join(s.Columns, ", ") + ")" + values
}

// Key is the key of the first row, "NULL" without one.
func (s Insert) Key(tables []Table) string {
	if i := slices.Index(s.Columns, tables[s.Table].KeyName()); i >= 0 {
		return s.Rows[0][i].SQL
	}
	return "NULL"
}

// Copy inserts rows of another table.
type Copy struct {
	Table, From      int
	Columns, Sources []string
	Where            Where
}

// SQL implements Step.
func (s Copy) SQL(tables []Table) string {
	return fmt.Sprintf("INSERT INTO %s(%s) SELECT %s FROM %s%s", tables[s.Table].Qualified(), strings.Join(s.Columns, ", "),
		strings.Join(s.Sources, ", "), tables[s.From].Qualified(), s.Where)
}

// Update sets columns.
type Update struct {
	Table   int
	Columns []string
	Values  []Expr
	Where   Where
}

// SQL implements Step.
func (s Update) SQL(tables []Table) string {
	list := make([]string, len(s.Columns))
	for i, c := range s.Columns {
		list[i] = c + " = " + s.Values[i].SQL
	}
	return fmt.Sprintf("UPDATE %s SET %s%s", tables[s.Table].Qualified(), strings.Join(list, ", "), s.Where)
}

// NotFinite reports whether a vector has an element that is NaN or infinite.
func (s Update) NotFinite() bool { return Insert{Rows: [][]Expr{s.Values}}.NotFinite() }

// Delete deletes rows.
type Delete struct {
	Table int
	Where Where
}

// SQL implements Step.
func (s Delete) SQL(tables []Table) string {
	return "DELETE FROM " + tables[s.Table].Qualified() + s.Where.String()
}

// Select reads rows, but not those nearest to a vector. The first of Columns is
// the key.
type Select struct {
	Table   int
	Columns []string
	Where   Where
	Order   string // "" for the order of the table
	Explain bool
}

// SQL implements Step.
func (s Select) SQL(tables []Table) string {
	text := fmt.Sprintf("SELECT %s FROM %s%s", strings.Join(s.Columns, ", "), tables[s.Table].Qualified(), s.Where)
	if s.Order != "" {
		text += " ORDER BY " + s.Order
	}
	return explain(s.Explain) + text
}

func explain(on bool) string {
	if on {
		return "EXPLAIN QUERY PLAN "
	}
	return ""
}

// Control is a statement of transactions, or one that creates or drops a table.
type Control struct{ Text string }

// SQL implements Step.
func (s Control) SQL([]Table) string { return s.Text }

// Create creates a table, which must not exist.
type Create struct{ Table int }

// SQL implements Step.
func (s Create) SQL(tables []Table) string { return tables[s.Table].Create() }

// Drop drops a table.
type Drop struct{ Table int }

// SQL implements Step.
func (s Drop) SQL(tables []Table) string { return "DROP TABLE " + tables[s.Table].Qualified() }

// Optimize moves rows into the free slots of older chunks, which 0.1.9 cannot.
type Optimize struct{ Table int }

// SQL implements Step.
func (s Optimize) SQL(tables []Table) string {
	t := tables[s.Table]
	return fmt.Sprintf("INSERT INTO %s(%s) VALUES ('optimize')", t.Qualified(), t.Name)
}

// Shadow reads the shadow tables of a table.
type Shadow struct{ Table int }

// SQL implements Step. It is one of several statements that the step stands for.
func (s Shadow) SQL(tables []Table) string {
	return "SELECT * FROM " + tables[s.Table].Shadow("rowids")
}

// Where is a list of conditions, all of which hold.
type Where []Term

// Term is the condition that a column has to something, such as "n" "<=" "3".
type Term struct {
	Column, Op string
	Operand    Expr
}

// IsList reports whether the condition is a list of several values: SQLite takes
// a list of one for an equality.
func (t Term) IsList() bool { return t.Op == "IN" && strings.Contains(t.Operand.SQL, ",") }

func (t Term) String() string { return strings.TrimSpace(t.Column + " " + t.Op + " " + t.Operand.SQL) }

func (w Where) String() string {
	if len(w) == 0 {
		return ""
	}
	return " WHERE " + w.and()
}

func (w Where) and() string {
	list := make([]string, len(w))
	for i, t := range w {
		list[i] = t.String()
	}
	return strings.Join(list, " AND ")
}
