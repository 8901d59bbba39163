package vec0_test

import (
	"fmt"
	"testing"
)

// TestTieOrder holds rows of equal distance to sqlite-vec's order: the later
// slot of a chunk first, the earlier chunk first.
func TestTieOrder(t *testing.T) {
	s := connect(t, ":memory:", "CREATE VIRTUAL TABLE v USING vec0(e float[1], chunk_size=8)",
		`INSERT INTO v(rowid, e) WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM i WHERE n < 20)
			SELECT n, vec_f32('[1]') FROM i`)
	for _, test := range []struct {
		k    int
		want string
	}{
		{1, "8"},
		{5, "8; 7; 6; 5; 4"},
		{8, "8; 7; 6; 5; 4; 3; 2; 1"},
		{10, "8; 7; 6; 5; 4; 3; 2; 1; 16; 15"},
		{20, "8; 7; 6; 5; 4; 3; 2; 1; 16; 15; 14; 13; 12; 11; 10; 9; 20; 19; 18; 17"},
		{100, "8; 7; 6; 5; 4; 3; 2; 1; 16; 15; 14; 13; 12; 11; 10; 9; 20; 19; 18; 17"},
	} {
		s.check(
			step{fmt.Sprintf("SELECT rowid FROM v WHERE e MATCH '[1]' AND k = %d", test.k), test.want},
			step{fmt.Sprintf("SELECT rowid FROM v WHERE e MATCH '[1]' ORDER BY distance LIMIT %d", test.k), test.want},
		)
	}
	s.run("DELETE FROM v WHERE rowid IN (8, 16)", "UPDATE v SET e = '[0]' WHERE rowid IN (2, 18)")
	s.check(step{"SELECT rowid, distance FROM v WHERE e MATCH '[0]' AND k = 5", "2 0.0; 18 0.0; 7 1.0; 6 1.0; 5 1.0"})
}

func TestDistances(t *testing.T) {
	s := connect(t, ":memory:",
		`CREATE VIRTUAL TABLE v USING vec0(l2 float[2], l1 float[2] distance_metric=l1, c float[2] distance_metric=cosine,
			i2 int8[2], i1 int8[2] distance_metric=L1, ic int8[2] distance_metric=COSINE, b bit[16], chunk_size=8)`,
		`INSERT INTO v(rowid, l2, l1, c, i2, i1, ic, b) VALUES
			(1, '[3,4]', '[3,4]', '[3,0]', vec_int8('[3,4]'), vec_int8('[-128,-128]'), vec_int8('[0,5]'), vec_bit(x'ff01')),
			(2, '[0,1]', '[0,1]', '[0,2]', vec_int8('[0,1]'), vec_int8('[0,1]'), vec_int8('[-7,0]'), vec_bit(x'0000'))`)
	s.check(
		step{"SELECT rowid, distance FROM v WHERE l2 MATCH '[0,0]' AND k = 2", "2 1.0; 1 5.0"},
		step{"SELECT rowid, distance FROM v WHERE l1 MATCH '[0,0]' AND k = 2", "2 1.0; 1 7.0"},
		step{"SELECT rowid, distance FROM v WHERE c MATCH '[-1,0]' AND k = 2", "2 1.0; 1 2.0"},
		step{"SELECT rowid, distance FROM v WHERE i2 MATCH vec_int8('[0,0]') AND k = 2", "2 1.0; 1 5.0"},
		step{"SELECT rowid, distance FROM v WHERE i1 MATCH vec_int8('[127,127]') AND k = 2", "2 253.0; 1 510.0"},
		step{"SELECT rowid, distance FROM v WHERE ic MATCH vec_int8('[1,0]') AND k = 2", "1 1.0; 2 2.0"},
		step{"SELECT rowid, distance FROM v WHERE b MATCH vec_bit(x'0000') AND k = 2", "2 0.0; 1 9.0"},
	)
}

// TestZeroVectorHasNoCosineDistance: its distance is NULL, and it comes out as
// soon as it lies in the first slot that is left, as in sqlite-vec.
func TestZeroVectorHasNoCosineDistance(t *testing.T) {
	const definition = "CREATE VIRTUAL TABLE v USING vec0(e float[2] distance_metric=cosine, chunk_size=8)"
	s := connect(t, ":memory:", definition, "INSERT INTO v(rowid, e) VALUES(1, '[0,0]'), (2, '[0,1]'), (3, '[1,0]')")
	s.check(
		step{"SELECT rowid, distance FROM v WHERE e MATCH '[1,0]' AND k = 3", "1 NULL; 3 0.0; 2 1.0"},
		step{"SELECT rowid, distance FROM v WHERE e MATCH '[1,0]' AND k = 1", "1 NULL"},
		step{"SELECT rowid FROM v WHERE e MATCH '[1,0]' AND k = 3 AND distance < 10", "3; 2"},
		step{"SELECT rowid FROM v WHERE e MATCH '[1,0]' AND k = 3 AND distance >= 0", "3; 2"},
	)
	s = connect(t, ":memory:", definition, "INSERT INTO v(rowid, e) VALUES(1, '[1,0]'), (2, '[0,0]'), (3, '[-1,0]'), (4, '[0,0]'), (5, '[0,1]')")
	s.check(
		step{"SELECT rowid, distance FROM v WHERE e MATCH '[1,0]' AND k = 5", "1 0.0; 2 NULL; 5 1.0; 3 2.0; 4 NULL"},
		step{"SELECT rowid, distance FROM v WHERE e MATCH '[1,0]' AND k = 2", "1 0.0; 2 NULL"},
	)
	for zero := 1; zero <= 20; zero++ {
		s := connect(t, ":memory:", definition,
			fmt.Sprintf(`INSERT INTO v(rowid, e) WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM i WHERE n < 20)
				SELECT n, iif(n = %d, '[0,0]', '[1,' || n || ']') FROM i`, zero))
		s.check(
			step{"SELECT count(*), count(DISTINCT rowid), sum(distance IS NULL) FROM (SELECT rowid, distance FROM v WHERE e MATCH '[1,0]' AND k = 100)", "20 20 1"},
			step{fmt.Sprintf("SELECT count(*) FROM v WHERE e MATCH '[1,0]' AND k = 100 AND rowid = %d", zero), "1"},
		)
	}
}

func TestQueryVectorErrors(t *testing.T) {
	s := connect(t, ":memory:", "CREATE VIRTUAL TABLE v USING vec0(f float[2], i int8[2], b bit[8])",
		"INSERT INTO v(f, i, b) VALUES('[1,2]', vec_int8('[1,2]'), vec_bit(x'01'))")
	for _, test := range []struct{ match, want string }{
		{"f MATCH '[1]'", `Dimension mismatch for query vector for the "f" column. Expected 2 dimensions but received 1.`},
		{"f MATCH '[1,2,3]'", `Dimension mismatch for query vector for the "f" column. Expected 2 dimensions but received 3.`},
		{"f MATCH vec_int8('[1,2]')", `Query vector for the "f" column is expected to be of type float32, but a int8 vector was provided.`},
		{"i MATCH '[1,2]'", `Query vector for the "i" column is expected to be of type int8, but a float32 vector was provided.`},
		{"b MATCH vec_int8('[1]')", `Query vector for the "b" column is expected to be of type bit, but a int8 vector was provided.`},
		{"f MATCH 'x'", `Query vector on the "f" column is invalid: JSON array parsing error: Input does not start with '['`},
		{"f MATCH x'00'", `Query vector on the "f" column is invalid: invalid float32 vector BLOB length. Must be divisible by 4, found 1`},
		{"f MATCH x''", `Query vector on the "f" column is invalid: zero-length vectors are not supported.`},
		{"f MATCH NULL", `Query vector on the "f" column is invalid: Input must have type BLOB (compact format) or TEXT (JSON), found NULL`},
		{"f MATCH 1", `Query vector on the "f" column is invalid: Input must have type BLOB (compact format) or TEXT (JSON), found INTEGER`},
		{"f MATCH '[1,nan]'", `Query vector on the "f" column is invalid: invalid float32 vector: element 1 is NaN`},
		{"f MATCH '[inf,1]'", `Query vector on the "f" column is invalid: invalid float32 vector: element 0 is Inf`},
	} {
		s.check(step{"SELECT rowid FROM v WHERE " + test.match + " AND k = 1", "error: " + test.want})
	}
}

func TestDistanceConstraints(t *testing.T) {
	s := connect(t, ":memory:", "CREATE VIRTUAL TABLE v USING vec0(e float[1], chunk_size=8)", series("v", 1, 30))
	for _, test := range []struct{ where, want string }{
		{"distance < 3", "1; 2; 3"},
		{"distance <= 3", "1; 2; 3; 4"},
		{"distance > 27", "29; 30"},
		{"distance >= 27", "28; 29; 30"},
		{"distance > 2 AND distance < 5", "4; 5"},
		{"distance BETWEEN 10 AND 12", "11; 12; 13"},
		{"distance > 1e9", ""},
		{"distance < 0", ""},
		{"distance > 12.5 AND rowid IN (1, 14, 29)", "14; 29"},
	} {
		s.check(step{"SELECT rowid FROM v WHERE e MATCH '[1]' AND k = 10 AND " + test.where, test.want})
	}
	// The constraint comes before the choice of the nearest k.
	s.check(step{"SELECT rowid, distance FROM v WHERE e MATCH '[1]' AND k = 2 AND distance >= 20", "21 20.0; 22 21.0"})
}

func TestRowidLists(t *testing.T) {
	s := connect(t, ":memory:", "CREATE VIRTUAL TABLE v USING vec0(e float[1], chunk_size=8)", series("v", 1, 30),
		"INSERT INTO v(rowid, e) VALUES(4294967297, '[0]'), (-4294967295, '[0.5]'), (9223372036854775807, '[100]')",
		"CREATE TABLE ids(id)", "INSERT INTO ids VALUES(30), (3), (3), (77), (NULL), ('5')")
	for _, test := range []struct{ list, want string }{
		{"(2, 9, 30)", "2 2.0; 9 9.0; 30 30.0"},
		{"(30, 2, 9, 2, 1000)", "2 2.0; 9 9.0; 30 30.0"},
		{"(1000, -1)", ""},
		{"(4294967297, -4294967295, 9223372036854775807)", "4294967297 0.0; -4294967295 0.5; 9223372036854775807 100.0"},
		{"(4294967297)", "4294967297 0.0"}, // not rowid 1, which has the same low 32 bits
		{"(SELECT id FROM ids WHERE id > 2 AND typeof(id) = 'integer')", "3 3.0; 30 30.0"},
		{"(SELECT id FROM ids WHERE 0)", ""},
	} {
		s.check(step{"SELECT rowid, distance FROM v WHERE e MATCH '[0]' AND k = 10 AND rowid IN " + test.list, test.want})
	}
	s.check(
		step{"SELECT rowid FROM v WHERE e MATCH '[0]' AND k = 2 AND rowid IN (7, 8, 9)", "7; 8"},
		step{"SELECT rowid FROM v WHERE rowid IN (9, 2, 1000) ORDER BY rowid", "2; 9"},
	)
}

func TestTextKeyLists(t *testing.T) {
	s := connect(t, ":memory:", "CREATE VIRTUAL TABLE v USING vec0(id text primary key, e float[1], chunk_size=8)",
		"INSERT INTO v(id, e) VALUES('a', '[1]'), ('b', '[2]'), ('c', '[3]'), ('', '[4]')")
	for _, test := range []struct{ list, want string }{
		{"('c', 'a')", "'a'; 'c'"},
		{"('absent', 'c', 'A', 'b')", "'b'; 'c'"}, // an unknown key just does not match
		{"('absent')", ""},
		{"('', 'a')", "'a'; ''"},
		{"(1, NULL, 'b')", "'b'"},
		{"(SELECT 'b' UNION SELECT 'zzz')", "'b'"},
	} {
		s.check(step{"SELECT id FROM v WHERE e MATCH '[0]' AND k = 10 AND id IN " + test.list, test.want})
	}
}

// TestKNNByJoin runs the search once for each row of another table.
func TestKNNByJoin(t *testing.T) {
	connect(t, ":memory:", "CREATE VIRTUAL TABLE v USING vec0(e float[1], chunk_size=8)", series("v", 1, 30),
		"CREATE TABLE q(e, n)", "INSERT INTO q VALUES('[5.25]', 2), ('[20]', 1), ('[9]', 0)",
	).check(
		step{"SELECT q.e, v.rowid, distance FROM q JOIN v ON v.e MATCH q.e AND k = q.n", "'[5.25]' 5 0.25; '[5.25]' 6 0.75; '[20]' 20 0.0"},
		step{"SELECT (SELECT rowid FROM v WHERE v.e MATCH q.e ORDER BY distance LIMIT 1) FROM q", "5; 20; 9"},
	)
}

func TestEmptyTable(t *testing.T) {
	connect(t, ":memory:", "CREATE VIRTUAL TABLE v USING vec0(e float[1], m text)").check(
		step{"SELECT * FROM v", ""},
		step{"SELECT * FROM v WHERE rowid = 1", ""},
		step{"SELECT * FROM v WHERE e MATCH '[1]' AND k = 5", ""},
		step{"SELECT * FROM v WHERE e MATCH '[1]' AND k = 5 AND m > 'a'", ""},
		step{"UPDATE v SET m = 'x'", ""},
		step{"DELETE FROM v", ""},
		step{"PRAGMA integrity_check", "'ok'"},
	)
}
