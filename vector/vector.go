package vector

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strconv"
)

// Vector is a vector that knows its element type. The zero value is the empty
// float32 vector, which stands for SQL's NULL and JSON's null.
//
// As a query argument a Vector is bound as its blob; as a target of Scan it
// takes a blob, or text such as "[1, 2]". To read int8 or bit vectors, scan into
// the result of [Empty]:
//
//	v := vector.Empty(vector.Int8)
//	err := db.QueryRow("select code from items").Scan(&v)
//
// Note that a blob that is bound carries no type: sqlite-vec takes it as float32
// unless the statement says vec_int8(?) or vec_bit(?).
//
// Assigning a Vector shares its elements, as with a slice; [Vector.Clone] copies
// them. A Vector may be read by several goroutines at once.
type Vector struct {
	element Element
	floats  []float32 // elements, if element is Float32
	raw     []byte    // the blob, if element is Int8 or Bit
}

// Empty returns the vector of element type e without elements.
func Empty(e Element) Vector { return Vector{element: e} }

// FromFloat32s returns the float32 vector with the elements v. It keeps v.
func FromFloat32s(v []float32) Vector { return Vector{element: Float32, floats: v} }

// FromInt8s returns the int8 vector with the elements v. It keeps v.
func FromInt8s(v []int8) Vector { return Vector{element: Int8, raw: Int8sToBlob(v)} }

// FromBits returns the bit vector of 8*len(packed) dimensions, of which number i
// is bit i%8 of byte i/8. It keeps packed.
func FromBits(packed []byte) Vector { return Vector{element: Bit, raw: packed} }

// FromBlob returns the vector that blob encodes, or the [*FormatError] of
// [CheckBlob]. The vector is a copy.
func FromBlob(e Element, blob []byte) (Vector, error) {
	v := Empty(e)
	err := v.setBlob(blob)
	return v, err
}

// Parse returns the vector that text says, a JSON array of numbers; see
// [ParseFloat32] and [ParseInt8]. The numbers of a bit vector are 0 and 1, and
// there are a multiple of 8 of them.
func Parse(e Element, text []byte) (Vector, error) {
	v := Empty(e)
	err := v.setText(text)
	return v, err
}

// Element returns the element type.
func (v Vector) Element() Element { return v.element }

// Dims returns the number of elements; for a bit vector that is the number of
// bits.
func (v Vector) Dims() int {
	if v.element == Float32 {
		return len(v.floats)
	}
	return v.element.Dims(len(v.raw))
}

// Float32s returns the elements of a float32 vector, and nil for another. The
// slice is the vector's own.
func (v Vector) Float32s() []float32 { return v.floats }

// Int8s returns the elements of an int8 vector, and nil for another. The slice
// is the vector's own.
func (v Vector) Int8s() []int8 {
	if v.element != Int8 {
		return nil
	}
	return Int8sFromBlob(v.raw)
}

// Bits returns the packed bits of a bit vector, and nil for another. The slice
// is the vector's own.
func (v Vector) Bits() []byte {
	if v.element != Bit {
		return nil
	}
	return v.raw
}

// AppendBlob appends the vector's blob encoding to dst.
func (v Vector) AppendBlob(dst []byte) []byte {
	if v.element == Float32 {
		return AppendFloat32s(dst, v.floats)
	}
	return append(dst, v.raw...)
}

// Clone returns a vector with elements of its own.
func (v Vector) Clone() Vector {
	v.floats, v.raw = slices.Clone(v.floats), bytes.Clone(v.raw)
	return v
}

// Equal reports whether v and w have the same element type, length and
// elements. Elements are compared as numbers: -0 equals 0, NaN equals nothing.
func (v Vector) Equal(w Vector) bool {
	return v.element == w.element && slices.Equal(v.floats, w.floats) && bytes.Equal(v.raw, w.raw)
}

// Normalize returns v scaled to length 1, for a float32 vector; an int8 or bit
// vector gives [ErrUnsupportedElement], and a vector without a direction
// [ErrZeroVector]. The length is taken in float64.
func (v Vector) Normalize() (Vector, error) {
	if v.element != Float32 {
		return Vector{}, fmt.Errorf("vector: normalize: %w: %s; only float32 vectors have a unit length", ErrUnsupportedElement, v.element)
	}
	if err := CheckFinite(v.floats); err != nil {
		return Vector{}, err
	}
	var sum float64
	for _, x := range v.floats {
		sum += float64(x) * float64(x)
	}
	if sum == 0 {
		return Vector{}, fmt.Errorf("vector: normalize: %w", ErrZeroVector)
	}
	unit, norm := make([]float32, len(v.floats)), math.Sqrt(sum)
	for i, x := range v.floats {
		unit[i] = float32(float64(x) / norm)
	}
	return FromFloat32s(unit), nil
}

// Distance returns the distance between a and b; see [Metric.Float32] for its
// rounding. It returns [ErrElementMismatch], [ErrDimensionMismatch],
// [ErrUnsupportedElement] or [ErrEmptyVector] where there is none, and
// [ErrZeroVector] for the Cosine of a zero vector. NaN elements give NaN.
func Distance(m Metric, a, b Vector) (float64, error) {
	switch {
	case a.element != b.element:
		return 0, elementMismatch(a.element, b.element)
	case a.Dims() != b.Dims():
		return 0, dimensionMismatch(a.Dims(), b.Dims())
	case !m.Supports(a.element):
		return 0, unsupportedElement(m, a.element)
	case a.Dims() == 0:
		return 0, fmt.Errorf("vector: %w", ErrEmptyVector)
	case m == Cosine && (a.isZero() || b.isZero()):
		return 0, fmt.Errorf("vector: cosine distance: %w", ErrZeroVector)
	}
	switch a.element {
	case Int8:
		return m.Int8(a.Int8s(), b.Int8s()), nil
	case Bit:
		return m.Bit(a.raw, b.raw), nil
	}
	return m.Float32(a.floats, b.floats), nil
}

func (v Vector) isZero() bool {
	for _, x := range v.floats {
		if x != 0 {
			return false
		}
	}
	for _, x := range v.raw {
		if x != 0 {
			return false
		}
	}
	return true
}

// shownElements is how many elements String prints; bits are printed by the
// byte.
const shownElements = 4

// String returns a short description: type, dimensions and the first elements,
// such as "float32[384] 0.12 -0.03 0.5 0.007 …".
func (v Vector) String() string {
	text := fmt.Appendf(nil, "%s[%d]", v.element, v.Dims())
	n := max(len(v.floats), len(v.raw))
	for i := range min(n, shownElements) {
		text = v.appendShort(append(text, ' '), i)
	}
	if n > shownElements {
		text = append(text, " …"...)
	}
	return string(text)
}

func (v Vector) appendShort(dst []byte, i int) []byte {
	switch v.element {
	case Int8:
		return strconv.AppendInt(dst, int64(int8(v.raw[i])), 10)
	case Bit:
		for j := range 8 {
			dst = append(dst, '0'+v.raw[i]>>j&1)
		}
		return dst
	}
	return strconv.AppendFloat(dst, float64(v.floats[i]), 'g', 3, 32)
}
