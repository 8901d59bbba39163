package vector

import (
	"math"
	"testing"
)

// The expected values of these tables are what strtod and strtol of glibc
// return, with errno, for the same text.

func TestScanFloatTakesWhatStrtodTakes(t *testing.T) {
	tests := []struct {
		text    string
		n       int
		want    float64
		inRange bool
	}{
		{"1", 1, 1, true},
		{"+1", 2, 1, true},
		{".5", 2, 0.5, true},
		{"1.", 2, 1, true},
		{"1.e5", 4, 1e5, true},
		{"+.5", 3, 0.5, true},
		{"0.1e1", 5, 1, true},
		{"1E5", 3, 1e5, true},
		{"1e-46", 5, 1e-46, true},
		{"1e39", 4, 1e39, true},
		{"1e0000000000000000000000000000000000000000002", 45, 100, true},
		{" \t\n\v\f\r1", 7, 1, true},
		{"-0", 2, math.Copysign(0, -1), true},

		{"", 0, 0, true},
		{".", 0, 0, true},
		{".e5", 0, 0, true},
		{"-", 0, 0, true},
		{"+-1", 0, 0, true},
		{"- 1", 0, 0, true},
		{"\u00a01", 0, 0, true},
		{"in", 0, 0, true},
		{"na", 0, 0, true},
		{"x", 0, 0, true},
		{"\x001", 0, 0, true},

		{"1e", 1, 1, true},
		{"1e+", 1, 1, true},
		{"1e 5", 1, 1, true},
		{"1 e5", 1, 1, true},
		{"1e5e5", 3, 1e5, true},
		{"1_000", 1, 1, true},
		{"1.2.3", 3, 1.2, true},
		{"1d5", 1, 1, true},
		{"1f", 1, 1, true},
		{"0b1", 1, 0, true},
		{"0o7", 1, 0, true},

		{"0x10", 4, 16, true},
		{"0X1P3", 5, 8, true},
		{"0x.8", 4, 0.5, true},
		{"0x1.8p", 5, 1.5, true},
		{"0x1.8p1", 7, 3, true},
		{"0x1p+3", 6, 8, true},
		{"0x1p-", 3, 1, true},
		{"0x1p3.5", 5, 8, true},
		{"0x1.2.3", 5, 1.125, true},
		{"0x1e5", 5, 485, true},
		{"0x1e+5", 4, 30, true},
		{"0x", 1, 0, true},
		{"0x.", 1, 0, true},
		{"0x.p1", 1, 0, true},
		{"0xp1", 1, 0, true},
		{"0xg", 1, 0, true},
		{"0x1g", 3, 1, true},
		{"00x1", 2, 0, true},
		{".0x1", 2, 0, true},
		{"0x1.fffffffffffff8p0", 20, 2, true},
		{"0x1.fffffffffffff7fffffffffffffp0", 33, 1.9999999999999998, true},
		{"0x1.00000000000008p0", 20, 1, true},
		{"0x1.000000000000080000001p0", 27, 1.0000000000000002, true},
		{"0x0.0000000000000000000000001p100", 33, 1, true},

		{"1e-320", 6, 1e-320, true},
		{"4.9e-324", 8, 5e-324, true},
		{"2.5e-324", 8, 5e-324, true},
		{"2.4e-324", 8, 0, false},
		{"1e-999", 6, 0, false},
		{"-1e-999", 7, math.Copysign(0, -1), false},
		{"1e999", 5, math.Inf(1), false},
		{"-1e999", 6, math.Inf(-1), false},
		{"1e99999999999999999999", 22, math.Inf(1), false},
		{"1e-99999999999999999999", 23, 0, false},
		{"0e-999", 6, 0, true},
		{"0e99999999999999999999", 22, 0, true},
		{"0x1p-1074", 9, 5e-324, true},
		{"0x1.8p-1075", 11, 5e-324, true},
		{"0x1p-1075", 9, 0, false},
		{"0x1p-2000", 9, 0, false},
		{"-0x1p-2000", 10, math.Copysign(0, -1), false},
		{"0x1p2000", 8, math.Inf(1), false},
		{"0x0p-9999", 9, 0, true},
	}
	for _, tt := range tests {
		got, n, inRange := scanFloat([]byte(tt.text))
		if math.Float64bits(got) != math.Float64bits(tt.want) || n != tt.n || inRange != tt.inRange {
			t.Errorf("scanFloat(%q) = %v, %d, %v, want %v, %d, %v", tt.text, got, n, inRange, tt.want, tt.n, tt.inRange)
		}
	}
}

func TestScanFloatReadsWords(t *testing.T) {
	// strtod reads on to the end of "infinity" and "nan(1)"; no element can be
	// one of them, so only the value counts.
	tests := []struct {
		text string
		want float64
	}{
		{"inf", math.Inf(1)},
		{"-inf", math.Inf(-1)},
		{"+Inf", math.Inf(1)},
		{"INFINITY", math.Inf(1)},
		{"infinit", math.Inf(1)},
		{"nan", math.NaN()},
		{"-nan", math.NaN()},
		{"NaN(1)", math.NaN()},
	}
	for _, tt := range tests {
		got, n, inRange := scanFloat([]byte(tt.text))
		if !same(got, tt.want) || n == 0 || !inRange {
			t.Errorf("scanFloat(%q) = %v, %d, %v, want %v", tt.text, got, n, inRange, tt.want)
		}
	}
}

func TestScanFloat32RoundsTwice(t *testing.T) {
	tests := []struct {
		text string
		want float32
		kind FormatKind
	}{
		// Just above half a float32 step, but the float64 lies on it.
		{"1.00000005960464477539062500000000000001", 1, 0},
		{"1.000000059604644775390625", 1, 0},
		{"3.4028235677973362e38", math.MaxFloat32, 0},
		{"3.4028235677973366e38", 0, FormatInf},
		{"-1e39", 0, FormatInf},
		{"1e-46", 0, 0},
		{"nan", 0, FormatNaN},
		{"1e999", 0, FormatNumberRange},
	}
	for _, tt := range tests {
		got, _, kind := scanFloat32([]byte(tt.text))
		if kind != tt.kind || kind == 0 && got != tt.want {
			t.Errorf("scanFloat32(%q) = %v, kind %d, want %v, kind %d", tt.text, got, kind, tt.want, tt.kind)
		}
	}
}

func TestScanInt8TakesWhatStrtolTakes(t *testing.T) {
	tests := []struct {
		text string
		n    int
		want int8
		kind FormatKind
	}{
		{"007", 3, 7, 0},
		{"+5", 2, 5, 0},
		{"-5", 2, -5, 0},
		{" \v5", 3, 5, 0},
		{"0x10", 1, 0, 0},
		{"5.5", 1, 5, 0},
		{"1e2", 1, 1, 0},
		{"1_0", 1, 1, 0},
		{"127", 3, 127, 0},
		{"-128", 4, -128, 0},
		{"", 0, 0, 0},
		{"+", 0, 0, 0},
		{"- 5", 0, 0, 0},
		{"128", 3, 0, FormatInt8Range},
		{"-129", 4, 0, FormatInt8Range},
		{"9223372036854775807", 19, 0, FormatInt8Range},
		{"9223372036854775808", 19, 0, FormatNumberRange},
		{"-9223372036854775808", 20, 0, FormatInt8Range},
		{"-9223372036854775809", 20, 0, FormatNumberRange},
	}
	for _, tt := range tests {
		got, n, kind := scanInt8([]byte(tt.text))
		if got != tt.want || n != tt.n || kind != tt.kind {
			t.Errorf("scanInt8(%q) = %v, %d, kind %d, want %v, %d, kind %d", tt.text, got, n, kind, tt.want, tt.n, tt.kind)
		}
	}
}
