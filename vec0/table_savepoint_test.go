package vec0_test

import (
	"testing"

	"github.com/nearlite/nearlite/internal/sqlite3"
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

func init() {
	// A query interrupts itself with it after it has begun, and before the table
	// is asked.
	sqlite3.RegisterFunction(sqlite3.Function{Name: "interrupting", Args: 1, Call: func(ctx sqlite3.Context, args sqlite3.Args) error {
		ctx.ResultValue(args.At(0))
		ctx.Conn().Interrupt()
		return nil
	}})
}

// TestInterruptedQueryKeepsTheTransaction: a query that has to write the buffer
// first, and is interrupted there, must not end the transaction.
func TestInterruptedQueryKeepsTheTransaction(t *testing.T) {
	s := connect(t, ":memory:", "CREATE TABLE u(x)", "CREATE VIRTUAL TABLE v USING vec0(e float[4], f float[4], m integer, n text, chunk_size=8)")
	for range 3 {
		s.run("BEGIN", "INSERT INTO u VALUES(1)")
		for range 5 {
			s.run("INSERT INTO v(e, f, m, n) VALUES(zeroblob(16), zeroblob(16), 1, 'a text that is long')")
			s.mentions("SELECT count(*) FROM v WHERE e MATCH interrupting(zeroblob(16)) AND k = 5", "interrupt")
		}
		s.run("INSERT INTO u VALUES(2)", "COMMIT")
	}
	s.check(
		step{"SELECT count(*) FROM u", "6"},
		step{"SELECT count(*), sum(m) FROM v", "15 15"},
		step{"PRAGMA integrity_check", "'ok'"},
	)
}
