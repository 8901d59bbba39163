package expression

import (
	"strings"

	"github.com/nearlite/nearlite/internal/oracle"
)

// Node is an SQL expression: a function of other nodes, the column of the
// query's rows, or a value, which is a parameter or, if Literal, part of the
// text.
type Node struct {
	Template string // SQL with a "$" for each of Args; "" for a value
	Args     []*Node
	Value    oracle.Value
	Literal  bool
}

// column is the template of the column of a query's rows.
const column = "v"

func call(template string, args ...*Node) *Node { return &Node{Template: template, Args: args} }

func value(v any) *Node { return &Node{Value: oracle.Value{Any: v}} }

// literal is a value that is part of the text.
func literal(v any) *Node { return &Node{Value: oracle.Value{Any: v}, Literal: true} }

// Function is the name of the function that the node calls, "" for a value and
// for what is no call.
func (n *Node) Function() string {
	name, _, _ := strings.Cut(n.Template, "(")
	if name == n.Template {
		return ""
	}
	return name
}

// build appends the node's SQL, and its parameters to args.
func (n *Node) build(sql *strings.Builder, args *[]oracle.Value) {
	switch {
	case n.Template == "" && n.Literal:
		sql.WriteString(n.Value.SQL())
	case n.Template == "":
		sql.WriteByte('?')
		*args = append(*args, n.Value)
	default:
		for i, part := range strings.Split(n.Template, "$") {
			if i > 0 {
				n.Args[i-1].build(sql, args)
			}
			sql.WriteString(part)
		}
	}
}

// String is the expression with all values written out.
func (n *Node) String() string {
	if n.Template == "" {
		return n.Value.SQL()
	}
	var sql strings.Builder
	for i, part := range strings.Split(n.Template, "$") {
		if i > 0 {
			sql.WriteString(n.Args[i-1].String())
		}
		sql.WriteString(part)
	}
	return sql.String()
}

// replace returns the tree with new in the place of old; nodes that are not
// above it stay the same.
func (n *Node) replace(old, new *Node) *Node {
	if n == old {
		return new
	}
	changed := *n
	changed.Args = make([]*Node, len(n.Args))
	same := true
	for i, a := range n.Args {
		changed.Args[i] = a.replace(old, new)
		same = same && changed.Args[i] == a
	}
	if same {
		return n
	}
	return &changed
}

// with returns the tree with value for the column.
func (n *Node) with(value oracle.Value) *Node {
	tree := n
	n.each(func(m *Node) {
		if m.Template == column {
			tree = tree.replace(m, &Node{Value: value})
		}
	})
	return tree
}

// values returns the tree with f of its values.
func (n *Node) values(f func(oracle.Value) oracle.Value) *Node {
	changed := *n
	if n.Template == "" {
		changed.Value = f(n.Value)
	}
	changed.Args = make([]*Node, len(n.Args))
	for i, a := range n.Args {
		changed.Args[i] = a.values(f)
	}
	return &changed
}

// each calls f for the node and all below it.
func (n *Node) each(f func(*Node)) {
	f(n)
	for _, a := range n.Args {
		a.each(f)
	}
}
