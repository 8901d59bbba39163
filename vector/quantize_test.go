package vector

import (
	"bytes"
	"math"
	"slices"
	"testing"
)

func TestAppendInt8Unit(t *testing.T) {
	v := []float32{1, 0, -1, 2, 0.5, -0.5, -2}
	want := []int8{126, 0, -128, 127, 63, -64, -128}
	if got := AppendInt8Unit(nil, v); !slices.Equal(got, want) {
		t.Errorf("AppendInt8Unit(%v) = %v, want %v", v, got, want)
	}
}

func TestAppendBinary(t *testing.T) {
	small := float32(math.SmallestNonzeroFloat32)
	floats := []float32{1, 0, -1, small, -small, 2, 0, 3, 0, 5}
	if got := AppendBinaryFloat32(nil, floats); !bytes.Equal(got, []byte{0b10101001, 0b10}) {
		t.Errorf("float32: %08b", got)
	}
	ints := []int8{1, 0, -1, 127, -128, 0, 0, 1}
	if got := AppendBinaryInt8([]byte{9}, ints); !bytes.Equal(got, []byte{9, 0b10001001}) {
		t.Errorf("int8: %08b", got)
	}
}

func TestAppendNormalized(t *testing.T) {
	if got := AppendNormalized([]float32{9}, []float32{3, 4}); !slices.Equal(got, []float32{9, 0.6, 0.8}) {
		t.Errorf("AppendNormalized = %v", got)
	}
	inf := float32(math.Inf(1))
	for _, test := range []struct {
		v    []float32
		want []uint32
	}{
		{[]float32{0, float32(math.Copysign(0, -1))}, []uint32{0xffc00000, 0xffc00000}},
		{[]float32{inf, 1, -inf}, []uint32{0xffc00000, 0, 0xffc00000}},
		{[]float32{1e-30, 0}, []uint32{0x7f800000, 0xffc00000}}, // the squares vanish
	} {
		var got []uint32
		for _, x := range AppendNormalized(nil, test.v) {
			got = append(got, math.Float32bits(x))
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%v is normalized to %08x, want %08x", test.v, got, test.want)
		}
	}
}
