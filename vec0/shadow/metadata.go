package shadow

import (
	"encoding/binary"
	"math"

	"github.com/nearlite/nearlite/vec0/definition"
)

// textInline is how many bytes of a text stand in its slot; longer texts have a
// row of metadatatextNN too.
const textInline = 12

// textView is the size of a text's slot: length int32, textInline bytes.
const textView = 4 + textInline

// Metadata is a metadata value. Which field counts is the column's type's
// matter; a boolean is Int 0 or 1.
type Metadata struct {
	Int   int64
	Float float64
	Text  string
}

// metadataBytes is the size of a column's blob for a chunk of size slots.
func metadataBytes(t definition.Type, size int) int {
	switch t {
	case definition.Boolean:
		return size / 8
	case definition.Text:
		return textView * size
	}
	return 8 * size
}

// putMetadata writes a value into slot i of a column's blob.
func putMetadata(t definition.Type, blob []byte, i int, v Metadata) {
	switch t {
	case definition.Boolean:
		Bitmap(blob).Put(i, v.Int != 0)
	case definition.Integer:
		binary.LittleEndian.PutUint64(blob[8*i:], uint64(v.Int))
	case definition.Float:
		binary.LittleEndian.PutUint64(blob[8*i:], math.Float64bits(v.Float))
	case definition.Text:
		view := blob[textView*i : textView*(i+1)]
		clear(view)
		binary.LittleEndian.PutUint32(view, uint32(len(v.Text)))
		copy(view[4:], v.Text[:min(len(v.Text), textInline)])
	}
}

// MetadataChunk is a metadata column's blob of one chunk, its length checked.
type MetadataChunk struct {
	Type definition.Type
	Data []byte
}

// Bool is the boolean in slot i.
func (m MetadataChunk) Bool(i int) bool { return Bitmap(m.Data).Has(i) }

// Int is the integer in slot i.
func (m MetadataChunk) Int(i int) int64 { return int64(binary.LittleEndian.Uint64(m.Data[8*i:])) }

// Float is the float in slot i.
func (m MetadataChunk) Float(i int) float64 {
	return math.Float64frombits(binary.LittleEndian.Uint64(m.Data[8*i:]))
}

// Text is the text in slot i: its length in bytes, and as much of it as the slot
// holds. whole is false when the rest is in metadatatextNN, or the length cannot
// be: LongText tells.
func (m MetadataChunk) Text(i int) (length int, prefix []byte, whole bool) {
	view := m.Data[textView*i : textView*(i+1)]
	length = int(int32(binary.LittleEndian.Uint32(view)))
	return length, view[4 : 4+max(0, min(length, textInline))], 0 <= length && length <= textInline
}
