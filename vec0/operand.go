package vec0

import (
	"slices"

	"github.com/nearlite/nearlite/internal/sqlite3"
	"github.com/nearlite/nearlite/vector"
)

// The subtypes that tell element types apart, and the one of JSON text.
const (
	subtypeFloat32 = 223
	subtypeBit     = 224
	subtypeInt8    = 225
	subtypeJSON    = 74
)

// subtypeOf is the subtype of results with element type e.
func subtypeOf(e vector.Element) uint {
	switch e {
	case vector.Int8:
		return subtypeInt8
	case vector.Bit:
		return subtypeBit
	}
	return subtypeFloat32
}

// operand is a vector that a function was given. Its blob may be SQLite's memory,
// so it is only read, and only during the call. It is small, since it is passed
// by value for every row.
type operand struct {
	element vector.Element
	blob    []byte
}

// float32s are the elements of a float32 vector; nil for another type.
func (o *operand) float32s() []float32 {
	if o.element != vector.Float32 {
		return nil
	}
	v, _ := vector.Float32sFromBlob(o.blob) // the length was checked
	return v
}

// int8s are the elements of an int8 vector.
func (o *operand) int8s() []int8 { return vector.Int8sFromBlob(o.blob) }

func (o *operand) dims() int { return o.element.Dims(len(o.blob)) }

// clone is a copy that outlives the call.
func (o operand) clone() operand {
	o.blob = slices.Clone(o.blob)
	return o
}

// checkFinite is the error for a NaN or an infinity among the elements.
func (o operand) checkFinite() error { return messageOf(vector.CheckFinite(o.float32s())) }

// elementOf is the element type that a value's subtype names.
func elementOf(v sqlite3.Value) (vector.Element, error) {
	switch t := v.Subtype(); t {
	case 0, subtypeFloat32, subtypeJSON:
		return vector.Float32, nil
	case subtypeBit:
		return vector.Bit, nil
	case subtypeInt8:
		return vector.Int8, nil
	default:
		return 0, messagef("Unknown subtype: %d", t)
	}
}

// readOperand reads argument i as the element type that its subtype names, and
// checks everything but that the elements are finite.
func readOperand(ctx sqlite3.Context, args sqlite3.Args, i int) (operand, error) {
	e, err := elementOf(args.At(i))
	if err != nil {
		return operand{}, err
	}
	return readAs(e, ctx, args, i)
}

// readFinite is readOperand with all checks.
func readFinite(ctx sqlite3.Context, args sqlite3.Args, i int) (operand, error) {
	o, err := readOperand(ctx, args, i)
	if err == nil {
		err = o.checkFinite()
	}
	return o, err
}

// readAs reads argument i as element type e whatever its subtype says. A text
// is parsed once for all calls of a statement in which it is constant.
func readAs(e vector.Element, ctx sqlite3.Context, args sqlite3.Args, i int) (operand, error) {
	v := args.At(i)
	if v.Type() != sqlite3.Text {
		return fromValue(e, v)
	}
	if o, ok := ctx.AuxData(i).(operand); ok && o.element == e {
		return o, nil
	}
	o, err := fromValue(e, v)
	if err == nil {
		ctx.SetAuxData(i, o)
	}
	return o, err
}

// fromValue reads a value as element type e; a blob's elements are a view.
func fromValue(e vector.Element, v sqlite3.Value) (operand, error) {
	switch t := v.Type(); {
	case t == sqlite3.Blob:
		return fromBlob(e, v.RawBlob())
	case t == sqlite3.Text && e != vector.Bit:
		return fromText(e, v.RawText())
	default:
		return operand{}, wrongType(e, t)
	}
}

func wrongType(e vector.Element, t sqlite3.Type) error {
	switch e {
	case vector.Int8:
		return message("Unknown type for int8 vector.")
	case vector.Bit:
		return message("Unknown type for bitvector.")
	}
	return messagef("Input must have type BLOB (compact format) or TEXT (JSON), found %s", t)
}

// fromBlob is a view of a blob as a vector.
func fromBlob(e vector.Element, blob []byte) (operand, error) {
	switch {
	case len(blob) == 0:
		return operand{}, errZeroLength
	case e == vector.Float32 && len(blob)%4 != 0:
		_, err := vector.Float32sFromBlob(blob)
		return operand{}, messageOf(err)
	}
	return operand{e, blob}, nil
}

// fromText parses a JSON array. Its numbers are always finite.
func fromText(e vector.Element, text []byte) (operand, error) {
	if e == vector.Int8 {
		v, err := vector.ParseInt8(nil, text)
		return operand{e, vector.Int8sToBlob(v)}, messageOf(err)
	}
	v, err := vector.ParseFloat32(nil, text)
	return operand{e, vector.AppendFloat32s(nil, v)}, messageOf(err)
}

// readPair reads the two vectors of a function of two, which must agree in type
// and length. Where they do not, a vector that is not finite is told first, as
// its reading comes first.
func readPair(ctx sqlite3.Context, args sqlite3.Args) (a, b operand, err error) {
	if a, err = readOperand(ctx, args, 0); err != nil {
		return a, b, messagef("Error reading 1st vector: %v", err)
	}
	if b, err = readOperand(ctx, args, 1); err != nil {
		if e := a.checkFinite(); e != nil {
			return a, b, messagef("Error reading 1st vector: %v", e)
		}
		return a, b, messagef("Error reading 2nd vector: %v", err)
	}
	if a.element == b.element && a.dims() == b.dims() {
		return a, b, nil
	}
	if err := checkPair(a, b); err != nil {
		return a, b, err
	}
	if a.element != b.element {
		return a, b, messagef("Vector type mistmatch. First vector has type %s, while the second has type %s.", a.element, b.element)
	}
	return a, b, messagef("Vector dimension mistmatch. First vector has %d dimensions, while the second has %d dimensions.", a.dims(), b.dims())
}

// checkPair is checkFinite for both vectors of a function of two.
func checkPair(a, b operand) error {
	if err := a.checkFinite(); err != nil {
		return messagef("Error reading 1st vector: %v", err)
	}
	if err := b.checkFinite(); err != nil {
		return messagef("Error reading 2nd vector: %v", err)
	}
	return nil
}
