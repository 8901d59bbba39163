package vector

import "fmt"

// Element is the type of a vector's elements. The zero value is Float32.
type Element uint8

// The element types, in the order of sqlite-vec's subtypes 223, 225 and 224.
const (
	Float32 Element = iota // IEEE 754 binary32
	Int8                   // signed byte
	Bit                    // one bit, eight a byte, lowest bit first
)

// String returns the name that SQL shows: "float32", "int8" or "bit".
func (e Element) String() string {
	switch e {
	case Float32:
		return "float32"
	case Int8:
		return "int8"
	case Bit:
		return "bit"
	}
	return fmt.Sprintf("Element(%d)", uint8(e))
}

// BlobSize returns the length in bytes of a blob of dims elements. Bits are
// rounded up to a whole byte.
func (e Element) BlobSize(dims int) int {
	switch e {
	case Float32:
		return 4 * dims
	case Bit:
		return (dims + 7) / 8
	}
	return dims
}

// Dims returns how many whole elements a blob of blobLen bytes holds. Bytes
// left over are not counted; [CheckBlob] reports them.
func (e Element) Dims(blobLen int) int {
	switch e {
	case Float32:
		return blobLen / 4
	case Bit:
		return 8 * blobLen
	}
	return blobLen
}
