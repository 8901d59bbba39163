package expression

import (
	"encoding/binary"
	"math"
	"strconv"
	"strings"

	"github.com/nearlite/nearlite/vector"
)

// typed is a leaf of the element type asked for.
func (g generator) typed(e vector.Element, dims int) *Node {
	if g.column && g.IntN(2) == 0 {
		n := call(column)
		if e != vector.Float32 {
			n = call("vec_"+e.String()+"($)", n)
		}
		return n
	}
	n := g.leaf(e, dims)
	if e == vector.Float32 {
		return n
	}
	return call("vec_"+e.String()+"($)", n)
}

// leaf is the value of a vector, a blob or, where there is one, a text.
func (g generator) leaf(e vector.Element, dims int) *Node {
	var v any
	switch text := g.IntN(3) == 0; {
	case e == vector.Bit:
		v = g.bytes((dims + 7) / 8)
	case e == vector.Int8 && text:
		v = g.text(dims, g.integer)
	case e == vector.Int8:
		v = g.bytes(dims)
	case text:
		v = g.text(dims, g.decimal)
	default:
		v = g.floats(dims)
	}
	return g.some(v)
}

func (g generator) bytes(n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(g.Uint32())
	}
	if g.IntN(20) == 0 {
		clear(b)
	}
	return b
}

// floats is a blob of elements of about the same size; some blobs hold special
// elements, or bytes too many.
func (g generator) floats(dims int) []byte {
	scale := []float64{1, 1, 1, 0.01, 1000, 1e8, 1e-8, 1e20, 1e-20, 1e37}[g.IntN(10)]
	special := g.IntN(12) == 0
	zero := g.IntN(40) == 0
	var b []byte
	for range dims {
		x := float32(g.NormFloat64() * scale)
		if special && g.IntN(4) == 0 {
			x = math.Float32frombits([]uint32{0, 1 << 31, 1, 0x80000001, 0x7f7fffff, 0xff7fffff, 0x7f800000, 0xff800000,
				0x7fc00000, 0xffc00000, 0x7f800001, 0x00800000, 0x3f800000}[g.IntN(13)])
		}
		if zero {
			x = 0
		}
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(x))
	}
	if g.IntN(60) == 0 {
		b = append(b, make([]byte, 1+g.IntN(3))...)
	}
	return b
}

// text is a JSON array of dims numbers; one in four is spelled oddly in a few
// places.
func (g generator) text(dims int, number func(odd bool) string) string {
	odd := g.IntN(4) == 0
	often := dims + 8 // how often a number, on average, is odd in an odd text
	rare := func(list ...string) string { return list[max(0, g.IntN(len(list)+9)-9)] }
	var b strings.Builder
	b.WriteByte('[')
	for i := range dims {
		if i > 0 {
			separator := ","
			if odd && g.IntN(often) < 4 {
				separator = g.pick(", ", " ", ",,", " ,\t", "\n", "\v", ";", "", "\f,", ",\v", "\u00a0", ":", "\x00", ",]", "+", "-", ".")
			}
			b.WriteString(separator)
		}
		b.WriteString(number(odd && g.IntN(often) < 4))
	}
	if !odd {
		return b.String() + "]"
	}
	return rare("", " ", "\n\t\r ", "\v", "[", "x", "[,", "[ ", "\x00") + b.String() + rare("]", "", " ]", ",]", "]x", "]]", ";]", ", ", "\v]", "\x00", "\x00]", "e", ".", "}")
}

// decimal is an element of a float32 vector.
func (g generator) decimal(odd bool) string {
	x := g.NormFloat64()
	if odd {
		return g.pick("+1", "-0", ".5", "-.5", "1.", "1e5", "1E-3", "1e+2", "007", "0x10", "0X1.8p3", "-0x.8", "0x1p-3", "0x", "0x.", "0xg", "0x1p", "1e", "1e+", "1e39",
			"-1e39", "3.4028235e38", "3.4028236e38", "1e999", "-1e999", "1e-999", "1e-46", "1e-45", "-1e-50", "4e-320", "0e-999", "0x1p-1080", "0x1p-200", "0x1p200", "0x1p2000", "nan", "NaN", "-nan", "inf", "-inf", "+Infinity", "INF",
			"nan(12)", "infinit", "nul", "null", "true", "--1", "+-1", "+", "-", ".", "e5", "1_0", "\"1\"", "[1]", "1.5.5", "1-1", "16777217", "0.1000000014901161193847656251",
			strings.Repeat("9", 40), "0."+strings.Repeat("0", 40)+"1", "123456789012345678901234567890", "\v1", "\f 1", "١")
	}
	switch g.IntN(4) {
	case 0:
		return strconv.FormatFloat(x, 'g', -1, 32)
	case 1:
		return strconv.FormatFloat(x*100, 'f', g.IntN(20), 64)
	case 2:
		return strconv.FormatFloat(x*math.Pow(10, float64(g.IntN(40)-20)), 'e', g.IntN(18), 64)
	}
	return strconv.Itoa(g.IntN(201) - 100)
}

// integer is an element of an int8 vector.
func (g generator) integer(odd bool) string {
	if odd {
		return g.pick("+5", "-0", "007", "128", "-129", "300", "127", "-128", "1.5", "1e2", "0x10", "99999999999999999999", "-99999999999999999999",
			"9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809", "--1", "+", "nan", "inf", "null", "\"1\"", "[1]", "\v1", "1_0", "١")
	}
	return strconv.Itoa(g.IntN(256) - 128)
}
