package vector

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
)

func TestParseFloat32(t *testing.T) {
	tests := []struct {
		text string
		want []float32
	}{
		{"[1,2,3]", []float32{1, 2, 3}},
		{" \t\r\n[1, 2]", []float32{1, 2}},
		{"[1 2 3]", []float32{1, 2, 3}},
		{"[1,,2]", []float32{1, 2}},
		{"[1,]", []float32{1}},
		{"[1", []float32{1}},
		{"[1, ", []float32{1}},
		{"[1]garbage", []float32{1}},
		{"[1][2]", []float32{1}},
		{"[0x10]", []float32{16}},
		{"[1e-46]", []float32{0}},
		{"[+1,-.5,1.]", []float32{1, -0.5, 1}},
		{"[1-2]", []float32{1, -2}},
		{"[1.2.3]", []float32{1.2, 0.3}},
		{"[ \n1 , 2 ]", []float32{1, 2}},
		{"[\v1\f2]", []float32{1, 2}},
	}
	for _, tt := range tests {
		got, err := ParseFloat32(nil, []byte(tt.text))
		if err != nil || !slices.Equal(got, tt.want) {
			t.Errorf("ParseFloat32(%q) = %v, %v, want %v", tt.text, got, err, tt.want)
		}
	}
}

func TestParseInt8(t *testing.T) {
	tests := []struct {
		text string
		want []int8
	}{
		{"[1,-2,127,-128]", []int8{1, -2, 127, -128}},
		{"[007]", []int8{7}},
		{"[+5]", []int8{5}},
		{"[1 2]", []int8{1, 2}},
		{"[1,]", []int8{1}},
		{"[1,,2", []int8{1, 2}},
		{"[1]garbage", []int8{1}},
		{"[5-3]", []int8{5, -3}},
	}
	for _, tt := range tests {
		got, err := ParseInt8(nil, []byte(tt.text))
		if err != nil || !slices.Equal(got, tt.want) {
			t.Errorf("ParseInt8(%q) = %v, %v, want %v", tt.text, got, err, tt.want)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	tests := []struct {
		e             Element
		text          string
		kind          FormatKind
		index, offset int
	}{
		{Float32, "", FormatEmpty, 0, 0},
		{Float32, "[]", FormatEmpty, 0, 1},
		{Float32, "[", FormatEmpty, 0, 1},
		{Float32, "   ", FormatNoBracket, 0, 3},
		{Float32, "1,2", FormatNoBracket, 0, 0},
		{Float32, " {}", FormatNoBracket, 0, 1},
		{Float32, "\v[1]", FormatNoBracket, 0, 0},
		{Float32, "[,1]", FormatSyntax, 0, 1},
		{Float32, "[ ]", FormatSyntax, 0, 1},
		{Float32, "[1;2]", FormatSyntax, 1, 2},
		{Float32, `["1"]`, FormatSyntax, 0, 1},
		{Float32, "[null]", FormatSyntax, 0, 1},
		{Float32, "[[1]]", FormatSyntax, 0, 1},
		{Float32, "[1\u00a0]", FormatSyntax, 1, 2},
		{Float32, "[1,\v]", FormatSyntax, 1, 3},
		{Float32, "[0x]", FormatSyntax, 1, 2},
		{Float32, "[1e]", FormatSyntax, 1, 2},
		{Float32, "[1\x00]", FormatSyntax, 1, 2},
		{Float32, "[1e-999]", FormatNumberRange, 0, 1},
		{Float32, "[1, -1e999]", FormatNumberRange, 1, 4},
		{Float32, "[1,nan]", FormatNaN, 1, 3},
		{Float32, "[inf]", FormatInf, 0, 1},
		{Float32, "[1,2,1e39,x]", FormatInf, 2, 5},
		{Int8, "", FormatEmpty, 0, 0},
		{Int8, "[]", FormatEmpty, 0, 1},
		{Int8, "1", FormatNoBracket, 0, 0},
		{Int8, "[1.5]", FormatSyntax, 1, 2},
		{Int8, "[,1]", FormatSyntax, 0, 1},
		{Int8, "[ ]", FormatSyntax, 0, 1},
		{Int8, "[1,128]", FormatInt8Range, 1, 3},
		{Int8, "[-129]", FormatInt8Range, 0, 1},
		{Int8, "[9223372036854775808]", FormatNumberRange, 0, 1},
		{Bit, "[1,0,1]", FormatBitLength, 3, 0},
		{Bit, "[2,0,1]", FormatBitRange, 0, 1},
		{Bit, "[0,-1]", FormatBitRange, 1, 3},
		{Bit, "[0,128]", FormatBitRange, 1, 3},
		{Bit, "[]", FormatEmpty, 0, 1},
	}
	for _, tt := range tests {
		_, err := Parse(tt.e, []byte(tt.text))
		var got *FormatError
		if !errors.As(err, &got) {
			t.Errorf("%s %q: error %v, want a *FormatError", tt.e, tt.text, err)
			continue
		}
		want := FormatError{Kind: tt.kind, Element: tt.e, Index: tt.index, Offset: tt.offset, Length: len(tt.text)}
		if *got != want {
			t.Errorf("%s %q: %+v, want %+v", tt.e, tt.text, *got, want)
		}
	}
}

func TestParseAppends(t *testing.T) {
	dst := append(make([]float32, 0, 8), 9)
	got, err := ParseFloat32(dst, []byte("[1,2]"))
	if err != nil || !slices.Equal(got, []float32{9, 1, 2}) || &got[0] != &dst[0] {
		t.Errorf("got %v, %v, want the two elements after the 9, in place", got, err)
	}
	got, err = ParseFloat32(dst, []byte("[1,x]"))
	if err == nil || !slices.Equal(got, []float32{9}) {
		t.Errorf("after an error dst = %v, %v, want it as it was", got, err)
	}
}

func TestParseDoesNotAllocate(t *testing.T) {
	text, dst := randomJSON(64), make([]float32, 0, 64)
	if n := testing.AllocsPerRun(100, func() { dst, _ = ParseFloat32(dst[:0], text) }); n != 0 {
		t.Errorf("ParseFloat32 allocates %v times", n)
	}
}

// randomJSON returns the text of n numbers as embedding services send them.
func randomJSON(n int) []byte {
	r := rand.New(rand.NewPCG(1, 2))
	text := []byte{'['}
	for i := range n {
		if i > 0 {
			text = append(text, ", "...)
		}
		text = strconv.AppendFloat(text, r.NormFloat64()/40, 'f', 8, 64)
	}
	return append(text, ']')
}

func FuzzParseFloat32(f *testing.F) {
	for _, seed := range []string{"[1,2,3]", "[0x1.8p3 nan(1)]", "[1e-999,,]", " [+.5e-3", "[-inf]", "[1\x00]"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		v, err := ParseFloat32(nil, text)
		if err != nil {
			checkFormatError(t, err, text)
			return
		}
		if len(v) == 0 || !IsFinite(v) {
			t.Fatalf("%q parsed as %v, which is no vector", text, v)
		}
		again, err := ParseFloat32(nil, AppendJSONFloat32(nil, v))
		if err != nil || !slices.Equal(v, again) {
			t.Fatalf("%v written and read is %v, %v", v, again, err)
		}
	})
}

func FuzzParseInt8(f *testing.F) {
	for _, seed := range []string{"[1,2,3]", "[-128 127]", "[1.5]", "[007,+5", "[9999999999999999999]"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		v, err := ParseInt8(nil, text)
		if err != nil {
			checkFormatError(t, err, text)
			return
		}
		again, err := ParseInt8(nil, AppendJSONInt8(nil, v))
		if err != nil || !slices.Equal(v, again) {
			t.Fatalf("%v written and read is %v, %v", v, again, err)
		}
	})
}

func checkFormatError(t *testing.T, err error, input []byte) {
	t.Helper()
	var e *FormatError
	if !errors.As(err, &e) {
		t.Fatalf("%q: error %v, want a *FormatError", input, err)
	}
	if e.Offset < 0 || e.Offset > len(input) || strings.Contains(e.Error(), "malformed") {
		t.Fatalf("%q: error %q (%+v)", input, e, *e)
	}
}

func BenchmarkParseFloat32(b *testing.B) {
	text, dst := randomJSON(1536), make([]float32, 0, 1536)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		dst, _ = ParseFloat32(dst[:0], text)
	}
}
