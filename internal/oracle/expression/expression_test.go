package expression

import (
	"math/rand/v2"
	"strings"
	"testing"
)

func TestEqualSeedsGiveEqualQueries(t *testing.T) {
	a, b := rand.New(rand.NewPCG(5, 0)), rand.New(rand.NewPCG(5, 0))
	for range 100 {
		if x, y := Random(a).String(), Random(b).String(); x != y {
			t.Fatalf("%s\n%s", x, y)
		}
	}
}

// TestEveryFunctionOccurs also counts parameters and values.
func TestEveryFunctionOccurs(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 0))
	var all strings.Builder
	for range 1000 {
		s := Random(r).Statement()
		if n := strings.Count(s.SQL, "?"); n != len(s.Args) {
			t.Fatalf("%d values for %d parameters: %s", len(s.Args), n, s.SQL)
		}
		all.WriteString(s.SQL)
	}
	for _, name := range []string{"f32", "int8", "bit", "length", "type", "distance_l2", "distance_l1", "distance_cosine", "distance_hamming",
		"add", "sub", "slice", "normalize", "to_json", "quantize_int8", "quantize_binary", "each"} {
		if !strings.Contains(all.String(), "vec_"+name+"(") {
			t.Errorf("vec_%s does not occur", name)
		}
	}
}

func TestReduceLeavesWhatFails(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 0))
	fails := func(q Query) bool { return strings.Contains(q.String(), "vec_normalize(") }
	reduced := 0
	for range 1000 {
		q := Random(r)
		if !fails(q) {
			continue
		}
		reduced++
		small := q.Reduce(fails)
		if !fails(small) || len(small.Rows) > 0 || small.Each || len(small.String()) > 40 {
			t.Errorf("%s\nis reduced to\n%s", q, small)
		}
	}
	if reduced < 50 {
		t.Errorf("only %d queries had something to reduce", reduced)
	}
}
