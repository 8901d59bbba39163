package vec0_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"
)

// TestTableMadeInsideASavepoint: SQLite does not tell such a table of the
// savepoint by itself.
func TestTableMadeInsideASavepoint(t *testing.T) {
	for _, tail := range []string{"", "SELECT rowid FROM v WHERE e MATCH '[1]' AND k = 1"} {
		s := connect(t, ":memory:", "CREATE TABLE u(x)", "BEGIN", "INSERT INTO u VALUES(1)", "SAVEPOINT s",
			"CREATE VIRTUAL TABLE v USING vec0(e float[1], chunk_size=8)", "INSERT INTO v(e) VALUES('[1]')")
		if tail != "" {
			s.run(tail)
		}
		s.run("INSERT INTO v(e) VALUES('[2]')", "ROLLBACK TO s",
			"CREATE VIRTUAL TABLE v USING vec0(e float[1], chunk_size=8)", "INSERT INTO v(e) VALUES('[3]')", "COMMIT")
		s.check(
			step{"SELECT x FROM u", "1"},
			step{"SELECT vec_to_json(e) FROM v", "'[3.000000]'"},
			step{"PRAGMA integrity_check", "'ok'"},
		)
	}
}

// TestTableMadeAgainInsideASavepoint drops a table, makes another one of its
// name, and takes both back.
func TestTableMadeAgainInsideASavepoint(t *testing.T) {
	s := connect(t, ":memory:", "CREATE VIRTUAL TABLE v USING vec0(e float[1], chunk_size=8)",
		"INSERT INTO v(rowid, e) VALUES(1, '[1]'), (2, '[2]'), (3, '[3]')",
		"BEGIN", "SAVEPOINT s", "DROP TABLE v", "CREATE VIRTUAL TABLE v USING vec0(e float[1], chunk_size=8)",
		"INSERT INTO v(rowid, e) VALUES(77, '[7]')", "SELECT * FROM v", "INSERT INTO v(rowid, e) VALUES(78, '[8]')",
		"ROLLBACK TO s", "SELECT rowid FROM v WHERE e MATCH '[0]' AND k = 9", "COMMIT")
	s.check(
		step{"SELECT rowid, vec_to_json(e) FROM v", "1 '[1.000000]'; 2 '[2.000000]'; 3 '[3.000000]'"},
		step{"PRAGMA integrity_check", "'ok'"},
	)
}

// TestTimedOutQueryKeepsTheTransaction: a query that writes the buffer first,
// and is interrupted there, must not end the transaction.
func TestTimedOutQueryKeepsTheTransaction(t *testing.T) {
	s := connect(t, ":memory:", "CREATE TABLE u(x)", "CREATE VIRTUAL TABLE v USING vec0(e float[64], f float[64], m integer, n text)")
	interrupted := 0
	for i := range 60 {
		s.run("BEGIN", "INSERT INTO u VALUES(1)")
		for range 20 {
			s.run("INSERT INTO v(e, f, m, n) SELECT zeroblob(256), zeroblob(256), 1, 'text'")
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Duration(20+i*10)*time.Microsecond)
		_, err := s.conn.ExecContext(ctx, "SELECT count(*) FROM v WHERE e MATCH zeroblob(256) AND k = 5")
		cancel()
		if err != nil {
			interrupted++
			if !errors.Is(err, context.DeadlineExceeded) && codeOf(err) != 9 {
				t.Fatalf("round %d: %v", i, err)
			}
		}
		s.run("INSERT INTO u VALUES(2)", "COMMIT")
	}
	t.Logf("%d of 60 queries were interrupted", interrupted)
	s.check(
		step{"SELECT count(*) FROM u", "120"},
		step{"SELECT count(*) FROM v", fmt.Sprint(60 * 20)},
		step{"PRAGMA integrity_check", "'ok'"},
	)
}
