package expression

import (
	"strings"

	"github.com/nearlite/nearlite/internal/oracle"
)

// Query is a SELECT of an expression: its value, or if Each the rows that
// vec_each makes of it; once, or for each of Rows, which are the values of the
// column in turn.
type Query struct {
	Root *Node
	Rows []oracle.Value
	Each bool
}

// Statement returns the query in SQL.
func (q Query) Statement() oracle.Statement {
	var root, text strings.Builder
	var args, rows []oracle.Value
	q.Root.build(&root, &args)
	if len(q.Rows) > 0 {
		text.WriteString("WITH r(" + column + ") AS (VALUES ")
		for i, v := range q.Rows {
			if i > 0 {
				text.WriteByte(',')
			}
			text.WriteString("(?)")
			rows = append(rows, v)
		}
		text.WriteString(") ")
	}
	from := ""
	if len(q.Rows) > 0 {
		from = " FROM r"
	}
	switch {
	case q.Each && from != "":
		text.WriteString("SELECT e.rowid, e.value" + from + " JOIN vec_each(" + root.String() + ") AS e")
	case q.Each:
		text.WriteString("SELECT rowid, value, vector FROM vec_each(" + root.String() + ")")
	default:
		text.WriteString("SELECT " + root.String() + from)
	}
	return oracle.Statement{SQL: text.String(), Args: append(rows, args...)}
}

// Single returns the queries of single expressions that the query consists of,
// one for each of its rows.
func (q Query) Single() []Query {
	if len(q.Rows) == 0 {
		return []Query{q}
	}
	list := make([]Query, len(q.Rows))
	for i, v := range q.Rows {
		list[i] = Query{Root: q.Root.with(v), Each: q.Each}
	}
	return list
}

// String is the query with all values written out.
func (q Query) String() string {
	text := q.Root.String()
	if q.Each {
		text = "vec_each(" + text + ")"
	}
	if len(q.Rows) == 0 {
		return text
	}
	text += " with " + column + " in turn"
	for _, v := range q.Rows {
		text += " " + v.SQL()
	}
	return text
}
