package expression

import (
	"slices"
	"strings"

	"github.com/nearlite/nearlite/internal/oracle"
)

// reduceTries bounds the work of Reduce.
const reduceTries = 3000

// Reduce returns a smaller query for which fails still holds, as it does for q.
func (q Query) Reduce(fails func(Query) bool) Query {
	for tries := 0; ; {
		i := slices.IndexFunc(q.smaller(), func(candidate Query) bool {
			tries++
			return tries <= reduceTries && fails(candidate)
		})
		if i < 0 {
			return q
		}
		q = q.smaller()[i]
	}
}

// smaller lists smaller queries, those much smaller first.
func (q Query) smaller() []Query {
	var list []Query
	with := func(root *Node) { list = append(list, Query{root, q.Rows, q.Each}) }
	if len(q.Rows) > 0 {
		list = append(list, q.Single()...)
		for i := range q.Rows {
			if rows := slices.Delete(slices.Clone(q.Rows), i, i+1); len(rows) > 0 {
				list = append(list, Query{q.Root, rows, q.Each})
			}
		}
	}
	if q.Each {
		list = append(list, Query{q.Root, q.Rows, false})
	}
	q.Root.each(func(n *Node) {
		for _, a := range n.Args {
			with(q.Root.replace(n, a))
		}
	})
	for _, cut := range cuts {
		// All vectors at once, since they may have to agree in length.
		if all := q.Root.values(cut); all.String() != q.Root.String() {
			with(all)
		}
	}
	for _, cut := range cuts {
		q.Root.each(func(n *Node) {
			if n.Template == "" && cut(n.Value).SQL() != n.Value.SQL() {
				with(q.Root.replace(n, &Node{Value: cut(n.Value), Literal: n.Literal}))
			}
		})
	}
	return list
}

// cuts take a part of a vector off. What cannot be cut stays as it is.
var cuts = []func(oracle.Value) oracle.Value{
	func(v oracle.Value) oracle.Value { return keep(v, func(n int) (int, int) { return 0, min(n, 2) }) },
	func(v oracle.Value) oracle.Value { return keep(v, func(n int) (int, int) { return 0, min(n, 8) }) },
	func(v oracle.Value) oracle.Value { return keep(v, func(n int) (int, int) { return 0, n / 2 }) },
	func(v oracle.Value) oracle.Value { return keep(v, func(n int) (int, int) { return n / 2, n }) },
	func(v oracle.Value) oracle.Value { return keep(v, func(n int) (int, int) { return 0, n - 1 }) },
	func(v oracle.Value) oracle.Value { return keep(v, func(n int) (int, int) { return 1, n }) },
	func(v oracle.Value) oracle.Value { return trim(v, 0, 1) },
	func(v oracle.Value) oracle.Value { return trim(v, 1, 0) },
}

// keep returns the elements of a vector that part names, given their number: 4
// bytes of a blob, or what stands between the commas of a text.
func keep(v oracle.Value, part func(n int) (from, to int)) oracle.Value {
	switch x := v.Any.(type) {
	case []byte:
		if n := len(x) / 4; n > 1 {
			from, to := part(n)
			return oracle.Value{Any: x[4*from : 4*to]}
		}
	case string:
		inner := strings.TrimSuffix(strings.TrimPrefix(x, "["), "]")
		if elements := strings.Split(inner, ","); len(elements) > 1 {
			from, to := part(len(elements))
			return oracle.Value{Any: strings.Replace(x, inner, strings.Join(elements[from:to], ","), 1)}
		}
	}
	return v
}

// trim takes bytes off the ends of a text or blob.
func trim(v oracle.Value, front, back int) oracle.Value {
	switch x := v.Any.(type) {
	case []byte:
		if len(x) > front+back {
			return oracle.Value{Any: x[front : len(x)-back]}
		}
	case string:
		if len(x) > front+back {
			return oracle.Value{Any: x[front : len(x)-back]}
		}
	}
	return v
}
