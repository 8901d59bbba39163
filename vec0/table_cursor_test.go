package vec0_test

import "testing"

// TestTableChangesUnderAQuery: a query that has begun goes on with the rows that
// are still there, wherever they are by then.
func TestTableChangesUnderAQuery(t *testing.T) {
	for _, query := range []string{
		"SELECT rowid, vec_to_json(e), m, a FROM v",
		"SELECT rowid, vec_to_json(e), m, a FROM v WHERE e MATCH '[0]' AND k = 9",
	} {
		s := connect(t, ":memory:", "CREATE VIRTUAL TABLE v USING vec0(e float[1], m integer, +a text, chunk_size=8)",
			"INSERT INTO v(rowid, e, m, a) VALUES(1, '[1]', 1, 'one'), (2, '[2]', 2, 'two'), (3, '[3]', 3, 'three'), (4, '[4]', 4, 'four')")
		rows, err := s.conn.QueryContext(t.Context(), query)
		if err != nil {
			t.Fatal(err)
		}
		var got [][]any
		next := func() bool {
			if !rows.Next() {
				return false
			}
			row := make([]any, 4)
			if err := rows.Scan(&row[0], &row[1], &row[2], &row[3]); err != nil {
				t.Fatal(err)
			}
			got = append(got, row)
			return true
		}
		next()
		for _, change := range []string{
			"DELETE FROM v WHERE rowid IN (2, 3)",
			"INSERT INTO v(rowid, e, m, a) VALUES(99, '[99]', 99, 'other')",
			"UPDATE v SET m = 44 WHERE rowid = 4",
		} {
			if _, err := s.conn.ExecContext(t.Context(), change); err != nil {
				t.Fatalf("%s: %v", change, err)
			}
		}
		for next() {
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
		rows.Close()
		if text := render(got); text != "1 '[1.000000]' 1 'one'; 4 '[4.000000]' 44 'four'" {
			t.Errorf("%s gave %s", query, text)
		}
	}
}

// TestSeveralVectorColumnsAreReadAhead reads columns of different sizes side by
// side, over the ends of chunks.
func TestSeveralVectorColumnsAreReadAhead(t *testing.T) {
	s := connect(t, ":memory:", "CREATE VIRTUAL TABLE v USING vec0(e float[3], i int8[5], b bit[8], chunk_size=16)",
		`WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM n WHERE x < 100)
			INSERT INTO v(rowid, e, i, b) SELECT x, json_array(x, x+1, x+2), vec_int8(json_array(x, 0, 0, 0, -x)), vec_bit(unhex(printf('%02x', x))) FROM n`,
		"DELETE FROM v WHERE rowid % 7 = 0")
	s.same(`SELECT rowid, vec_to_json(e), vec_to_json(i), hex(b) FROM v ORDER BY rowid`,
		`WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM n WHERE x < 100)
			SELECT x, vec_to_json(json_array(x, x+1, x+2)), vec_to_json(vec_int8(json_array(x, 0, 0, 0, -x))), printf('%02X', x) FROM n WHERE x % 7 <> 0`)
}

func TestStatementsLeaveLastInsertRowidAlone(t *testing.T) {
	s := connect(t, ":memory:", "CREATE VIRTUAL TABLE v USING vec0(e float[1], p integer partition key, m text, chunk_size=8)",
		"INSERT INTO v(rowid, e, p, m) VALUES(1000, '[1]', 1, 'x')")
	for _, statement := range []string{
		"UPDATE v SET p = 2", "UPDATE v SET m = 'a text of more than twelve bytes'", "UPDATE v SET e = '[5]'", "SELECT * FROM v", "DELETE FROM v WHERE rowid = 7",
	} {
		s.run(statement)
		s.check(step{"SELECT last_insert_rowid()", "1000"})
	}
	s.mentions("INSERT INTO v(rowid, e, p, m) VALUES(1000, '[1]', 1, 'x')", "UNIQUE constraint failed")
	s.check(step{"SELECT last_insert_rowid()", "1000"})
}
