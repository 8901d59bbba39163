package vector

import (
	"database/sql"
	"encoding/json"
	"errors"
	"math"
	"strings"
	"testing"
)

func TestVectorThroughDatabase(t *testing.T) {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, v := range []Vector{
		FromFloat32s([]float32{1, -2.5}),
		FromInt8s([]int8{1, -128, 127}),
		FromBits([]byte{0x01, 0xfe}),
		{}, Empty(Int8), Empty(Bit),
	} {
		var kind string
		got := FromFloat32s([]float32{9})
		if v.Element() != Float32 {
			got = Empty(v.Element())
		}
		if err := db.QueryRow("select typeof(?1), ?1", v).Scan(&kind, &got); err != nil {
			t.Fatalf("%v: %v", v, err)
		}
		want := "blob"
		if v.Dims() == 0 {
			want = "null"
		}
		if kind != want || !got.Equal(v) {
			t.Errorf("%v is bound as %s and scanned as %v", v, kind, got)
		}
	}
	var got Vector
	if err := db.QueryRow("select '[1, 2]'").Scan(&got); err != nil || !got.Equal(FromFloat32s([]float32{1, 2})) {
		t.Errorf("text is scanned as %v, %v", got, err)
	}
}

func TestScanCopies(t *testing.T) {
	blob := []byte{1, 2, 3, 4}
	for _, e := range []Element{Float32, Int8, Bit} {
		v, w := Empty(e), Empty(e)
		if err := v.Scan(blob); err != nil {
			t.Fatal(err)
		}
		if err := w.Scan([]byte{1, 2, 3, 4}); err != nil {
			t.Fatal(err)
		}
		blob[0] = 0
		if !v.Equal(w) {
			t.Errorf("%s: the vector changes with the driver's bytes", e)
		}
		blob[0] = 1
	}
}

func TestScanRefuses(t *testing.T) {
	tests := []struct {
		name string
		src  any
		word string
	}{
		{"number", int64(5), "int64"},
		{"odd blob", []byte{1, 2, 3}, "multiple of 4"},
		{"empty blob", []byte{}, "empty"},
		{"text", "hello", "'['"},
		{"nan", AppendFloat32s(nil, []float32{float32(math.NaN())}), "NaN"},
	}
	for _, tt := range tests {
		v := FromFloat32s([]float32{1})
		err := v.Scan(tt.src)
		if err == nil || !strings.Contains(err.Error(), tt.word) {
			t.Errorf("%s: error %v does not say %s", tt.name, err, tt.word)
		}
		if v.Dims() != 0 {
			t.Errorf("%s: %v remains after the error", tt.name, v)
		}
	}
}

func TestNonFiniteVectorIsNotWritten(t *testing.T) {
	v := FromFloat32s([]float32{1, float32(math.Inf(1))})
	var e *FormatError
	if _, err := v.Value(); !errors.As(err, &e) || e.Kind != FormatInf || e.Index != 1 {
		t.Errorf("Value: %v", err)
	}
	if _, err := json.Marshal(v); !errors.As(err, &e) || e.Kind != FormatInf {
		t.Errorf("MarshalJSON: %v", err)
	}
}

func TestVectorJSON(t *testing.T) {
	tests := []struct {
		v    Vector
		want string
	}{
		{FromFloat32s([]float32{1, 0.1, -1e-20}), "[1,0.1,-1e-20]"},
		{FromInt8s([]int8{-1, 7}), "[-1,7]"},
		{FromBits([]byte{0x05}), "[1,0,1,0,0,0,0,0]"},
		{Vector{}, "null"},
		{Empty(Bit), "null"},
	}
	for _, tt := range tests {
		text, err := json.Marshal(struct{ V Vector }{tt.v})
		if want := `{"V":` + tt.want + `}`; err != nil || string(text) != want {
			t.Errorf("%v is written %s, %v, want %s", tt.v, text, err, want)
		}
		got := struct{ V Vector }{Empty(tt.v.Element())}
		if err := json.Unmarshal(text, &got); err != nil || !got.V.Equal(tt.v) {
			t.Errorf("%s is read as %v, %v, want %v", text, got.V, err, tt.v)
		}
	}
	for _, text := range []string{`{}`, `"x"`, `[1,"2"]`, `[null]`, `[]`, `5`} {
		v := FromFloat32s([]float32{1})
		if err := json.Unmarshal([]byte(text), &v); err == nil || v.Dims() != 0 {
			t.Errorf("%s is read as %v, %v, want an error and an empty vector", text, v, err)
		}
	}
}

func FuzzVectorJSON(f *testing.F) {
	f.Add(uint8(0), []byte{0, 0, 0x80, 0x3f})
	f.Add(uint8(1), []byte{1, 2, 0x80})
	f.Add(uint8(2), []byte{0xa5})
	f.Fuzz(func(t *testing.T, element uint8, blob []byte) {
		e := Element(element % 3)
		v, err := FromBlob(e, blob)
		if err != nil {
			return
		}
		text, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		got := Empty(e)
		if err := json.Unmarshal(text, &got); err != nil || !got.Equal(v) {
			t.Fatalf("%v written as %s is read as %v, %v", v, text, got, err)
		}
	})
}
