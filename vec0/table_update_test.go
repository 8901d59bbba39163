package vec0_test

import "testing"

func TestUpdate(t *testing.T) {
	connect(t, ":memory:", columnKinds, goodRow("rowid", "1"), goodRow("rowid", "2")).check(
		step{"UPDATE v SET f = '[7,8]' WHERE rowid = 1", ""},
		step{"SELECT changes()", "1"},
		step{"UPDATE v SET flag = 0, n = 99, x = -2.5, t = 'short' WHERE rowid = 1", ""},
		step{"UPDATE v SET at = 'new', ai = NULL, af = 'no check', ab = 1 WHERE rowid = 1", ""},
		step{"SELECT vec_to_json(f), flag, n, x, t, at, ai, af, ab FROM v WHERE rowid = 1",
			"'[7.000000,8.000000]' 0 99 -2.5 'short' 'new' NULL 'no check' 1"},
		step{"UPDATE v SET f = NULL WHERE rowid = 1", ""}, // NULL leaves a vector as it is
		step{"SELECT vec_to_json(f), vec_to_json(i), hex(b) FROM v WHERE rowid = 1", "'[7.000000,8.000000]' '[1,2]' '0102'"},
		step{"UPDATE v SET rowid = 50 WHERE rowid = 1", ""}, // as in sqlite-vec, the key stays
		step{"SELECT rowid FROM v", "1; 2"},
		step{"UPDATE v SET distance = 1, k = 2 WHERE rowid = 1", ""},
		step{"UPDATE v SET n = n + 1", ""}, // all rows, all other columns as they were
		step{"SELECT n, t, vec_to_json(f), vec_to_json(i), hex(b), p, q, at FROM v",
			"100 'short' '[7.000000,8.000000]' '[1,2]' '0102' 'p' 1 'new'; 2 'a text of more than twelve bytes' '[1.000000,2.000000]' '[1,2]' '0102' 'p' 1 'aux'"},
		step{"UPDATE v SET n = 5 WHERE rowid = 99", ""},
		step{"SELECT changes()", "0"},
		step{"SELECT rowid, distance FROM v WHERE f MATCH '[7,8]' AND k = 1", "1 0.0"},
		step{"PRAGMA integrity_check", "'ok'"},
	)
}

func TestUpdateRefusesWrongValues(t *testing.T) {
	for _, test := range []struct{ set, want string }{
		{"f = '[1]'", `Dimension mismatch for new updated vector for the "f" column. Expected 2 dimensions but received 1.`},
		{"f = '[1,x]'", `Updated vector for the "f" column is invalid: JSON parsing error`},
		{"f = x'010203'", `Updated vector for the "f" column is invalid: invalid float32 vector BLOB length. Must be divisible by 4, found 3`},
		{"f = '[1,nan]'", `Updated vector for the "f" column is invalid: invalid float32 vector: element 1 is NaN`},
		{"flag = 2", "Expected 0 or 1 for BOOLEAN metadata column flag"},
		{"n = 1.5", "Expected integer for INTEGER metadata column n, received FLOAT"},
		{"n = NULL", "Expected integer for INTEGER metadata column n, received NULL"},
		{"x = 1", "Expected float for FLOAT metadata column x, received INTEGER"},
		{"t = x'61'", "Expected text for TEXT metadata column t, received BLOB"},
		{"p = 1", "Parition key type mismatch: The partition key column p has type TEXT, but INTEGER was provided."},
		// What is right beside it is not done either.
		{"f = '[9,9]', n = 77, at = 'z', t = 1", "Expected text for TEXT metadata column t, received INTEGER"},
		{"f = '[9,9]', n = 77, p = 'z', flag = iif(rowid = 1, 'x', 1)", "Expected 0 or 1 for BOOLEAN metadata column flag"},
	} {
		for _, where := range []string{" WHERE rowid = 1", ""} {
			for _, begin := range []string{"", "BEGIN", "SAVEPOINT s"} {
				s := connect(t, ":memory:", columnKinds, goodRow("rowid", "1"), goodRow("rowid", "2"))
				before := s.shadow()
				if begin != "" {
					s.run(begin)
				}
				s.check(step{"UPDATE v SET " + test.set + where, "error: " + test.want})
				s.unchanged(before, "a refused update")
			}
		}
	}
}

// TestUpdateFailsAsAWhole has the second row of a statement fail.
func TestUpdateFailsAsAWhole(t *testing.T) {
	for _, set := range []string{"n = iif(rowid = 2, 'bad', 77)", "f = iif(rowid = 2, '[1]', '[9,9]')", "p = 'z', x = iif(rowid = 2, 1, 1.5)"} {
		for _, begin := range []string{"", "BEGIN", "SAVEPOINT s"} {
			s := connect(t, ":memory:", columnKinds, goodRow("rowid", "1"), goodRow("rowid", "2"))
			before := s.shadow()
			if begin != "" {
				s.run(begin)
			}
			s.mentions("UPDATE v SET " + set)
			s.unchanged(before, "SET "+set+" after "+begin)
		}
	}
}

func TestUpdateOfTextKeysIsRefused(t *testing.T) {
	connect(t, ":memory:", "CREATE VIRTUAL TABLE v USING vec0(id text primary key, e float[1])",
		"INSERT INTO v(id, e) VALUES('a', '[1]')",
	).check(
		step{"UPDATE v SET id = 'b' WHERE id = 'a'", "error: UPDATEs on vec0 primary key values are not allowed."},
		step{"UPDATE v SET id = 'b'", "error: UPDATEs on vec0 primary key values are not allowed."},
		step{"UPDATE v SET e = '[2]' WHERE id = 'a'", ""},
		step{"SELECT id, vec_to_json(e) FROM v", "'a' '[2.000000]'"},
	)
}

// TestUpdateOfInt8AndBitVectors works although SQLite drops subtypes on the way
// into an UPDATE.
func TestUpdateOfInt8AndBitVectors(t *testing.T) {
	s := connect(t, ":memory:", "CREATE VIRTUAL TABLE v USING vec0(i int8[4], b bit[16], c bit[32], chunk_size=8)",
		"INSERT INTO v(rowid, i, b, c) VALUES(1, vec_int8('[1,2,3,4]'), vec_bit(x'0102'), vec_bit(x'01020304'))")
	const read = "SELECT vec_to_json(i), hex(b), hex(c) FROM v"
	s.check(
		step{"UPDATE v SET i = vec_int8('[5,6,7,-8]') WHERE rowid = 1", ""},
		step{"UPDATE v SET b = vec_bit(x'ff00') WHERE rowid = 1", ""},
		step{read, "'[5,6,7,-8]' 'FF00' '01020304'"},
		step{"UPDATE v SET i = x'090a0bfc', c = x'a1a2a3a4'", ""},
		step{read, "'[9,10,11,-4]' 'FF00' 'A1A2A3A4'"},
		step{"SELECT rowid, distance FROM v WHERE i MATCH vec_int8('[9,10,11,-4]') AND k = 1", "1 0.0"},
		step{"SELECT rowid, distance FROM v WHERE c MATCH vec_bit(x'a1a2a3a4') AND k = 1", "1 0.0"},
	)
	for _, set := range []string{"i = x'010203'", "i = x'0102030405'", "i = vec_int8('[1,2,3]')", "b = x'01'", "b = vec_bit(x'010203')", "i = '[1,2]'", "b = 5"} {
		s.mentions("UPDATE v SET " + set)
	}
	s.check(step{read, "'[9,10,11,-4]' 'FF00' 'A1A2A3A4'"}, step{"PRAGMA integrity_check", "'ok'"})
}

func TestUpdateOfPartitionKeys(t *testing.T) {
	connect(t, ":memory:", "CREATE VIRTUAL TABLE v USING vec0(p text partition key, e float[1], m text, +a text, chunk_size=8)",
		"INSERT INTO v(rowid, p, e, m, a) VALUES(1, 'x', '[1]', 'a long text of row one', 'aux 1'), (2, 'x', '[2]', 'two', 'aux 2'), (3, 'y', '[3]', 'three', 'aux 3')",
	).check(
		step{"UPDATE v SET p = 'y' WHERE rowid = 1", ""},
		step{"SELECT rowid, p, vec_to_json(e), m, a FROM v WHERE rowid = 1", "1 'y' '[1.000000]' 'a long text of row one' 'aux 1'"},
		step{"SELECT rowid FROM v WHERE e MATCH '[1]' AND k = 9 AND p = 'y'", "1; 3"},
		step{"SELECT rowid FROM v WHERE e MATCH '[1]' AND k = 9 AND p = 'x'", "2"},
		step{"UPDATE v SET p = 'new', e = '[5]', m = 'changed too' WHERE rowid = 2", ""},
		step{"SELECT rowid, p, vec_to_json(e), m, a FROM v WHERE p = 'new'", "2 'new' '[5.000000]' 'changed too' 'aux 2'"},
		step{"SELECT count(*) FROM v_chunks WHERE partition00 = 'x'", "0"}, // an empty chunk goes
		step{"UPDATE v SET p = NULL", ""},
		step{"SELECT rowid, p FROM v ORDER BY rowid", "1 NULL; 2 NULL; 3 NULL"},
		step{counts, "1 3 1 1 1 3"},
		step{"SELECT rowid FROM v WHERE e MATCH '[1]' AND k = 9", "1; 3; 2"},
		step{"PRAGMA integrity_check", "'ok'"},
	)
}

func TestUpdateOfTextMetadata(t *testing.T) {
	s := connect(t, ":memory:", "CREATE VIRTUAL TABLE v USING vec0(e float[1], t text, chunk_size=8)",
		"INSERT INTO v(rowid, e, t) VALUES(1, '[1]', '')")
	for _, test := range []struct{ text, long string }{
		{"short", "0"}, {"twelve bytes", "0"}, {"thirteen byte", "1"}, {"another long text", "1"}, {"", "0"},
		{"ééééééé", "1"}, {"éééééé", "0"}, {"again a long text, longer than all before", "1"}, {"x", "0"},
	} {
		s.run("UPDATE v SET t = '" + test.text + "' WHERE rowid = 1")
		s.check(
			step{"SELECT t FROM v", "'" + test.text + "'"},
			step{"SELECT t FROM v WHERE rowid = 1", "'" + test.text + "'"},
			step{"SELECT count(*) FROM v_metadatatext00", test.long},
			step{"SELECT rowid FROM v WHERE e MATCH '[1]' AND k = 1 AND t = '" + test.text + "'", "1"},
			step{"PRAGMA integrity_check", "'ok'"},
		)
	}
}
