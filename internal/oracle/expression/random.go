package expression

import (
	"math/rand/v2"

	"github.com/nearlite/nearlite/vector"
)

// generator makes one query.
type generator struct {
	*rand.Rand
	column bool // the expression may use the column
}

// Random returns a random query. Equal states of r give equal queries.
func Random(r *rand.Rand) Query {
	g := generator{r, r.IntN(4) == 0}
	dims := g.dims()
	e := g.element()
	q := Query{Each: g.IntN(8) == 0}
	if g.column {
		for range 1 + g.IntN(4) {
			q.Rows = append(q.Rows, g.leaf(vector.Float32, dims).Value)
		}
	}
	if q.Each {
		q.Root = g.vector(e, dims, g.IntN(3))
	} else {
		q.Root = g.root(e, dims)
	}
	return q
}

// dims is a length from 1 to 200, mostly small, often whole bytes of bits.
func (g generator) dims() int {
	switch g.IntN(8) {
	case 0:
		return 1 + g.IntN(200)
	case 1:
		return 8 * (1 + g.IntN(25))
	case 2, 3, 4:
		return 8 * (1 + g.IntN(3))
	}
	return 1 + g.IntN(12)
}

func (g generator) element() vector.Element {
	return []vector.Element{vector.Float32, vector.Float32, vector.Int8, vector.Bit}[g.IntN(4)]
}

// root is what a query selects.
func (g generator) root(e vector.Element, dims int) *Node {
	depth := g.IntN(4)
	switch g.IntN(3) {
	case 0:
		return g.distance(e, dims, depth)
	case 1:
		return g.vector(e, dims, depth+1)
	}
	return call(g.pick("vec_length($)", "vec_type($)", "vec_to_json($)", "typeof($)", "hex($)", "json_array($)", "quote($)",
		"vec_type(coalesce($, NULL))", "vec_type(+$)"), g.vector(e, dims, depth))
}

func (g generator) distance(e vector.Element, dims, depth int) *Node {
	template := g.pick("vec_distance_l2($, $)", "vec_distance_l1($, $)", "vec_distance_cosine($, $)")
	if (e == vector.Bit) == (g.IntN(10) > 0) {
		template = "vec_distance_hamming($, $)"
	}
	return call(template, g.vector(e, dims, depth), g.vector(e, dims, depth))
}

// vector is an expression, of so many calls above each other, that mostly is a
// vector of the element type and length asked for.
func (g generator) vector(e vector.Element, dims, depth int) *Node {
	if g.IntN(100) == 0 {
		return g.wrong()
	}
	if g.IntN(80) == 0 {
		dims = g.dims()
	}
	if g.IntN(80) == 0 {
		e = g.element()
	}
	if depth <= 0 {
		return g.typed(e, dims)
	}
	depth--
	switch n := g.IntN(20); {
	case n == 0:
		return g.converted(dims, depth)
	case n < 6:
		return g.slice(e, dims, depth)
	case e == vector.Bit && n < 19:
		return call("vec_quantize_binary($)", g.vector(g.numeric(), (dims+7)/8*8, depth))
	case e == vector.Int8 && n < 11:
		return call("vec_quantize_int8($, $)", g.vector(vector.Float32, dims, depth), g.unit())
	case e == vector.Float32 && n < 10:
		return call("vec_normalize($)", g.vector(e, dims, depth))
	case e == vector.Float32 && n < 13:
		return call(g.pick("vec_to_json($)", "json(vec_to_json($))", "vec_f32($)"), g.vector(e, dims, depth))
	}
	return call(g.pick("vec_add($, $)", "vec_sub($, $)"), g.vector(e, dims, depth), g.vector(e, dims, depth))
}

func (g generator) numeric() vector.Element { return vector.Element(g.IntN(2)) }

// converted is another vector read anew, without its type or as another one.
func (g generator) converted(dims, depth int) *Node {
	return call(g.pick("vec_f32($)", "vec_int8($)", "vec_bit($)", "CAST($ AS BLOB)", "CAST($ AS TEXT)", "substr($, 1)",
		"vec_to_json($)", "json($)", "jsonb($)"), g.vector(g.element(), dims, depth))
}

// slice cuts dims elements out of a longer vector, or tries something else.
func (g generator) slice(e vector.Element, dims, depth int) *Node {
	before, after := g.IntN(10), g.IntN(10)
	if e == vector.Bit && g.IntN(10) > 0 {
		before, after = 8*(before/3), 8*(after/3)
	}
	if e == vector.Bit {
		dims = (dims + 7) / 8 * 8
	}
	start, end := value(int64(before)), value(int64(before+dims))
	switch g.IntN(24) {
	case 0:
		start = g.bound()
	case 1:
		end = g.bound()
	}
	return call("vec_slice($, $, $)", g.vector(e, before+dims+after, depth), start, end)
}

// bound is an odd argument of vec_slice.
func (g generator) bound() *Node {
	return value(g.any(int64(-1), int64(0), int64(g.IntN(220)), int64(1)<<32, int64(1)<<31, int64(-1)<<31, 2.9, -0.5, 1e300, "3", " 2x", "", nil, []byte("4")))
}

func (g generator) unit() *Node {
	if g.IntN(10) > 0 {
		return value("unit")
	}
	return value(g.any("UNIT", "Unit", "units", "uni", "", "un\x00t", nil, int64(1), 1.5, []byte("unit")))
}

// wrong is something that is no vector in most places.
func (g generator) wrong() *Node {
	switch g.IntN(3) {
	case 0:
		// An exact distance: the others are compared with a tolerance, which
		// has no place inside of a text.
		return call("vec_distance_l1($, $)", g.typed(vector.Int8, 3), g.typed(vector.Int8, 3))
	case 1:
		return call("vec_length($)", g.typed(g.element(), g.dims()))
	}
	v := g.any(nil, int64(g.IntN(300)-100), g.NormFloat64(), "", "[]", " [] ", "[", "[ ]", "x", "]", []byte{}, []byte{1, 2, 3}, make([]byte, 1+g.IntN(9)))
	return g.some(v)
}

func (g generator) pick(list ...string) string { return list[g.IntN(len(list))] }

func (g generator) any(list ...any) any { return list[g.IntN(len(list))] }

// some is a value, as a parameter or as a part of the text.
func (g generator) some(v any) *Node {
	if g.IntN(3) == 0 {
		return literal(v)
	}
	return value(v)
}
