package vec0_test

import "testing"

// TestIgnorePassesOverTakenKeysAlone: a value that does not fit is an error, in
// columns of all kinds.
func TestIgnorePassesOverTakenKeysAlone(t *testing.T) {
	connect(t, ":memory:", "CREATE VIRTUAL TABLE v USING vec0(e float[1], m integer, +a float)",
		"INSERT INTO v(rowid, e, m, a) VALUES(1, '[1]', 1, 1.5)",
	).check(
		step{"INSERT OR IGNORE INTO v(rowid, e, m, a) VALUES(1, '[2]', 2, 2.5)", ""},
		step{"INSERT OR IGNORE INTO v(rowid, e, m, a) VALUES(2, '[2]', 2, x'01')",
			"error: Auxiliary column type mismatch: The auxiliary column a has type FLOAT, but BLOB was provided."},
		step{"INSERT OR IGNORE INTO v(rowid, e, m, a) VALUES(2, '[2]', 'x', 2.5)", "error: Expected integer for INTEGER metadata column m, received TEXT"},
		step{"SELECT rowid, m, a FROM v", "1 1 1.5"},
	)
}

// TestUpdateTellsTheFirstFault: partition values are checked first, then
// metadata, then vectors, wherever the columns stand.
func TestUpdateTellsTheFirstFault(t *testing.T) {
	connect(t, ":memory:", "CREATE VIRTUAL TABLE v USING vec0(e float[1], m integer, p text partition key)",
		"INSERT INTO v(rowid, e, m, p) VALUES(1, '[1]', 1, 'a')",
	).check(
		step{"UPDATE v SET e = 'x', m = 'x'", "error: Expected integer for INTEGER metadata column m, received TEXT"},
		step{"UPDATE v SET e = 'x', m = 'x', p = 1", "error: Parition key type mismatch: The partition key column p has type TEXT, but INTEGER was provided."},
		step{"UPDATE v SET e = 'x'", `error: Updated vector for the "e" column is invalid: JSON array parsing error: Input does not start with '['`},
	)
}
