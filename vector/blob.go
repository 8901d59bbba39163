package vector

import (
	"encoding/binary"
	"math"
	"unsafe"
)

// hostIsLittleEndian tells whether the blob encoding of float32 elements is
// their layout in memory.
var hostIsLittleEndian = binary.NativeEndian.Uint16([]byte{1, 0}) == 1

// AppendFloat32s appends the blob encoding of v to dst: 4*len(v) bytes,
// little-endian. Any value is encoded, NaN as well.
func AppendFloat32s(dst []byte, v []float32) []byte {
	if hostIsLittleEndian {
		return append(dst, float32Bytes(v)...)
	}
	for _, x := range v {
		dst = binary.LittleEndian.AppendUint32(dst, math.Float32bits(x))
	}
	return dst
}

// Float32sFromBlob returns the elements of a float32 blob. The result shares
// the blob's memory where the host is little-endian and reads float32 where the
// blob lies, else it is a copy; so neither may be changed while the other is in
// use, and a blob that belongs to SQLite must not be kept.
//
// An empty blob and a length that is not a multiple of 4 are a [*FormatError].
// The values are not looked at; see [CheckFinite].
func Float32sFromBlob(blob []byte) ([]float32, error) {
	if err := checkBlobLength(Float32, blob); err != nil {
		return nil, err
	}
	if hostIsLittleEndian && (readsUnaligned || uintptr(unsafe.Pointer(&blob[0]))%4 == 0) {
		return unsafe.Slice((*float32)(unsafe.Pointer(&blob[0])), len(blob)/4), nil
	}
	return appendFloat32sFromBlob(nil, blob), nil
}

// Int8sFromBlob returns the elements of an int8 blob. The result shares the
// blob's memory.
func Int8sFromBlob(blob []byte) []int8 {
	return unsafe.Slice((*int8)(unsafe.Pointer(unsafe.SliceData(blob))), len(blob))
}

// Int8sToBlob returns the blob encoding of v, len(v) bytes. The result shares
// the memory of v.
func Int8sToBlob(v []int8) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(v))), len(v))
}

// CheckBlob reports whether blob is a vector of element type e: it must not be
// empty, its length must be a whole number of elements, and float32 elements
// must be finite. The error is a [*FormatError].
func CheckBlob(e Element, blob []byte) error {
	if err := checkBlobLength(e, blob); err != nil {
		return err
	}
	if e != Float32 {
		return nil
	}
	v, err := Float32sFromBlob(blob)
	if err != nil {
		return err
	}
	return checkFinite(v, len(blob))
}

// CheckFinite returns a [*FormatError] that names the first element of v that
// is NaN or infinite, or nil.
func CheckFinite(v []float32) error { return checkFinite(v, 0) }

func checkFinite(v []float32, blobLen int) error {
	if IsFinite(v) {
		return nil
	}
	for i, x := range v {
		if kind := nonFinite(x); kind != 0 {
			return &FormatError{Kind: kind, Element: Float32, Index: i, Length: blobLen}
		}
	}
	return nil
}

// IsFinite reports whether no element of v is NaN or infinite.
func IsFinite(v []float32) bool {
	// Adding one exponent step to |x| carries into the sign bit exactly where
	// the exponent is all ones. The sums are gathered without a branch per
	// element.
	var a, b, c, d uint32
	for ; len(v) >= 4; v = v[4:] {
		a |= carry(v[0])
		b |= carry(v[1])
		c |= carry(v[2])
		d |= carry(v[3])
	}
	for _, x := range v {
		a |= carry(x)
	}
	return int32(a|b|c|d) >= 0
}

func carry(x float32) uint32 { return math.Float32bits(x)&^(1<<31) + 1<<23 }

func nonFinite(x float32) FormatKind {
	switch {
	case x != x:
		return FormatNaN
	case x > math.MaxFloat32 || x < -math.MaxFloat32:
		return FormatInf
	}
	return 0
}

func checkBlobLength(e Element, blob []byte) error {
	switch {
	case len(blob) == 0:
		return &FormatError{Kind: FormatEmpty, Element: e}
	case e == Float32 && len(blob)%4 != 0:
		return &FormatError{Kind: FormatBlobLength, Element: e, Length: len(blob)}
	}
	return nil
}

// float32Bytes returns the memory of v; on a little-endian host that is its
// blob encoding.
func float32Bytes(v []float32) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(v))), 4*len(v))
}

func appendFloat32sFromBlob(dst []float32, blob []byte) []float32 {
	start, n := len(dst), len(blob)/4
	if cap(dst)-start < n {
		dst = append(make([]float32, 0, start+n), dst...)
	}
	dst = dst[:start+n]
	if hostIsLittleEndian {
		copy(float32Bytes(dst[start:]), blob)
		return dst
	}
	for i := range n {
		dst[start+i] = math.Float32frombits(binary.LittleEndian.Uint32(blob[4*i:]))
	}
	return dst
}
