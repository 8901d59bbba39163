package vec0_test

import "testing"

// columnKinds is a table with a column of every kind but text keys.
const columnKinds = `CREATE VIRTUAL TABLE v USING vec0(
	p text partition key, q int partition key,
	f float[2], i int8[2], b bit[16],
	flag boolean, n integer, x float, t text,
	+at text, +ai integer, +af float, +ab blob, chunk_size=8)`

const columnNames = `(rowid, p, q, f, i, b, flag, n, x, t, at, ai, af, ab)`

func TestInsertReadsBack(t *testing.T) {
	s := connect(t, ":memory:", columnKinds,
		`INSERT INTO v`+columnNames+` VALUES(5, 'p', 6, '[1,2]', vec_int8('[3,4]'), vec_bit(x'0102'),
			1, -9223372036854775808, 0.25, 'a text of more than twelve bytes', 'aux', 7, 0.5, x'00ff')`,
		`INSERT INTO v`+columnNames+` VALUES(-1, NULL, NULL, x'0000803f00000040', vec_int8(x'7f80'), vec_bit(x'ffff'),
			0, 9223372036854775807, -1e300, '', NULL, NULL, NULL, NULL)`)
	const all = "SELECT * FROM v "
	const five = "5 'p' 6 x'0000803f00000040' x'0304' x'0102' 1 -9223372036854775808 0.25 'a text of more than twelve bytes' 'aux' 7 0.5 x'00ff'"
	const minus = "-1 NULL NULL x'0000803f00000040' x'7f80' x'ffff' 0 9223372036854775807 -1e+300 '' NULL NULL NULL NULL"
	s.check(
		step{all, five + "; " + minus},
		step{all + "WHERE rowid = 5", five},
		step{all + "WHERE rowid = -1", minus},
		step{all + "WHERE f MATCH '[1,2]' AND k = 1 AND p = 'p'", five},
		step{all + "WHERE rowid = 0", ""},
		step{"PRAGMA integrity_check", "'ok'"},
	)
}

// TestInsertRefusesWrongValues gives a value of a wrong type, length or content
// to each kind of column, in autocommit mode.
func TestInsertRefusesWrongValues(t *testing.T) {
	const bad32 = `Inserted vector for the "f" column is invalid: `
	const noBlob = "Input must have type BLOB (compact format) or TEXT (JSON), found "
	for _, test := range []struct{ column, value, want string }{
		{"rowid", "'7'", "Only integers are allows for primary key values on v"},
		{"rowid", "1.0", "Only integers are allows for primary key values on v"},
		{"rowid", "x'07'", "Only integers are allows for primary key values on v"},

		{"p", "1", "Parition key type mismatch: The partition key column p has type TEXT, but INTEGER was provided."},
		{"p", "1.5", "Parition key type mismatch: The partition key column p has type TEXT, but FLOAT was provided."},
		{"p", "x'01'", "Parition key type mismatch: The partition key column p has type TEXT, but BLOB was provided."},
		{"q", "'1'", "Parition key type mismatch: The partition key column q has type INTEGER, but TEXT was provided."},
		{"q", "1.0", "Parition key type mismatch: The partition key column q has type INTEGER, but FLOAT was provided."},

		{"f", "NULL", bad32 + noBlob + "NULL"},
		{"f", "1", bad32 + noBlob + "INTEGER"},
		{"f", "1.5", bad32 + noBlob + "FLOAT"},
		{"f", "x''", bad32 + "zero-length vectors are not supported."},
		{"f", "'[]'", bad32 + "zero-length vectors are not supported."},
		{"f", "'nonsense'", bad32 + "JSON array parsing error: Input does not start with '['"},
		{"f", "'[1,x]'", bad32 + "JSON parsing error"},
		{"f", "x'0000803f000000'", bad32 + "invalid float32 vector BLOB length. Must be divisible by 4, found 7"},
		{"f", "x'0000803f0000c07f'", bad32 + "invalid float32 vector: element 1 is NaN"},
		{"f", "'[1, -inf]'", bad32 + "invalid float32 vector: element 1 is Inf"},
		{"f", "'[1]'", `Dimension mismatch for inserted vector for the "f" column. Expected 2 dimensions but received 1.`},
		{"f", "'[1,2,3]'", `Dimension mismatch for inserted vector for the "f" column. Expected 2 dimensions but received 3.`},
		{"f", "vec_int8('[1,2]')", `Inserted vector for the "f" column is expected to be of type float32, but a int8 vector was provided.`},
		{"f", "vec_bit(x'01')", `Inserted vector for the "f" column is expected to be of type float32, but a bit vector was provided.`},
		{"i", "'[1,2]'", `Inserted vector for the "i" column is expected to be of type int8, but a float32 vector was provided.`},
		{"i", "vec_bit(x'0102')", `Inserted vector for the "i" column is expected to be of type int8, but a bit vector was provided.`},
		{"i", "vec_int8('[1,2,3]')", `Dimension mismatch for inserted vector for the "i" column. Expected 2 dimensions but received 3.`},
		{"b", "'[1,2]'", `Inserted vector for the "b" column is expected to be of type bit, but a float32 vector was provided.`},
		{"b", "vec_int8('[1,2]')", `Inserted vector for the "b" column is expected to be of type bit, but a int8 vector was provided.`},
		{"b", "vec_bit(x'01')", `Dimension mismatch for inserted vector for the "b" column. Expected 16 dimensions but received 8.`},

		{"flag", "2", "Expected 0 or 1 for BOOLEAN metadata column flag"},
		{"flag", "-1", "Expected 0 or 1 for BOOLEAN metadata column flag"},
		{"flag", "'1'", "Expected 0 or 1 for BOOLEAN metadata column flag"},
		{"flag", "1.0", "Expected 0 or 1 for BOOLEAN metadata column flag"},
		{"flag", "NULL", "Expected 0 or 1 for BOOLEAN metadata column flag"},
		{"n", "'1'", "Expected integer for INTEGER metadata column n, received TEXT"},
		{"n", "1.0", "Expected integer for INTEGER metadata column n, received FLOAT"},
		{"n", "x'01'", "Expected integer for INTEGER metadata column n, received BLOB"},
		{"n", "NULL", "Expected integer for INTEGER metadata column n, received NULL"},
		{"x", "1", "Expected float for FLOAT metadata column x, received INTEGER"},
		{"x", "'1.5'", "Expected float for FLOAT metadata column x, received TEXT"},
		{"x", "NULL", "Expected float for FLOAT metadata column x, received NULL"},
		{"t", "1", "Expected text for TEXT metadata column t, received INTEGER"},
		{"t", "x'61'", "Expected text for TEXT metadata column t, received BLOB"},
		{"t", "NULL", "Expected text for TEXT metadata column t, received NULL"},

		{"at", "1", "Auxiliary column type mismatch: The auxiliary column at has type TEXT, but INTEGER was provided."},
		{"ai", "'1'", "Auxiliary column type mismatch: The auxiliary column ai has type INTEGER, but TEXT was provided."},
		{"ai", "1.0", "Auxiliary column type mismatch: The auxiliary column ai has type INTEGER, but FLOAT was provided."},
		{"af", "1", "Auxiliary column type mismatch: The auxiliary column af has type FLOAT, but INTEGER was provided."},
		{"ab", "'x'", "Auxiliary column type mismatch: The auxiliary column ab has type BLOB, but TEXT was provided."},

		{"distance", "1.0", `A value was provided for the hidden "distance" column.`},
		{"k", "1", `A value was provided for the hidden "k" column.`},
	} {
		s := connect(t, ":memory:", columnKinds, goodRow(""))
		before := s.shadow()
		s.check(step{goodRow(test.column, test.value), "error: " + test.want})
		s.unchanged(before, "a refused insert")
	}
}

// goodRow is an INSERT of a row that fits columnKinds, with another value in one
// column.
func goodRow(column string, value ...string) string {
	columns := []struct{ name, value string }{
		{"rowid", "NULL"}, {"p", "'p'"}, {"q", "1"},
		{"f", "'[1,2]'"}, {"i", "vec_int8('[1,2]')"}, {"b", "vec_bit(x'0102')"},
		{"flag", "1"}, {"n", "1"}, {"x", "1.5"}, {"t", "'a text of more than twelve bytes'"},
		{"at", "'aux'"}, {"ai", "7"}, {"af", "0.5"}, {"ab", "x'00ff'"}, {"distance", "NULL"}, {"k", "NULL"},
	}
	names, values := "", ""
	for i, c := range columns {
		if i > 0 {
			names, values = names+", ", values+", "
		}
		names += c.name
		if c.name == column {
			values += value[0]
		} else {
			values += c.value
		}
	}
	return "INSERT INTO v(" + names + ") VALUES(" + values + ")"
}

func TestErrorsOfAuxiliaryTypesAreConstraints(t *testing.T) {
	s := connect(t, ":memory:", columnKinds)
	for _, test := range []struct {
		statement string
		code      int
	}{
		{goodRow("at", "1"), 19},
		{goodRow("n", "'1'"), 1},
		{goodRow("f", "'[1]'"), 1},
	} {
		_, _, err := s.query(test.statement)
		if got := codeOf(err); got != test.code {
			t.Errorf("%s: code %d (%v), want %d", test.statement, got, err, test.code)
		}
	}
}

func TestIntegerKeys(t *testing.T) {
	for _, definition := range []string{"e float[1]", "id integer primary key, e float[1]"} {
		key := "rowid"
		if definition != "e float[1]" {
			key = "id"
		}
		connect(t, ":memory:", "CREATE VIRTUAL TABLE v USING vec0("+definition+", chunk_size=8)").check(
			step{"INSERT INTO v(" + key + ", e) VALUES(10, '[1]')", ""},
			step{"SELECT last_insert_rowid()", "10"},
			step{"INSERT INTO v(e) VALUES('[2]')", ""},
			step{"SELECT last_insert_rowid()", "11"},
			step{"INSERT INTO v(" + key + ", e) VALUES(NULL, '[3]')", ""},
			step{"INSERT INTO v(" + key + ", e) VALUES(0, '[4]'), (-7, '[5]'), (9223372036854775806, '[6]')", ""},
			step{"INSERT INTO v(" + key + ", e) VALUES(10, '[7]')", "error: UNIQUE constraint failed on v primary key"},
			step{"DELETE FROM v WHERE " + key + " = 9223372036854775806", ""},
			step{"INSERT INTO v(e) VALUES('[8]')", ""}, // keys are not used again
			step{"SELECT " + key + " FROM v", "10; 11; 12; 0; -7; 9223372036854775807"},
		)
	}
}

func TestTextKeys(t *testing.T) {
	connect(t, ":memory:", "CREATE VIRTUAL TABLE v USING vec0(id text primary key, e float[1], chunk_size=8)").check(
		step{"INSERT INTO v(id, e) VALUES('a', '[1]'), ('', '[2]'), ('é', '[3]')", ""},
		step{"INSERT INTO v(id, e) VALUES('a', '[9]')", "error: UNIQUE constraint failed on v primary key"},
		step{"INSERT INTO v(id, e) VALUES(1, '[9]')", "error: The v virtual table was declared with a TEXT primary key, but a non-TEXT value was provided in an INSERT."},
		step{"INSERT INTO v(id, e) VALUES(NULL, '[9]')", "error: The v virtual table was declared with a TEXT primary key, but a non-TEXT value was provided in an INSERT."},
		step{"INSERT INTO v(e) VALUES('[9]')", "error: The v virtual table was declared with a TEXT primary key, but a non-TEXT value was provided in an INSERT."},
		step{"SELECT id FROM v", "'a'; ''; 'é'"},
		step{"SELECT vec_to_json(e) FROM v WHERE id = 'é'", "'[3.000000]'"},
		step{"SELECT id FROM v WHERE id = 'A'", ""},
		step{"SELECT id FROM v WHERE id IN ('é', 'a')", "'a'; 'é'"},
		step{"SELECT id, distance FROM v WHERE e MATCH '[3]' AND k = 2", "'é' 0.0; '' 1.0"},
	)
}

func TestReplace(t *testing.T) {
	s := connect(t, ":memory:",
		"CREATE VIRTUAL TABLE v USING vec0(e float[1], m text, +a text, chunk_size=8)",
		"INSERT INTO v(rowid, e, m, a) VALUES(1, '[1]', 'a metadata text that is long', 'aux'), (2, '[2]', 'two', 'b')",
		"CREATE VIRTUAL TABLE w USING vec0(id text primary key, e float[1], chunk_size=8)",
		"INSERT INTO w(id, e) VALUES('x', '[1]'), ('y', '[2]')")
	s.check(
		step{"INSERT OR REPLACE INTO v(rowid, e, m, a) VALUES(1, '[5]', 'one', 'c')", ""},
		step{"SELECT vec_to_json(e), m, a FROM v WHERE rowid = 1", "'[5.000000]' 'one' 'c'"},
		step{"SELECT count(*) FROM v_metadatatext00", "0"},
		step{"REPLACE INTO v(rowid, e, m, a) VALUES(3, '[3]', 'three', NULL)", ""},
		step{"SELECT rowid, m FROM v ORDER BY rowid", "1 'one'; 2 'two'; 3 'three'"},
		step{"REPLACE INTO v(rowid, e, m, a) VALUES(2, '[1,2]', 'x', NULL)",
			`error: Dimension mismatch for inserted vector for the "e" column. Expected 1 dimensions but received 2.`},
		step{"SELECT rowid, m, a FROM v WHERE rowid = 2", "2 'two' 'b'"},

		step{"REPLACE INTO w(id, e) VALUES('x', '[7]')", ""},
		step{"SELECT id, distance FROM w WHERE e MATCH '[7]' AND k = 9", "'x' 0.0; 'y' 5.0"},
		step{"SELECT count(*), max(rowid) FROM w_rowids", "2 3"},
		step{"PRAGMA integrity_check", "'ok'"},
	)
}

func TestInsertOrIgnore(t *testing.T) {
	connect(t, ":memory:",
		"CREATE VIRTUAL TABLE v USING vec0(e float[1], chunk_size=8)",
		"INSERT INTO v(rowid, e) VALUES(1, '[1]')",
		"CREATE VIRTUAL TABLE w USING vec0(id text primary key, e float[1], chunk_size=8)",
		"INSERT INTO w(id, e) VALUES('x', '[1]')",
	).check(
		step{"INSERT OR IGNORE INTO v(rowid, e) VALUES(1, '[9]')", ""},
		step{"SELECT changes()", "0"},
		step{"INSERT OR IGNORE INTO v(rowid, e) VALUES(1, '[9]'), (2, '[2]'), (2, '[8]'), (3, '[3]')", ""},
		step{"SELECT rowid, vec_to_json(e) FROM v", "1 '[1.000000]'; 2 '[2.000000]'; 3 '[3.000000]'"},
		step{"INSERT OR IGNORE INTO w(id, e) VALUES('x', '[9]'), ('y', '[2]')", ""},
		step{"SELECT id, vec_to_json(e) FROM w", "'x' '[1.000000]'; 'y' '[2.000000]'"},
		step{"INSERT OR IGNORE INTO v(rowid, e) VALUES(4, '[1,2]')",
			`error: Dimension mismatch for inserted vector for the "e" column. Expected 1 dimensions but received 2.`},
		step{"INSERT INTO v(rowid, e) VALUES(1, '[9]') ON CONFLICT DO NOTHING", `error: UPSERT not implemented for virtual table "v"`},
		step{"PRAGMA integrity_check", "'ok'"},
	)
}

// TestPartitionsHaveChunksOfTheirOwn counts the chunks of each partition. NULL
// is a value like others there.
func TestPartitionsHaveChunksOfTheirOwn(t *testing.T) {
	s := connect(t, ":memory:", "CREATE VIRTUAL TABLE v USING vec0(p text partition key, q int partition key, e float[1], chunk_size=8)",
		`INSERT INTO v(rowid, p, q, e) WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM i WHERE n < 40)
			SELECT n, CASE n % 4 WHEN 0 THEN NULL ELSE 'p' || (n % 4) END, iif(n % 4 = 3, NULL, 1), vec_f32('[1]') FROM i`)
	s.check(
		step{"SELECT count(*), count(DISTINCT partition00) FROM v_chunks", "8 3"}, // 10 rows each: a full chunk and a rest
		step{"SELECT count(*) FROM v_chunks WHERE partition00 IS NULL", "2"},
		step{"SELECT count(*) FROM v_chunks WHERE partition01 IS NULL", "2"},
		step{"SELECT count(*) FROM v WHERE p IS NULL", "10"},
		step{"SELECT p, q, count(*) FROM v GROUP BY 1, 2", "NULL 1 10; 'p1' 1 10; 'p2' 1 10; 'p3' NULL 10"},
		step{"SELECT count(*) FROM v WHERE e MATCH '[1]' AND k = 100", "40"},
		step{"PRAGMA integrity_check", "'ok'"},
	)
}

// TestSlots holds the choice of chunk and slot to sqlite-vec's: the first free
// slot of the newest chunk.
func TestSlots(t *testing.T) {
	connect(t, ":memory:", "CREATE VIRTUAL TABLE v USING vec0(e float[1], chunk_size=8)",
		series("v", 1, 12), "DELETE FROM v WHERE rowid IN (2, 9, 10)",
		"INSERT INTO v(rowid, e) VALUES(50, '[50]'), (51, '[51]'), (52, '[52]')",
	).check(
		step{"SELECT rowid, chunk_id, chunk_offset FROM v_rowids WHERE rowid >= 50", "50 2 0; 51 2 1; 52 2 4"},
		step{"SELECT chunk_id, hex(validity) FROM v_chunks", "1 'FD'; 2 '1F'"},
		step{"SELECT rowid FROM v", "1; 3; 4; 5; 6; 7; 8; 50; 51; 11; 12; 52"},
	)
}
