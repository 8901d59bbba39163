package vector

import (
	"database/sql"
	"encoding/json"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	_ "modernc.org/sqlite"
)

func TestAppendJSONFixed(t *testing.T) {
	negativeZero := float32(math.Copysign(0, -1))
	tests := []struct {
		v    []float32
		want string
	}{
		{nil, "[]"},
		{[]float32{1, 0}, "[1.000000,0.000000]"},
		{[]float32{negativeZero}, "[0.000000]"},
		{[]float32{1e10}, "[10000000000.000000]"},
		{[]float32{-1.5, 0.0078125}, "[-1.500000,0.007813]"},
		{[]float32{-1e-7}, "[-0.000000]"},
		{[]float32{9.9999999}, "[10.000000]"},
		{[]float32{1e30}, "[1000000015047466000000000000000.000000]"},
		{[]float32{math.MaxFloat32}, "[340282346638528900000000000000000000000.000000]"},
		{[]float32{float32(math.NaN()), 1}, "[null,1.000000]"},
		{[]float32{float32(math.Inf(1)), float32(math.Inf(-1))}, "[Inf,-Inf]"},
	}
	for _, tt := range tests {
		if got := string(AppendJSONFixed(nil, tt.v)); got != tt.want {
			t.Errorf("AppendJSONFixed(%v) = %s, want %s", tt.v, got, tt.want)
		}
	}
}

// TestFixedAgreesWithSQLite compares with printf('%f') of SQLite itself.
func TestFixedAgreesWithSQLite(t *testing.T) {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	stmt, err := db.Prepare("select printf('%f', ?)")
	if err != nil {
		t.Fatal(err)
	}
	defer stmt.Close()
	check := func(seed uint64, x float32) {
		if x != x {
			return
		}
		var want string
		if err := stmt.QueryRow(float64(x)).Scan(&want); err != nil {
			t.Fatal(err)
		}
		if got := string(appendFixed(nil, x)); got != want {
			t.Errorf("seed %d: %v (%08x) is printed %s, want %s", seed, x, math.Float32bits(x), got, want)
		}
	}
	for _, x := range edges() {
		check(0, x)
	}
	seed := rand.Uint64()
	r := rand.New(rand.NewPCG(seed, seed))
	for range 20000 {
		check(seed, math.Float32frombits(r.Uint32()))
		check(seed, float32(r.NormFloat64()))
		check(seed, float32(math.Pow(10, 16+22*r.Float64())))
	}
}

// edges returns numbers around the powers of two and of ten, and ties of the
// sixth decimal.
func edges() []float32 {
	var list []float32
	around := func(x float32) {
		list = append(list, x, math.Nextafter32(x, 0), math.Nextafter32(x, math.MaxFloat32), -x)
	}
	for e := -149; e < 128; e++ {
		around(float32(math.Ldexp(1, e)))
	}
	for e := -45; e <= 38; e++ {
		around(float32(math.Pow(10, float64(e))))
	}
	for i := range 2000 {
		around(float32(i) / 128)
	}
	return append(list, 0, float32(math.Copysign(0, -1)), float32(math.Inf(1)), float32(math.Inf(-1)))
}

func TestAppendJSONFloat32(t *testing.T) {
	v := []float32{0, 1, -0.1, 3.4e38, 1e-45, 1e20, 1e21, 0.000001, 16777216}
	want := "[0,1,-0.1,3.4e+38,1e-45,100000000000000000000,1e+21,0.000001,16777216]"
	if got := string(AppendJSONFloat32(nil, v)); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := string(AppendJSONFloat32(nil, []float32{float32(math.NaN()), float32(math.Inf(1))})); got != "[null,null]" {
		t.Errorf("NaN and Inf are written %s", got)
	}
}

func TestShortestReadsBack(t *testing.T) {
	seed := rand.Uint64()
	r := rand.New(rand.NewPCG(seed, seed))
	v := edges()
	for range 20000 {
		v = append(v, math.Float32frombits(r.Uint32()))
	}
	v = slices.DeleteFunc(v, func(x float32) bool { return nonFinite(x) != 0 })
	text := AppendJSONFloat32(nil, v)
	got, err := ParseFloat32(nil, text)
	if err != nil || !slices.Equal(got, v) {
		t.Errorf("seed %d: ParseFloat32 does not read it back (%v)", seed, err)
	}
	var std []float32
	if err := json.Unmarshal(text, &std); err != nil || !slices.Equal(std, v) {
		t.Errorf("seed %d: encoding/json does not read it back (%v)", seed, err)
	}
}

func TestAppendJSONIntegers(t *testing.T) {
	if got := string(AppendJSONInt8(nil, []int8{-128, 0, 127})); got != "[-128,0,127]" {
		t.Errorf("int8: %s", got)
	}
	if got := string(AppendJSONBit(nil, []byte{0x01, 0x82})); got != "[1,0,0,0,0,0,0,0,0,1,0,0,0,0,0,1]" {
		t.Errorf("bit: %s, want the lowest bit first", got)
	}
}

func BenchmarkAppendJSONFloat32(b *testing.B) { benchmarkAppend(b, AppendJSONFloat32) }

func BenchmarkAppendJSONFixed(b *testing.B) { benchmarkAppend(b, AppendJSONFixed) }

func benchmarkAppend(b *testing.B, appendJSON func([]byte, []float32) []byte) {
	v, err := ParseFloat32(nil, randomJSON(1536))
	if err != nil {
		b.Fatal(err)
	}
	text := appendJSON(nil, v)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		text = appendJSON(text[:0], v)
	}
}
