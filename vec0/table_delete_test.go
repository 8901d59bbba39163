package vec0_test

import "testing"

// counts are the numbers of rows of all shadow tables of v.
const counts = `SELECT (SELECT count(*) FROM v_chunks), (SELECT count(*) FROM v_rowids),
	(SELECT count(*) FROM v_vector_chunks00), (SELECT count(*) FROM v_metadatachunks00),
	(SELECT count(*) FROM v_metadatatext00), (SELECT count(*) FROM v_auxiliary)`

func TestDeleteRemovesEmptyChunks(t *testing.T) {
	connect(t, ":memory:", "CREATE VIRTUAL TABLE v USING vec0(e float[1], m text, +a text, chunk_size=8)",
		`INSERT INTO v(rowid, e, m, a) WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM i WHERE n < 20)
			SELECT n, vec_f32('[' || n || ']'), 'text of row number ' || n, 'aux' FROM i`,
	).check(
		step{counts, "3 20 3 3 20 20"},
		step{"DELETE FROM v WHERE rowid = 10", ""},
		step{"SELECT changes()", "1"},
		step{counts, "3 19 3 3 19 19"},
		step{"SELECT hex(validity), hex(substr(rowids, 9, 8)) FROM v_chunks WHERE chunk_id = 2", "'FD' '0000000000000000'"},
		step{"SELECT hex(substr(vectors, 5, 4)) FROM v_vector_chunks00 WHERE rowid = 2", "'00000000'"},
		step{"SELECT hex(substr(data, 17, 16)) FROM v_metadatachunks00 WHERE rowid = 2", "'00000000000000000000000000000000'"},
		step{"DELETE FROM v WHERE rowid = 10", ""},
		step{"DELETE FROM v WHERE rowid = 999", ""},
		step{"SELECT changes()", "0"},
		step{"DELETE FROM v WHERE rowid BETWEEN 9 AND 16", ""},
		step{counts, "2 12 2 2 12 12"},
		step{"SELECT group_concat(chunk_id) FROM v_chunks", "'1,3'"},
		step{"SELECT rowid FROM v WHERE e MATCH '[13]' AND k = 2", "17; 8"},
		step{"DELETE FROM v", ""},
		step{"SELECT changes()", "12"},
		step{counts, "0 0 0 0 0 0"},
		step{"SELECT count(*) FROM v WHERE e MATCH '[12]' AND k = 2", "0"},
		step{"INSERT INTO v(e, m, a) VALUES('[1]', 'again', NULL)", ""},
		step{"SELECT rowid FROM v", "21"},
		step{"SELECT chunk_id FROM v_chunks", "4"},
		step{"PRAGMA integrity_check", "'ok'"},
	)
}

func TestDeleteByOtherColumns(t *testing.T) {
	connect(t, ":memory:", "CREATE VIRTUAL TABLE v USING vec0(id text primary key, p int partition key, e float[1], m integer, chunk_size=8)",
		"INSERT INTO v(id, p, e, m) VALUES('a', 1, '[1]', 10), ('b', 2, '[2]', 20), ('c', 1, '[3]', 30), ('d', 2, '[4]', 10)",
	).check(
		step{"DELETE FROM v WHERE m = 10", ""},
		step{"SELECT changes()", "2"},
		step{"SELECT id FROM v", "'c'; 'b'"},
		step{"DELETE FROM v WHERE id = 'b'", ""},
		step{"SELECT count(*) FROM v_chunks", "1"},
		step{"DELETE FROM v WHERE id IN (SELECT id FROM v)", ""},
		step{"SELECT count(*) FROM v_chunks", "0"},
	)
}

func TestDeleteByMatch(t *testing.T) {
	connect(t, ":memory:", "CREATE VIRTUAL TABLE v USING vec0(e float[1], chunk_size=8)", series("v", 1, 9)).check(
		step{"DELETE FROM v WHERE e MATCH '[4]' AND k = 3", ""},
		step{"SELECT rowid FROM v", "1; 2; 6; 7; 8; 9"},
		step{"DELETE FROM v WHERE e MATCH '[0]' AND k = 9 AND distance > 5", ""},
		step{"SELECT rowid FROM v", "1; 2"},
		step{"PRAGMA integrity_check", "'ok'"},
	)
}

// TestNullEqualsNoKey: a NULL, bound by mistake, is not row 0.
func TestNullEqualsNoKey(t *testing.T) {
	s := connect(t, ":memory:", "CREATE VIRTUAL TABLE v USING vec0(e float[1], chunk_size=8)", "INSERT INTO v(rowid, e) VALUES(0, '[1]'), (1, '[2]')",
		"CREATE VIRTUAL TABLE w USING vec0(id text primary key, e float[1], chunk_size=8)", "INSERT INTO w(id, e) VALUES('', '[1]')",
		"DELETE FROM v WHERE rowid = NULL", "DELETE FROM w WHERE id = NULL")
	s.check(
		step{"SELECT rowid FROM v", "0; 1"},
		step{"SELECT rowid FROM v WHERE e MATCH '[0]' AND k = 9 AND rowid IN (NULL, 1)", "1"},
		step{"SELECT count(*) FROM w", "1"},
		step{"SELECT count(*) FROM v WHERE rowid = NULL", "0"},
	)
}
