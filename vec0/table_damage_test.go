package vec0_test

import (
	"regexp"
	"strings"
	"testing"
)

// damaged is a table of 20 rows in chunks 1 to 3, all columns filled. Chunk 3
// holds the rowids 17 to 20.
func damaged(t *testing.T, damage ...string) *session {
	t.Helper()
	return connect(t, ":memory:", append([]string{
		"CREATE VIRTUAL TABLE v USING vec0(e float[1], n integer, t text, x float, b boolean, +a text, i int8[3], chunk_size=8)",
		`INSERT INTO v(rowid, e, n, t, x, b, a, i) WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM i WHERE n < 20)
			SELECT n, vec_f32('[' || n || ']'), n, 'text of row number ' || n, n + 0.5, 1, 'aux', vec_int8('[1,2,3]') FROM i`,
	}, damage...)...)
}

// The statements that meet a damage.
const (
	nearestRows  = "SELECT rowid FROM v WHERE e MATCH '[18]' AND k = 5"
	nearestInt8  = "SELECT rowid FROM v WHERE i MATCH vec_int8('[1,2,3]') AND k = 5"
	insertRow    = "INSERT INTO v(e, n, t, x, b, i) VALUES('[1]', 1, 'a text of some length', 1.5, 0, vec_int8('[1,2,3]'))"
	deleteRow    = "DELETE FROM v WHERE rowid = 18"
	updateVector = "UPDATE v SET e = '[5]' WHERE rowid = 18"
)

// TestDamage has every shadow blob and position be of a wrong length, type or
// range. Each statement that meets it names the table, its row, what was
// expected and what was found, and changes nothing; the integrity check tells of
// it.
func TestDamage(t *testing.T) {
	for _, test := range []struct {
		damage   string
		mentions []string // table, row, expected, found
		by       []string
	}{
		{"UPDATE v_chunks SET validity = x'' WHERE chunk_id = 3", []string{"v_chunks", "3", "1", "0"}, []string{nearestRows, nearestInt8, insertRow, deleteRow}},
		{"UPDATE v_chunks SET validity = zeroblob(5) WHERE chunk_id = 3", []string{"v_chunks", "3", "1", "5"}, []string{nearestRows, insertRow, deleteRow}},
		{"UPDATE v_chunks SET validity = 'text' WHERE chunk_id = 3", []string{"v_chunks", "3"}, []string{nearestRows, insertRow, deleteRow}},
		{"UPDATE v_chunks SET validity = 7 WHERE chunk_id = 3", []string{"v_chunks", "3"}, []string{nearestRows, insertRow, deleteRow}},
		{"UPDATE v_chunks SET rowids = zeroblob(24) WHERE chunk_id = 3", []string{"v_chunks", "3", "64", "24"}, []string{nearestRows, insertRow, deleteRow}},
		{"UPDATE v_chunks SET rowids = zeroblob(1000) WHERE chunk_id = 3", []string{"v_chunks", "3", "64", "1000"}, []string{nearestRows, insertRow, deleteRow}},
		{"UPDATE v_chunks SET rowids = 1.5 WHERE chunk_id = 3", []string{"v_chunks", "3"}, []string{nearestRows, insertRow, deleteRow}},

		{"UPDATE v_vector_chunks00 SET vectors = zeroblob(20) WHERE rowid = 3", []string{"v_vector_chunks00", "3", "32", "20"},
			[]string{nearestRows, insertRow, deleteRow, updateVector, "SELECT e FROM v", "SELECT e FROM v WHERE rowid = 18"}},
		{"UPDATE v_vector_chunks00 SET vectors = zeroblob(33) WHERE rowid = 3", []string{"v_vector_chunks00", "3", "32", "33"},
			[]string{nearestRows, insertRow, deleteRow, updateVector, "SELECT e FROM v", "SELECT e FROM v WHERE rowid = 18"}},
		{"UPDATE v_vector_chunks00 SET vectors = 'text' WHERE rowid = 3", []string{"v_vector_chunks00", "3"},
			[]string{nearestRows, insertRow, updateVector, "SELECT e FROM v", "SELECT e FROM v WHERE rowid = 18"}},
		{"UPDATE v_vector_chunks01 SET vectors = zeroblob(7) WHERE rowid = 3", []string{"v_vector_chunks01", "3", "24", "7"},
			[]string{nearestInt8, insertRow, deleteRow, "SELECT i FROM v", "SELECT i FROM v WHERE rowid = 18"}},
		{"DELETE FROM v_vector_chunks00 WHERE rowid = 3", []string{"v_vector_chunks00", "3"},
			[]string{nearestRows, insertRow, updateVector, "SELECT e FROM v", "SELECT e FROM v WHERE rowid = 18"}},

		{"UPDATE v_metadatachunks00 SET data = zeroblob(60) WHERE rowid = 3", []string{"v_metadatachunks00", "3", "64", "60"},
			[]string{nearestRows + " AND n > 5", insertRow, deleteRow, "SELECT n FROM v", "SELECT n FROM v WHERE rowid = 18", "UPDATE v SET n = 5 WHERE rowid = 18"}},
		{"UPDATE v_metadatachunks00 SET data = 'text' WHERE rowid = 3", []string{"v_metadatachunks00", "3"},
			[]string{nearestRows + " AND n > 5", insertRow, "SELECT n FROM v", "UPDATE v SET n = 5 WHERE rowid = 18"}},
		{"DELETE FROM v_metadatachunks00 WHERE rowid = 3", []string{"v_metadatachunks00", "3"},
			[]string{nearestRows + " AND n > 5", insertRow, "SELECT n FROM v", "UPDATE v SET n = 5 WHERE rowid = 18"}},
		{"UPDATE v_metadatachunks01 SET data = zeroblob(100) WHERE rowid = 3", []string{"v_metadatachunks01", "3", "128", "100"},
			[]string{nearestRows + " AND t > 'a'", nearestRows + " AND t IN ('a')", nearestRows + " AND t LIKE 'a%'", insertRow, deleteRow, "SELECT t FROM v", "UPDATE v SET t = 'x' WHERE rowid = 18"}},
		{"UPDATE v_metadatachunks02 SET data = zeroblob(8) WHERE rowid = 3", []string{"v_metadatachunks02", "3", "64", "8"},
			[]string{nearestRows + " AND x > 0.5", insertRow, "SELECT x FROM v", "UPDATE v SET x = 1.5 WHERE rowid = 18"}},
		{"UPDATE v_metadatachunks03 SET data = zeroblob(17) WHERE rowid = 3", []string{"v_metadatachunks03", "3", "1", "17"},
			[]string{nearestRows + " AND b = 1", insertRow, "SELECT b FROM v", "UPDATE v SET b = 0 WHERE rowid = 18"}},

		// Row 18 lies in slot 1 of its chunk: its view is the second of 16 bytes.
		{"UPDATE v_metadatachunks01 SET data = CAST(substr(data, 1, 16) || x'fbffffff' || substr(data, 21) AS BLOB) WHERE rowid = 3",
			[]string{"v_metadatachunks01", "-5"}, []string{"SELECT t FROM v", "SELECT t FROM v WHERE rowid = 18"}},
		{"DELETE FROM v_metadatatext01 WHERE rowid = 18", []string{"v_metadatatext01", "18"},
			[]string{"SELECT t FROM v", "SELECT t FROM v WHERE rowid = 18", nearestRows + " AND t = 'text of row number 18'"}},
		{"UPDATE v_metadatatext01 SET data = 'abc' WHERE rowid = 18", []string{"v_metadatatext01", "18", "21", "3"},
			[]string{"SELECT t FROM v", "SELECT t FROM v WHERE rowid = 18"}},
		{"UPDATE v_metadatatext01 SET data = NULL WHERE rowid = 18", []string{"v_metadatatext01", "18"},
			[]string{"SELECT t FROM v", "SELECT t FROM v WHERE rowid = 18"}},
		{"DELETE FROM v_auxiliary WHERE rowid = 18", []string{"v_auxiliary", "18"}, []string{"SELECT a FROM v", "SELECT a FROM v WHERE rowid = 18"}},

		{"UPDATE v_rowids SET chunk_offset = 8 WHERE rowid = 18", []string{"v_rowids", "18", "8"},
			[]string{"SELECT e FROM v", "SELECT e FROM v WHERE rowid = 18", "SELECT n FROM v", "SELECT t FROM v", deleteRow, updateVector}},
		{"UPDATE v_rowids SET chunk_offset = -1 WHERE rowid = 18", []string{"v_rowids", "18", "-1"},
			[]string{"SELECT e FROM v", "SELECT e FROM v WHERE rowid = 18", "SELECT n FROM v", deleteRow, updateVector}},
		{"UPDATE v_rowids SET chunk_offset = 1 << 40 WHERE rowid = 18", []string{"v_rowids", "18", "1099511627776"},
			[]string{"SELECT e FROM v", "SELECT e FROM v WHERE rowid = 18", deleteRow, updateVector}},
		{"UPDATE v_rowids SET chunk_offset = NULL WHERE rowid = 18", []string{"v_rowids", "18"},
			[]string{"SELECT e FROM v WHERE rowid = 18", deleteRow, updateVector}},
		{"UPDATE v_rowids SET chunk_offset = 'x' WHERE rowid = 18", []string{"v_rowids", "18"},
			[]string{"SELECT e FROM v WHERE rowid = 18", deleteRow, updateVector}},
		{"UPDATE v_rowids SET chunk_id = 99 WHERE rowid = 18", []string{"99"},
			[]string{"SELECT e FROM v", "SELECT e FROM v WHERE rowid = 18", deleteRow, updateVector}},
		{"UPDATE v_rowids SET chunk_id = NULL WHERE rowid = 18", []string{"v_rowids", "18"},
			[]string{"SELECT e FROM v WHERE rowid = 18", deleteRow, updateVector}},

		{"DROP TABLE v_vector_chunks00", []string{"v_vector_chunks00"}, []string{nearestRows, insertRow, "SELECT e FROM v", updateVector}},
		{"DROP TABLE v_chunks", []string{"v_chunks"}, []string{nearestRows, insertRow}},
		{"DROP TABLE v_rowids", []string{"v_rowids"}, []string{"SELECT * FROM v", "SELECT e FROM v WHERE rowid = 18", insertRow, deleteRow}},
		{"DROP TABLE v_metadatachunks01", []string{"v_metadatachunks01"}, []string{"SELECT t FROM v", nearestRows + " AND t > 'a'", insertRow}},
		{"DROP TABLE v_metadatatext01", []string{"v_metadatatext01"}, []string{"SELECT t FROM v", insertRow}},
		{"DROP TABLE v_auxiliary", []string{"v_auxiliary"}, []string{"SELECT a FROM v", insertRow}},
	} {
		for _, statement := range test.by {
			s := damaged(t, test.damage)
			before := s.shadow()
			tells := func(got, where string) {
				for _, word := range append([]string{"error"}, test.mentions...) {
					if !hasWord(got, word) {
						t.Errorf("%s\n%s%s\n got %s\nwant an error with %q", test.damage, statement, where, got, word)
						break
					}
				}
				s.unchanged(before, test.damage+" and then "+statement+where)
			}
			tells(s.answer(statement), "")

			// In a transaction a write may wait in memory, and fail at the end.
			s.run("BEGIN")
			got := s.answer(statement)
			if !hasWord(got, "error") {
				got = s.answer("COMMIT")
				s.answer("ROLLBACK")
			}
			tells(got, " in a transaction")
		}
		s := damaged(t, test.damage)
		if got := s.answer("PRAGMA integrity_check"); got == "'ok'" || !strings.Contains(got, "v") {
			t.Errorf("%s: integrity check gives %s", test.damage, got)
		}
	}
}

// hasWord tells whether a word or a number stands alone in a text, in any case.
func hasWord(text, word string) bool {
	return regexp.MustCompile(`(?i)(^|[^0-9a-z_-])` + regexp.QuoteMeta(word) + `($|[^0-9a-z_])`).MatchString(text)
}

// TestDamageInKNNHasTheTextsOfSqliteVec, which programs look for.
func TestDamageInKNNHasTheTextsOfSqliteVec(t *testing.T) {
	for _, test := range []struct{ damage, want string }{
		{"UPDATE v_chunks SET validity = x'' WHERE chunk_id = 3", "chunk validity size doesn't match - expected 1, found 0"},
		{"UPDATE v_chunks SET rowids = zeroblob(24) WHERE chunk_id = 3", "chunk rowids size doesn't match - expected 64, found 24"},
		{"UPDATE v_vector_chunks00 SET vectors = zeroblob(20) WHERE rowid = 3", "vectors blob size doesn't match - expected 32, found 20"},
	} {
		damaged(t, test.damage).mentions(nearestRows, test.want)
	}
}

// TestIntegrityCheckFindsContradictions between tables whose every value is
// well formed.
func TestIntegrityCheckFindsContradictions(t *testing.T) {
	for _, damage := range []string{
		"DELETE FROM v_rowids WHERE rowid = 18",
		"UPDATE v_chunks SET validity = x'0d' WHERE chunk_id = 3", // slot of row 18 free
		"UPDATE v_chunks SET validity = x'1f' WHERE chunk_id = 3", // a slot without a row in use
		"UPDATE v_chunks SET rowids = zeroblob(64) WHERE chunk_id = 3",
		"UPDATE v_rowids SET chunk_offset = 0 WHERE rowid = 18", // that of row 17
		"UPDATE v_rowids SET chunk_id = 2 WHERE rowid = 18",
		"DELETE FROM v_chunks WHERE chunk_id = 3",
		"INSERT INTO v_metadatatext01(rowid, data) VALUES(999, 'a long text of a row that is not there')",
		"INSERT INTO v_auxiliary(rowid, value00) VALUES(999, 'x')",
		"INSERT INTO v_vector_chunks00(_rowid_, rowid, vectors) VALUES(77, 77, zeroblob(32))",
	} {
		s := damaged(t, damage)
		if got := s.answer("PRAGMA integrity_check"); got == "'ok'" || strings.HasPrefix(got, "error") {
			t.Errorf("%s: integrity check gives %s", damage, got)
		}
	}
	damaged(t).check(step{"PRAGMA integrity_check", "'ok'"})
}

// TestShadowTableThatReadsItsTable: a hostile file can make a shadow table of a
// view, which must not call its table for ever.
func TestShadowTableThatReadsItsTable(t *testing.T) {
	s := connect(t, ":memory:", "CREATE VIRTUAL TABLE v USING vec0(e float[1], chunk_size=8)", "INSERT INTO v(e) VALUES('[1]')",
		"DROP TABLE v_rowids", "CREATE VIEW v_rowids AS SELECT rowid, 1 AS chunk_id, 0 AS chunk_offset, NULL AS id FROM v")
	for _, query := range []string{"SELECT * FROM v", "SELECT * FROM v WHERE rowid = 1", "INSERT INTO v(e) VALUES('[2]')", "DELETE FROM v"} {
		s.mentions(query, "shadow tables", "not as vec0 made them")
	}
}

// TestDamageLeavesTheTransaction: what is wrong with one table must not cost a
// transaction that only reads it.
func TestDamageLeavesTheTransaction(t *testing.T) {
	s := connect(t, ":memory:", "CREATE TABLE u(x)", "CREATE VIRTUAL TABLE v USING vec0(e float[1], +a text, chunk_size=8)",
		"INSERT INTO v(e, a) VALUES('[1]', 'one')", "DELETE FROM v_auxiliary", "BEGIN", "INSERT INTO u VALUES(1)")
	s.mentions("SELECT a FROM v", "v_auxiliary", "the row is missing")
	s.run("COMMIT")
	s.check(step{"SELECT x FROM u", "1"})
}

// TestConflictsOfShadowTablesAreDamage: OR IGNORE passes over taken keys alone.
func TestConflictsOfShadowTablesAreDamage(t *testing.T) {
	s := connect(t, ":memory:", "CREATE VIRTUAL TABLE v USING vec0(e float[1], +a text, chunk_size=8)",
		"INSERT INTO v_auxiliary(rowid, value00) VALUES(1, 'stale')")
	s.mentions("INSERT OR IGNORE INTO v(rowid, e, a) VALUES(1, '[1]', 'one')", "v_auxiliary", "not as vec0 made them")
}
