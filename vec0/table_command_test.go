package vec0_test

import "testing"

func TestCommands(t *testing.T) {
	connect(t, ":memory:", "CREATE VIRTUAL TABLE v USING vec0(e float[8] indexed by rescore(quantizer=bit), chunk_size=8)",
		"CREATE VIRTUAL TABLE w USING vec0(e float[1])",
	).check(
		step{"INSERT INTO v(v) VALUES('oversample=16')", ""},
		step{"INSERT INTO v(v) VALUES('oversample=0')", "error: oversample must be >= 1"},
		step{"INSERT INTO v(v) VALUES('oversample=-3')", "error: oversample must be >= 1"},
		step{"INSERT INTO v(v) VALUES('frobnicate')", "error: unknown vec0 command: 'frobnicate'"},
		step{"INSERT INTO w(w) VALUES('')", "error: unknown vec0 command: ''"},
		step{"INSERT INTO w(w) VALUES('optimize all')", "error: unknown vec0 command: 'optimize all'"},
		step{"SELECT count(*) FROM v", "0"},
		// A value of another type is no command.
		step{"INSERT INTO w(rowid, e, w) VALUES(1, '[1]', 5)", ""},
		step{"SELECT rowid, w FROM w", "1 NULL"},
	)
}

// TestOversample has the nearest row lie behind two others by its quantized
// vector: it is found when there are enough candidates.
func TestOversample(t *testing.T) {
	const nearest = "SELECT rowid FROM v WHERE e MATCH '[1,1,1,1,0,0,0,0]' AND k = 1"
	connect(t, ":memory:", "CREATE VIRTUAL TABLE v USING vec0(e float[8] indexed by rescore(quantizer=bit, oversample=1), chunk_size=8)",
		"INSERT INTO v(rowid, e) VALUES(1, '[9,9,9,9,9,9,9,9]'), (2, '[8,8,8,8,8,8,8,8]'), (3, '[1,1,1,1,-0.1,-0.1,-0.1,-0.1]')",
	).check(
		step{nearest, "2"},
		step{"INSERT INTO v(v) VALUES('oversample=3')", ""},
		step{nearest, "3"},
		step{"INSERT INTO v(v) VALUES('oversample=1')", ""},
		step{nearest, "2"},
	)
}

// sparse are tables of 200 rows of which every seventh is kept. Their rows need
// the fewest chunks that the partitions allow.
var sparse = []struct{ name, definition, insert, query, fewest string }{
	{"rowids", "e float[2], chunk_size=8", "(rowid, e) SELECT n, vec_f32('[' || n || ',0]') FROM i", "'[0.3,0]'", "4"},
	{"text keys", "rowkey text primary key, e float[2], +a text, chunk_size=8",
		"(rowkey, e, a) SELECT 'key ' || n, vec_f32('[' || n || ',0]'), 'aux ' || n FROM i", "'[0.3,0]'", "4"},
	{"partitions and metadata", "p int partition key, e float[2], b bit[8], i int8[1], m text, n integer, x float, f bool, +a text, chunk_size=8",
		`(rowid, p, e, b, i, m, n, x, f, a) SELECT n, nullif(n % 3, 2), vec_f32('[' || n || ',0]'), vec_bit(x'05'), vec_int8('[7]'),
			'long text of row ' || n, n, n + 0.5, n % 2, 'aux ' || n FROM i`, "'[0.3,0]'", "6"},
	{"rescore", "e float[8] indexed by rescore(quantizer=int8), +a text, chunk_size=8",
		"(rowid, e, a) SELECT n, vec_f32('[' || (n / 200.0) || ',0,0,0,0,0,0,0]'), 'aux' FROM i", "'[-1,0,0,0,0,0,0,0]'", "4"},
}

// TestOptimize keeps every row and gives the chunks free that the rows do not
// need.
func TestOptimize(t *testing.T) {
	for _, test := range sparse {
		t.Run(test.name, func(t *testing.T) {
			s := connect(t, ":memory:", "CREATE VIRTUAL TABLE v USING vec0("+test.definition+")",
				"WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM i WHERE n < 200) INSERT INTO v"+test.insert,
				"CREATE TEMP TABLE dropped AS SELECT coalesce(id, rowid) AS id FROM v_rowids WHERE rowid % 7 <> 3")
			if test.name == "text keys" {
				s.run("DELETE FROM v WHERE rowkey IN (SELECT id FROM dropped)")
			} else {
				s.run("DELETE FROM v WHERE rowid IN (SELECT id FROM dropped)")
			}
			reads := []string{
				"SELECT * FROM v ORDER BY 1",
				"SELECT *, distance FROM v WHERE e MATCH " + test.query + " AND k = 100",
				"SELECT count(*) FROM v",
			}
			before := map[string]string{}
			for _, read := range reads {
				before[read] = s.answer(read)
			}
			unchanged := func() {
				t.Helper()
				for _, read := range reads {
					s.check(step{read, before[read]})
				}
				s.check(step{"PRAGMA integrity_check", "'ok'"})
			}

			tables := s.shadow()
			s.run("BEGIN", "INSERT INTO v(v) VALUES('optimize')")
			unchanged()
			s.run("ROLLBACK")
			s.unchanged(tables, "optimize and rollback")

			for range 2 { // the second one has nothing to do
				s.run("INSERT INTO v(v) VALUES('optimize')")
				unchanged()
				s.check(step{"SELECT count(*) FROM v_chunks", test.fewest})
			}
			if test.name == "rescore" {
				s.check(step{"SELECT count(*) FROM v_rescore_chunks00", test.fewest})
			} else {
				s.check(step{"SELECT count(*) FROM v_vector_chunks00", test.fewest})
			}
		})
	}
}

func TestOptimizeOfAnEmptyTable(t *testing.T) {
	connect(t, ":memory:", "CREATE VIRTUAL TABLE v USING vec0(e float[1], chunk_size=8)").check(
		step{"INSERT INTO v(v) VALUES('optimize')", ""},
		step{series("v", 1, 9), ""},
		step{"INSERT INTO v(v) VALUES('optimize')", ""},
		step{"SELECT count(*) FROM v_chunks", "2"},
		step{"INSERT INTO v(e) VALUES('[10]')", ""},
		step{"SELECT rowid FROM v WHERE e MATCH '[11]' AND k = 2", "10; 9"},
	)
}
