package main

import (
	"math"
	"testing"
	"time"

	"github.com/nearlite/nearlite/vector"
)

func TestShortBlob(t *testing.T) {
	long := make([]float32, 384)
	for i := range long {
		long[i] = float32(i) / 384
	}
	tests := []struct {
		name string
		blob []byte
		want string
	}{
		{"empty", nil, "x''"},
		{"short vector", vector.AppendFloat32s(nil, []float32{1, -0.123456, 0}), "[1 -0.123 0]"},
		{"long vector", vector.AppendFloat32s(nil, long), "[0 0.0026 0.00521 … 384 × float32]"},
		{"one number", vector.AppendFloat32s(nil, []float32{1}), "x'0000803f'"},
		{"NaN", vector.AppendFloat32s(nil, []float32{1, float32(math.NaN())}), "x'0000803f0000c07f'"},
		{"too large", vector.AppendFloat32s(nil, []float32{1, 1e20}), "x'0000803fec78ad60'"},
		{"zeros", make([]byte, 8), "x'0000000000000000'"},
		{"odd length", []byte{1, 2, 3, 4, 5, 6, 7, 8, 9}, "x'010203040506070809'"},
		{"text", []byte("this is a text, 24 bytes"), "x'74686973206973206120746578742c20…' (24 bytes)"},
	}
	for _, tt := range tests {
		if got := shortBlob(tt.blob); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestValues(t *testing.T) {
	berlin := time.FixedZone("", 3600)
	tests := []struct {
		value any
		want  string
	}{
		{int64(-7), "-7"},
		{1.0, "1.0"},
		{0.1, "0.1"},
		{1e20, "1e+20"},
		{math.Inf(1), "Inf"},
		{math.Inf(-1), "-Inf"},
		{true, "1"},
		{false, "0"},
		{time.Date(2024, 5, 6, 7, 8, 9, 0, time.UTC), "2024-05-06 07:08:09"},
		{time.Date(2024, 5, 6, 7, 8, 9, 5e8, berlin), "2024-05-06 07:08:09.5+01:00"},
	}
	for _, tt := range tests {
		if got := (valueStyle{text: func(s string) string { return s }}).format(storedValue(tt.value)); got != tt.want {
			t.Errorf("%v: %s, want %s", tt.value, got, tt.want)
		}
	}
}

func TestLongTextIsCut(t *testing.T) {
	s := valueStyle{text: func(s string) string { return s }, maxRune: 3}
	for text, want := range map[string]string{"abc": "abc", "äöü": "äöü", "äöüß": "äöü…", "": ""} {
		if got := s.format(text); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}
