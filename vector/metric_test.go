package vector

import (
	"math"
	"strings"
	"testing"
)

func TestParseMetric(t *testing.T) {
	for _, m := range []Metric{L2, L1, Cosine, Hamming} {
		for _, name := range []string{m.String(), strings.ToUpper(m.String())} {
			if got, err := ParseMetric(name); err != nil || got != m {
				t.Errorf("ParseMetric(%q) = %v, %v, want %v", name, got, err, m)
			}
		}
	}
	_, err := ParseMetric("dot")
	if err == nil {
		t.Fatal("ParseMetric(dot): no error")
	}
	for _, word := range []string{`"dot"`, "l2, l1, cosine, hamming"} {
		if !strings.Contains(err.Error(), word) {
			t.Errorf("error %q does not say %s", err, word)
		}
	}
}

func TestMetricSupports(t *testing.T) {
	for _, m := range []Metric{L2, L1, Cosine, Hamming} {
		for _, e := range []Element{Float32, Int8, Bit} {
			if got, want := m.Supports(e), (m == Hamming) == (e == Bit); got != want {
				t.Errorf("%s.Supports(%s) = %v, want %v", m, e, got, want)
			}
		}
	}
}

func TestMetricFloat32(t *testing.T) {
	a, b := []float32{1, 2, 3}, []float32{-7, 4, 0.5}
	tests := []struct {
		m    Metric
		want float64
	}{
		{L2, float64(float32(math.Sqrt(74.25)))},
		{L1, 12.5},
		{Cosine, float64(float32(1 - 2.5/(math.Sqrt(14)*math.Sqrt(65.25))))},
		{Hamming, math.NaN()},
	}
	for _, tt := range tests {
		if got := tt.m.Float32(a, b); !same(got, tt.want) {
			t.Errorf("%s = %v, want %v", tt.m, got, tt.want)
		}
		if got := tt.m.Float32(a, b[:2]); !math.IsNaN(got) {
			t.Errorf("%s of unequal lengths = %v, want NaN", tt.m, got)
		}
	}
	if got := Cosine.Float32(a, make([]float32, 3)); !math.IsNaN(got) {
		t.Errorf("cosine with a zero vector = %v, want NaN", got)
	}
	// L1 keeps its float64, L2 is rounded to float32.
	x := []float32{0.1, 0.2}
	if got := L1.Float32(x, []float32{0, 0}); got != float64(x[0])+float64(x[1]) {
		t.Errorf("l1 = %v, is not the float64 sum", got)
	}
	if got := L2.Float32(x, []float32{0, 0}); got != float64(float32(got)) {
		t.Errorf("l2 = %v, is not a float32", got)
	}
}

func TestMetricInt8(t *testing.T) {
	a, b := []int8{-128, 127, 5}, []int8{127, -128, 4}
	tests := []struct {
		m    Metric
		want float64
	}{
		{L2, float64(float32(math.Sqrt(2*255*255 + 1)))},
		{L1, 511},
		{Cosine, float64(float32(1 + 32492/(math.Sqrt(32538)*math.Sqrt(32529))))},
		{Hamming, math.NaN()},
	}
	for _, tt := range tests {
		if got := tt.m.Int8(a, b); !same(got, tt.want) {
			t.Errorf("%s = %v, want %v", tt.m, got, tt.want)
		}
		if got := tt.m.Int8(a, b[:2]); !math.IsNaN(got) {
			t.Errorf("%s of unequal lengths = %v, want NaN", tt.m, got)
		}
	}
}

func TestMetricBit(t *testing.T) {
	a, b := []byte{0xff, 0x01}, []byte{0x0f, 0x80}
	if got := Hamming.Bit(a, b); got != 6 {
		t.Errorf("hamming = %v, want 6", got)
	}
	for _, m := range []Metric{L2, L1, Cosine} {
		if got := m.Bit(a, b); !math.IsNaN(got) {
			t.Errorf("%s of bits = %v, want NaN", m, got)
		}
	}
	if got := Hamming.Bit(a, b[:1]); !math.IsNaN(got) {
		t.Errorf("hamming of unequal lengths = %v, want NaN", got)
	}
}

func same(a, b float64) bool { return a == b || math.IsNaN(a) && math.IsNaN(b) }
