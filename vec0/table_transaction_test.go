package vec0_test

import (
	"path/filepath"
	"testing"
)

// TestFailedInsertLeavesNothing has each kind of column refuse its value inside
// of a transaction and of a savepoint. The rows before and after it stay.
func TestFailedInsertLeavesNothing(t *testing.T) {
	bad := map[string]string{
		"rowid": "1", "p": "1", "q": "'x'", "f": "'[1]'", "i": "'[1]'", "b": "'[1]'", "flag": "7", "n": "'x'", "x": "1", "t": "1",
		"at": "1", "ai": "'x'", "af": "'x'", "ab": "'x'", "distance": "1.0", "k": "3",
	}
	for _, begin := range [][]string{{"BEGIN"}, {"SAVEPOINT s"}, {"BEGIN", "SAVEPOINT s", "SAVEPOINT r"}} {
		for column, value := range bad {
			s := connect(t, ":memory:", columnKinds, goodRow("rowid", "1"))
			s.run(begin...)
			s.run(goodRow("rowid", "2"))
			before := s.shadow()
			s.mentions(goodRow(column, value))
			s.unchanged(before, "a refused insert into "+column)
			s.mentions("INSERT OR IGNORE" + goodRow("n", "'x'")[len("INSERT"):])
			s.mentions("REPLACE" + goodRow("f", "'[1]'")[len("INSERT"):])
			s.unchanged(before, "a refused insert")
			s.run(goodRow("rowid", "3"))
			if begin[0] == "BEGIN" {
				s.run("COMMIT")
			} else {
				s.run("RELEASE s")
			}
			s.check(
				step{"SELECT rowid, at FROM v", "1 'aux'; 2 'aux'; 3 'aux'"},
				step{"SELECT rowid FROM v WHERE f MATCH '[1,2]' AND k = 9", "3; 2; 1"},
				step{"PRAGMA integrity_check", "'ok'"},
			)
		}
	}
}

// TestFailedReplaceKeepsTheRow: the old row goes only if the new one fits.
func TestFailedReplaceKeepsTheRow(t *testing.T) {
	for _, begin := range []string{"", "BEGIN", "SAVEPOINT s"} {
		s := connect(t, ":memory:", columnKinds, goodRow("rowid", "NULL"))
		if begin != "" {
			s.run(begin)
		}
		before := s.shadow()
		s.mentions("REPLACE INTO v"+columnNames+" VALUES(1, 'p', 1, '[1,2]', vec_int8('[1,2]'), vec_bit(x'0102'), 1, 1, 1.5, 't', 'aux', 'not an integer', 0.5, x'00')",
			"auxiliary column ai has type INTEGER, but TEXT")
		s.unchanged(before, "a refused replace")
	}
}

// TestFailureInTheMiddleOfAStatement takes back the statement's earlier rows.
func TestFailureInTheMiddleOfAStatement(t *testing.T) {
	for _, begin := range []string{"", "BEGIN", "SAVEPOINT s"} {
		s := connect(t, ":memory:", "CREATE VIRTUAL TABLE v USING vec0(e float[1], m text, chunk_size=8)")
		if begin != "" {
			s.run(begin)
		}
		s.run("INSERT INTO v(rowid, e, m) VALUES(1, '[1]', 'a long text, the first of them')")
		s.run("SELECT rowid FROM v") // has the table's own writes written
		before := s.shadow()
		s.mentions("INSERT INTO v(rowid, e, m) VALUES(2, '[2]', 'b'), (3, '[3]', 'a long text, the second'), (4, '[4,5]', 'c')", "Dimension mismatch")
		s.mentions(`INSERT INTO v(rowid, e, m) WITH RECURSIVE i(n) AS (SELECT 2 UNION ALL SELECT n+1 FROM i WHERE n < 30)
			SELECT n, vec_f32('[1]'), iif(n = 30, 5, 'x') FROM i`, "Expected text for TEXT metadata column m, received INTEGER")
		s.unchanged(before, "a refused insert of many rows after "+begin)
		s.check(
			step{"SELECT rowid FROM v WHERE e MATCH '[0]' AND k = 9", "1"},
			step{"INSERT INTO v(e, m) VALUES('[9]', 'last')", ""},
			step{"SELECT rowid, m FROM v", "1 'a long text, the first of them'; 2 'last'"},
		)
	}
}

func TestOwnUncommittedRowsAreSeen(t *testing.T) {
	s := connect(t, ":memory:", "CREATE VIRTUAL TABLE v USING vec0(e float[1], m integer, chunk_size=8)",
		"INSERT INTO v(rowid, e, m) VALUES(1, '[1]', 1)")
	const nearest = "SELECT rowid, distance, m FROM v WHERE e MATCH '[5]' AND k = 2"
	s.check(
		step{"BEGIN", ""},
		step{"INSERT INTO v(rowid, e, m) VALUES(5, '[5]', 5)", ""},
		step{nearest, "5 0.0 5; 1 4.0 1"},
		step{"SELECT hex(validity) FROM v_chunks", "'03'"}, // the shadow tables are no later
		step{"SELECT count(*) FROM v_rowids", "2"},
		step{"SELECT hex(substr(vectors, 5, 4)) FROM v_vector_chunks00", "'0000A040'"},
		step{"INSERT INTO v(rowid, e, m) VALUES(6, '[6]', 6)", ""},
		step{"SELECT rowid, m FROM v", "1 1; 5 5; 6 6"},
		step{"SELECT vec_to_json(e) FROM v WHERE rowid = 6", "'[6.000000]'"},
		step{"UPDATE v SET e = '[7]', m = 7 WHERE rowid = 5", ""},
		step{nearest, "6 1.0 6; 5 2.0 7"},
		step{"DELETE FROM v WHERE rowid = 6", ""},
		step{nearest, "5 2.0 7; 1 4.0 1"},
		step{"ROLLBACK", ""},
		step{nearest, "1 4.0 1"},
		step{"SELECT count(*) FROM v_rowids", "1"},
		step{"PRAGMA integrity_check", "'ok'"},
	)
}

func TestSavepoints(t *testing.T) {
	s := connect(t, ":memory:", "CREATE VIRTUAL TABLE v USING vec0(e float[1], m text, +a text, chunk_size=8)")
	row := func(n string) string {
		return "INSERT INTO v(rowid, e, m, a) VALUES(" + n + ", '[" + n + "]', 'a long metadata text', 'aux')"
	}
	const list = "SELECT rowid FROM v WHERE e MATCH '[0]' AND k = 99"
	s.check(
		step{"BEGIN", ""}, step{row("1"), ""},
		step{"SAVEPOINT a", ""}, step{row("2"), ""},
		step{"SAVEPOINT b", ""}, step{row("3"), ""}, step{row("4"), ""},
		step{"ROLLBACK TO b", ""},
		step{list, "1; 2"},
		step{row("5"), ""}, step{row("3"), ""},
		step{list, "1; 2; 3; 5"},
		step{"SELECT rowid, chunk_offset FROM v_rowids", "1 0; 2 1; 3 3; 5 2"},
		step{"RELEASE b", ""},
		step{"SAVEPOINT c", ""}, step{"DELETE FROM v", ""}, step{list, ""},
		step{"ROLLBACK TO c", ""}, step{list, "1; 2; 3; 5"},
		step{"UPDATE v SET e = '[9]' WHERE rowid = 1", ""}, step{list, "2; 3; 5; 1"},
		step{"ROLLBACK TO a", ""},
		step{list, "1"},
		step{counts, "1 1 1 1 1 1"},
		step{row("6"), ""},
		step{"COMMIT", ""},
		step{list, "1; 6"},
		step{"PRAGMA integrity_check", "'ok'"},
	)
}

// TestChunksOfATransaction fills several chunks at once and takes half of it
// back.
func TestChunksOfATransaction(t *testing.T) {
	connect(t, ":memory:", "CREATE VIRTUAL TABLE v USING vec0(e float[1], chunk_size=8)").check(
		step{"BEGIN", ""}, step{series("v", 1, 20), ""},
		step{"SAVEPOINT a", ""}, step{series("v", 21, 45), ""}, step{"DELETE FROM v WHERE rowid BETWEEN 9 AND 16", ""},
		step{"SELECT count(*), max(rowid) FROM v", "37 45"},
		step{"ROLLBACK TO a", ""},
		step{"SELECT count(*), max(rowid) FROM v", "20 20"},
		step{"SELECT group_concat(hex(validity)) FROM v_chunks", "'FF,FF,0F'"},
		step{series("v", 21, 30), ""}, step{"COMMIT", ""},
		step{"SELECT group_concat(hex(validity)) FROM v_chunks", "'FF,FF,FF,3F'"},
		step{"SELECT group_concat(rowid) FROM (SELECT rowid FROM v WHERE e MATCH '[40]' AND k = 3)", "'30,29,28'"},
		step{"PRAGMA integrity_check", "'ok'"},
	)
}

func TestCreateAndDropInATransaction(t *testing.T) {
	s := connect(t, ":memory:")
	s.check(
		step{"BEGIN", ""}, step{"CREATE VIRTUAL TABLE v USING vec0(e float[1])", ""}, step{series("v", 1, 5), ""},
		step{"SELECT count(*) FROM v", "5"}, step{"ROLLBACK", ""},
		step{"SELECT count(*) FROM sqlite_master WHERE name LIKE 'v%'", "0"},
		step{"CREATE VIRTUAL TABLE v USING vec0(e float[1])", ""}, step{series("v", 1, 5), ""},
		step{"BEGIN", ""}, step{"DROP TABLE v", ""}, step{"ROLLBACK", ""},
		step{"SELECT count(*) FROM v WHERE e MATCH '[1]' AND k = 9", "5"},
	)
}

// TestTransactionsInAFile looks at a transaction from another connection, and
// after the database was opened again.
func TestTransactionsInAFile(t *testing.T) {
	for _, mode := range []string{"wal", "delete"} {
		name := filepath.Join(t.TempDir(), "t.db")
		s := connect(t, name, "PRAGMA journal_mode = "+mode, "CREATE VIRTUAL TABLE v USING vec0(e float[1], chunk_size=8)", series("v", 1, 3))
		other := connect(t, name)
		const nearest = "SELECT rowid FROM v WHERE e MATCH '[9]' AND k = 2"
		s.run("BEGIN", series("v", 4, 12))
		other.check(step{nearest, "3; 2"})
		s.check(step{nearest, "9; 8"})
		s.run("COMMIT")
		other.check(step{nearest, "9; 8"})
		s.run("BEGIN", "DELETE FROM v WHERE rowid = 9", "ROLLBACK")
		connect(t, name).check(step{nearest, "9; 8"}, step{"PRAGMA integrity_check", "'ok'"})
		s.check(step{"VACUUM", ""}, step{nearest, "9; 8"}) // no statement or blob is left open
	}
}
