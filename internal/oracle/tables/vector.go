package tables

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/nearlite/nearlite/vector"
)

// vector is a vector that fits a column. Stored ones may also be blobs that have
// no type, which 0.1.9 does not take for int8 and bit.
func (g *generator) vector(c Column, stored bool) Expr {
	bytes := make([]byte, c.Element.BlobSize(c.Dims))
	switch c.Element {
	case vector.Bit:
		for i := range bytes {
			bytes[i] = pick[byte](g, 0, 0, 1, 3, 255, byte(g.IntN(256)))
		}
		return g.typed("vec_bit(%s)", blob(bytes), stored)
	case vector.Int8:
		elements := make([]string, c.Dims)
		spread := pick(g, 3, 3, 256)
		for i := range elements {
			x := g.IntN(spread) - spread/2
			bytes[i], elements[i] = byte(x), strconv.Itoa(x)
		}
		if g.one(2) {
			return Expr{SQL: "vec_int8('[" + strings.Join(elements, ",") + "]')"}
		}
		return g.typed("vec_int8(%s)", blob(bytes), stored)
	}
	elements := make([]string, c.Dims)
	fine := g.one(4)
	for i := range elements {
		x := float32(g.IntN(5)-2) / 2
		if fine {
			x = float32(g.NormFloat64())
		}
		binary.LittleEndian.PutUint32(bytes[4*i:], math.Float32bits(x))
		elements[i] = strconv.FormatFloat(float64(x), 'g', -1, 32)
	}
	text := "'[" + strings.Join(elements, ",") + "]'"
	return Expr{SQL: pick(g, text, blob(bytes), "vec_f32("+text+")")}
}

func (g *generator) typed(call, literal string, stored bool) Expr {
	typed := fmt.Sprintf(call, literal)
	if stored && g.one(6) {
		return Expr{SQL: literal, There: typed}
	}
	return Expr{SQL: typed}
}

func blob(b []byte) string { return "x'" + hex.EncodeToString(b) + "'" }

// wrongVector does not fit a column.
func (g *generator) wrongVector(c Column) Expr {
	if c.Element == vector.Float32 && g.one(4) {
		nan := make([]string, c.Dims)
		for i := range nan {
			nan[i] = "1"
		}
		nan[g.IntN(c.Dims)] = pick(g, "nan", "inf", "-inf", "1e39")
		return Expr{SQL: "'[" + strings.Join(nan, ",") + "]'", NotFinite: true}
	}
	if g.one(2) {
		c.Dims += 8
		return g.vector(c, false)
	}
	if g.one(2) {
		other := Column{Element: pick(g, vector.Float32, vector.Int8, vector.Bit), Dims: 8}
		e := g.vector(other, false)
		// Without its type, as in an UPDATE, it is read as float32 elements.
		e.NotFinite = c.Element == vector.Float32 && other.Element != vector.Float32
		return e
	}
	if g.one(4) {
		odd := Expr{SQL: "x'010203'"}
		if c.Element == vector.Int8 && c.Dims == 3 {
			odd.There = "vec_int8(" + odd.SQL + ")"
		}
		return odd
	}
	return Expr{SQL: pick(g, "NULL", "1", "1.5", "'x'", "''", "x''", "'[1'")}
}
