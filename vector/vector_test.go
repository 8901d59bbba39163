package vector

import (
	"errors"
	"math"
	"slices"
	"testing"
)

func TestVectorAccessors(t *testing.T) {
	tests := []struct {
		v       Vector
		element Element
		dims    int
		text    string
	}{
		{Vector{}, Float32, 0, "float32[0]"},
		{Empty(Bit), Bit, 0, "bit[0]"},
		{FromFloat32s([]float32{0.125, -3, 1e-9}), Float32, 3, "float32[3] 0.125 -3 1e-09"},
		{FromFloat32s([]float32{1, 2, 3, 4, 5}), Float32, 5, "float32[5] 1 2 3 4 …"},
		{FromInt8s([]int8{1, -128}), Int8, 2, "int8[2] 1 -128"},
		{FromBits([]byte{0x03, 0x80}), Bit, 16, "bit[16] 11000000 00000001"},
	}
	for _, tt := range tests {
		if tt.v.Element() != tt.element || tt.v.Dims() != tt.dims {
			t.Errorf("%v: %s with %d dims, want %s with %d", tt.v, tt.v.Element(), tt.v.Dims(), tt.element, tt.dims)
		}
		if got := tt.v.String(); got != tt.text {
			t.Errorf("String() = %q, want %q", got, tt.text)
		}
		has := [3]bool{tt.v.Float32s() != nil, tt.v.Int8s() != nil, tt.v.Bits() != nil}
		want := [3]bool{tt.element == Float32, tt.element == Int8, tt.element == Bit}
		if tt.dims > 0 && has != want {
			t.Errorf("%v: float32, int8, bit accessors are non-nil: %v, want %v", tt.v, has, want)
		}
	}
}

func TestVectorCloneIsApart(t *testing.T) {
	floats, packed := []float32{1}, []byte{1}
	f, b := FromFloat32s(floats).Clone(), FromBits(packed).Clone()
	floats[0], packed[0] = 2, 2
	if f.Float32s()[0] != 1 || b.Bits()[0] != 1 {
		t.Errorf("clones follow their origin: %v, %v", f, b)
	}
}

func TestVectorEqual(t *testing.T) {
	negativeZero := float32(math.Copysign(0, -1))
	tests := []struct {
		name string
		a, b Vector
		want bool
	}{
		{"same", FromFloat32s([]float32{1, 2}), FromFloat32s([]float32{1, 2}), true},
		{"signed zero", FromFloat32s([]float32{0}), FromFloat32s([]float32{negativeZero}), true},
		{"empty", Vector{}, FromFloat32s([]float32{}), true},
		{"other element", FromFloat32s([]float32{1}), FromFloat32s([]float32{2}), false},
		{"longer", FromFloat32s([]float32{1}), FromFloat32s([]float32{1, 2}), false},
		{"other type", FromInt8s([]int8{1}), FromBits([]byte{1}), false},
		{"empty of another type", Empty(Int8), Vector{}, false},
	}
	for _, tt := range tests {
		if tt.a.Equal(tt.b) != tt.want || tt.b.Equal(tt.a) != tt.want {
			t.Errorf("%s: Equal is not %v", tt.name, tt.want)
		}
	}
}

func TestDistance(t *testing.T) {
	tests := []struct {
		m    Metric
		a, b Vector
		want float64
	}{
		{L2, FromFloat32s([]float32{0, 3}), FromFloat32s([]float32{4, 0}), 5},
		{L1, FromInt8s([]int8{-128}), FromInt8s([]int8{127}), 255},
		{Cosine, FromInt8s([]int8{1, 0}), FromInt8s([]int8{0, 1}), 1},
		{Hamming, FromBits([]byte{0xff}), FromBits([]byte{0x0f}), 4},
	}
	for _, tt := range tests {
		if got, err := Distance(tt.m, tt.a, tt.b); err != nil || got != tt.want {
			t.Errorf("%s of %v and %v = %v, %v, want %v", tt.m, tt.a, tt.b, got, err, tt.want)
		}
	}
}

func TestDistanceRefuses(t *testing.T) {
	one, two := FromFloat32s([]float32{1}), FromFloat32s([]float32{1, 2})
	tests := []struct {
		name string
		m    Metric
		a, b Vector
		want error
	}{
		{"types", L2, one, FromInt8s([]int8{1}), ErrElementMismatch},
		{"dimensions", L2, one, two, ErrDimensionMismatch},
		{"hamming of numbers", Hamming, one, one, ErrUnsupportedElement},
		{"cosine of bits", Cosine, FromBits([]byte{1}), FromBits([]byte{1}), ErrUnsupportedElement},
		{"unknown metric", Metric(9), one, one, ErrUnsupportedElement},
		{"empty", L1, Vector{}, Vector{}, ErrEmptyVector},
		{"zero float32", Cosine, one, FromFloat32s([]float32{0}), ErrZeroVector},
		{"zero int8", Cosine, FromInt8s([]int8{0}), FromInt8s([]int8{1}), ErrZeroVector},
	}
	for _, tt := range tests {
		if _, err := Distance(tt.m, tt.a, tt.b); !errors.Is(err, tt.want) {
			t.Errorf("%s: error %v, want %v", tt.name, err, tt.want)
		}
	}
}

func TestNormalize(t *testing.T) {
	v := FromFloat32s([]float32{3, 4})
	unit, err := v.Normalize()
	if err != nil || !slices.Equal(unit.Float32s(), []float32{0.6, 0.8}) {
		t.Errorf("Normalize(%v) = %v, %v", v, unit, err)
	}
	// The squares of these leave the range of float32.
	for _, size := range []float32{1e30, 1e-30} {
		unit, err := FromFloat32s([]float32{size, 0}).Normalize()
		if err != nil || !slices.Equal(unit.Float32s(), []float32{1, 0}) {
			t.Errorf("of size %v: %v, %v", size, unit, err)
		}
	}
	if _, err := FromFloat32s([]float32{0, 0}).Normalize(); !errors.Is(err, ErrZeroVector) {
		t.Errorf("zero vector: %v", err)
	}
	if _, err := FromInt8s([]int8{1}).Normalize(); !errors.Is(err, ErrUnsupportedElement) {
		t.Errorf("int8: %v", err)
	}
	var e *FormatError
	if _, err := FromFloat32s([]float32{float32(math.Inf(1))}).Normalize(); !errors.As(err, &e) {
		t.Errorf("infinity: %v", err)
	}
}
