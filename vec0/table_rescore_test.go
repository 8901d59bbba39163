package vec0_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// TestRescoreAnswersExactly holds a rescore column with enough candidates for
// the whole table to a flat column of the same vectors.
func TestRescoreAnswersExactly(t *testing.T) {
	for _, quantizer := range []string{"bit", "int8"} {
		for _, metric := range []string{"l2", "l1", "cosine"} {
			t.Run(quantizer+" "+metric, func(t *testing.T) { testRescore(t, quantizer, metric) })
		}
	}
}

func testRescore(t *testing.T, quantizer, metric string) {
	random := rand.New(rand.NewPCG(7, 11))
	vector := func() string {
		var elements []string
		for range 16 {
			elements = append(elements, fmt.Sprintf("%.4f", random.Float64()*2-1))
		}
		return "'[" + strings.Join(elements, ",") + "]'"
	}
	s := connect(t, ":memory:",
		fmt.Sprintf("CREATE VIRTUAL TABLE r USING vec0(e float[16] distance_metric=%s indexed by rescore(quantizer=%s, oversample=64), +a text, chunk_size=8)", metric, quantizer),
		fmt.Sprintf("CREATE VIRTUAL TABLE f USING vec0(e float[16] distance_metric=%s, +a text, chunk_size=8)", metric))
	both := func(statement string) {
		s.run(strings.ReplaceAll(statement, "?", "r"), strings.ReplaceAll(statement, "?", "f"))
	}
	for i := range 60 {
		both(fmt.Sprintf("INSERT INTO ?(rowid, e, a) VALUES(%d, %s, 'aux %d')", i, vector(), i))
	}
	compare := func() {
		t.Helper()
		for range 5 {
			match := " WHERE e MATCH " + vector()
			for _, clause := range []string{
				" AND k = 1", " AND k = 10", " AND k = 100", " ORDER BY distance LIMIT 7", " LIMIT 5 OFFSET 3",
				" AND k = 5 AND rowid IN (1, 5, 9, 20, 33, 34, 1000)", " AND k = 0",
				// The constraint is on the exact distance, and before the choice of k.
				" AND k = 4 AND distance > (SELECT avg(distance) FROM (SELECT distance FROM f" + match + " AND k = 100))",
				" AND k = 100 AND distance <= (SELECT avg(distance) FROM (SELECT distance FROM f" + match + " AND k = 100))",
			} {
				s.same("SELECT rowid, distance, a, e FROM r"+match+clause, "SELECT rowid, distance, a, e FROM f"+match+clause)
			}
		}
		s.same("SELECT rowid, vec_to_json(e), a FROM r", "SELECT rowid, vec_to_json(e), a FROM f")
		s.check(step{"PRAGMA integrity_check", "'ok'"})
	}
	compare()
	both("DELETE FROM ? WHERE rowid BETWEEN 8 AND 15 OR rowid % 5 = 2")
	compare()
	for i := range 60 {
		if i%7 == 3 {
			both(fmt.Sprintf("UPDATE ? SET e = %s, a = 'new' WHERE rowid = %d", vector(), i))
			both(fmt.Sprintf("REPLACE INTO ?(rowid, e) VALUES(%d, %s)", i+1, vector()))
		}
	}
	compare()
	both("DELETE FROM ?")
	compare()
	s.check(step{"SELECT (SELECT count(*) FROM r_rescore_chunks00), (SELECT count(*) FROM r_rescore_vectors00)", "0 0"})
}

// TestRescoreQuantizers holds the stored codes to sqlite-vec's, which are other
// ones than those of its functions vec_quantize_binary and vec_quantize_int8.
func TestRescoreQuantizers(t *testing.T) {
	const vector = "'[0, -0.0, 1, -1, 0.5, -0.5, 3, -3]'"
	connect(t, ":memory:",
		"CREATE VIRTUAL TABLE b USING vec0(e float[8] indexed by rescore(quantizer=bit), chunk_size=8)",
		"CREATE VIRTUAL TABLE i USING vec0(e float[8] indexed by rescore(quantizer=int8), chunk_size=8)",
		"INSERT INTO b(e) VALUES("+vector+")", "INSERT INTO i(e) VALUES("+vector+")",
	).check(
		step{"SELECT hex(vectors) FROM b_rescore_chunks00", "'5700000000000000'"}, // 1 for >= 0
		step{"SELECT hex(substr(vectors, 3, 2)), hex(substr(vectors, 7, 2)) FROM i_rescore_chunks00", "'7F80' '7F80'"},
		step{"SELECT hex(vector) = hex(vec_f32(" + vector + ")) FROM i_rescore_vectors00", "1"},
		step{"SELECT count(*) FROM sqlite_master WHERE name LIKE '%vector_chunks%'", "0"},
	)
}

// TestRescoreLooksFartherForBounds: constraints on the distance do not take rows
// away as long as there are others.
func TestRescoreLooksFartherForBounds(t *testing.T) {
	s := connect(t, ":memory:", "CREATE VIRTUAL TABLE v USING vec0(e float[8] indexed by rescore(quantizer=int8, oversample=2), chunk_size=32)",
		`WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM n WHERE x < 300)
			INSERT INTO v(rowid, e) SELECT x, json_array(x/300.0, 0, 0, 0, 0, 0, 0, 0) FROM n`)
	s.check(
		step{"SELECT rowid FROM v WHERE e MATCH '[0,0,0,0,0,0,0,0]' AND k = 4 AND distance > 0.5", "151; 152; 153; 154"},
		step{"SELECT count(*) FROM v WHERE e MATCH '[0,0,0,0,0,0,0,0]' AND k = 200 AND distance > 0.9", "30"},
		step{"INSERT INTO v(v) VALUES('oversample=4611686018427387904')", ""},
		step{"SELECT count(*) FROM v WHERE e MATCH '[0,0,0,0,0,0,0,0]' AND k = 4", "4"},
	)
}
