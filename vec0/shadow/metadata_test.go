package shadow

import (
	"bytes"
	"encoding/hex"
	"math"
	"strings"
	"testing"

	"github.com/nearlite/nearlite/vec0/definition"
)

// TestMetadataLayout holds the bytes of values in slot 1 of 8 to those in files,
// and reads them back.
func TestMetadataLayout(t *testing.T) {
	for _, test := range []struct {
		kind definition.Type
		v    Metadata
		slot string
	}{
		{definition.Integer, Metadata{Int: -2}, "feffffffffffffff"},
		{definition.Integer, Metadata{Int: math.MaxInt64}, "ffffffffffffff7f"},
		{definition.Float, Metadata{Float: 1.5}, "000000000000f83f"},
		{definition.Float, Metadata{Float: math.Inf(-1)}, "000000000000f0ff"},
		{definition.Text, Metadata{}, strings.Repeat("00", 16)},
		{definition.Text, Metadata{Text: "ab"}, "02000000" + "6162" + strings.Repeat("00", 10)},
		{definition.Text, Metadata{Text: "exactly 12 b"}, "0c000000" + hex.EncodeToString([]byte("exactly 12 b"))},
		{definition.Text, Metadata{Text: "thirteen byte"}, "0d000000" + hex.EncodeToString([]byte("thirteen byt"))},
		{definition.Text, Metadata{Text: "a\x00b"}, "03000000" + "610062" + strings.Repeat("00", 9)},
	} {
		blob := bytes.Repeat([]byte{0xa5}, metadataBytes(test.kind, 8))
		around := bytes.Clone(blob)
		putMetadata(test.kind, blob, 1, test.v)
		n := len(blob) / 8
		if got := hex.EncodeToString(blob[n : 2*n]); got != test.slot {
			t.Errorf("%+v is %s, want %s", test.v, got, test.slot)
		}
		if copy(around[n:2*n], blob[n:]); !bytes.Equal(blob, around) {
			t.Errorf("%+v changes other slots: %x", test.v, blob)
		}
		m := MetadataChunk{test.kind, blob}
		switch test.kind {
		case definition.Integer:
			if m.Int(1) != test.v.Int {
				t.Errorf("%d, want %d", m.Int(1), test.v.Int)
			}
		case definition.Float:
			if m.Float(1) != test.v.Float {
				t.Errorf("%g, want %g", m.Float(1), test.v.Float)
			}
		case definition.Text:
			length, prefix, whole := m.Text(1)
			short := len(test.v.Text) <= 12
			if length != len(test.v.Text) || string(prefix) != test.v.Text[:min(12, length)] || whole != short {
				t.Errorf("%q is %d bytes that begin with %q, whole: %v", test.v.Text, length, prefix, whole)
			}
		}
	}
}

func TestBooleansAreABitmap(t *testing.T) {
	blob := make([]byte, metadataBytes(definition.Boolean, 16))
	for i := range 16 {
		putMetadata(definition.Boolean, blob, i, Metadata{Int: int64(i % 3 & 1)})
	}
	if got := hex.EncodeToString(blob); got != "9224" {
		t.Errorf("every third slot from 1 on is %s, want 9224", got)
	}
	putMetadata(definition.Boolean, blob, 1, Metadata{})
	if m := (MetadataChunk{definition.Boolean, blob}); m.Bool(1) || !m.Bool(4) {
		t.Error("a value that is cleared, or the one behind it, reads back wrong")
	}
}

// TestTextOfAnImpossibleLength reads views that nothing here has written.
func TestTextOfAnImpossibleLength(t *testing.T) {
	for _, n := range []string{"ffffffff", "00000080", "ffffff7f", "0d000000"} {
		view, err := hex.DecodeString(n + "6162636465666768696a6b6c")
		if err != nil {
			t.Fatal(err)
		}
		length, prefix, whole := MetadataChunk{definition.Text, view}.Text(0)
		if whole || len(prefix) > 12 || length < 0 && len(prefix) > 0 {
			t.Errorf("length %s: %d bytes that begin with %q, whole: %v", n, length, prefix, whole)
		}
	}
}
