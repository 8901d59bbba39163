package vector

import (
	"bytes"
	"database/sql/driver"
	"fmt"
)

// Value implements [driver.Valuer]: a Vector is bound as its blob, an empty one
// as NULL. NaN and infinities are a [*FormatError].
func (v Vector) Value() (driver.Value, error) {
	if v.Dims() == 0 {
		return nil, nil
	}
	if err := CheckFinite(v.floats); err != nil {
		return nil, err
	}
	return v.AppendBlob(make([]byte, 0, v.element.BlobSize(v.Dims()))), nil
}

// Scan implements [database/sql.Scanner]. It reads a BLOB as vectors of v's
// element type, which is float32 for the zero Vector; TEXT as [Parse] does; and
// NULL as the empty vector. The elements are copied. What is no such vector is a
// [*FormatError], and leaves v empty.
func (v *Vector) Scan(src any) error {
	switch src := src.(type) {
	case nil:
		*v = Empty(v.element)
		return nil
	case []byte:
		return v.setBlob(src)
	case string:
		return v.setText([]byte(src))
	}
	*v = Empty(v.element)
	return fmt.Errorf("vector: cannot scan %T as a %s vector: select a BLOB, a TEXT such as '[1, 2, 3]', or NULL", src, v.element)
}

// MarshalJSON implements [encoding/json.Marshaler]: an array of numbers, which
// read back as the same elements; a bit vector is an array of 0 and 1; an empty
// vector is null. NaN and infinities are a [*FormatError].
func (v Vector) MarshalJSON() ([]byte, error) {
	if v.Dims() == 0 {
		return []byte("null"), nil
	}
	if err := CheckFinite(v.floats); err != nil {
		return nil, err
	}
	switch v.element {
	case Int8:
		return AppendJSONInt8(nil, v.Int8s()), nil
	case Bit:
		return AppendJSONBit(nil, v.raw), nil
	}
	return AppendJSONFloat32(nil, v.floats), nil
}

// UnmarshalJSON implements [encoding/json.Unmarshaler]: it reads an array of
// numbers as elements of v's type, as [Parse] does, and null as the empty
// vector.
func (v *Vector) UnmarshalJSON(text []byte) error {
	if string(text) == "null" {
		*v = Empty(v.element)
		return nil
	}
	return v.setText(text)
}

// setBlob makes v the vector that blob encodes, copied; on error it leaves v
// empty.
func (v *Vector) setBlob(blob []byte) error {
	*v = Empty(v.element)
	if err := CheckBlob(v.element, blob); err != nil {
		return err
	}
	if v.element == Float32 {
		v.floats = appendFloat32sFromBlob(nil, blob)
	} else {
		v.raw = bytes.Clone(blob)
	}
	return nil
}

// setText makes v the vector that text says; on error it leaves v empty.
func (v *Vector) setText(text []byte) error {
	*v = Empty(v.element)
	var err error
	switch v.element {
	case Int8:
		var elements []int8
		elements, err = ParseInt8(nil, text)
		v.raw = Int8sToBlob(elements)
	case Bit:
		v.raw, err = parseBits(text)
	default:
		v.floats, err = ParseFloat32(nil, text)
	}
	return err
}
