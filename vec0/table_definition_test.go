package vec0_test

import (
	"fmt"
	"strings"
	"testing"
)

func TestDefinitionErrors(t *testing.T) {
	many := func(n int, format string) string {
		var arguments []string
		for i := range n {
			arguments = append(arguments, fmt.Sprintf(format, i))
		}
		return strings.Join(arguments, ", ")
	}
	for _, test := range []struct{ arguments, want string }{
		{"", "At least one vector column is required"},
		{"m text", "At least one vector column is required"},
		{"e float[0]", "could not parse vector column 'e float[0]'"},
		{"e float[-1]", "could not parse vector column 'e float[-1]'"},
		{"e float[8193]", "Dimension on vector column too large, provided 8193, maximum 8192"},
		{"e float[2] distance_metric=hamming", "could not parse vector column 'e float[2] distance_metric=hamming'"},
		{"e bit[8] distance_metric=l2", "could not parse vector column 'e bit[8] distance_metric=l2'"},
		{"e float[1], chunk_size=0", "chunk_size must be a non-zero positive integer"},
		{"e float[1], chunk_size=9", "chunk_size must be divisible by 8"},
		{"e float[1], chunk_size=4104", "chunk_size too large"},
		{"e float[1], speed=11", "Unknown table option: speed"},
		{"e float[1], e float[1]", "could not declare virtual table, 'duplicate column name: e'"},
		{"e float[1], distance text", "could not declare virtual table, 'duplicate column name: distance'"},
		{"v float[1]", "column name 'v' conflicts with table name (reserved for command column)"},
		{"e float[1], V text", "column name 'V' conflicts with table name (reserved for command column)"},
		{"a text primary key, b text primary key, e float[1]", "More than one primary key definition was provided, vec0 only suports a single primary key column"},
		{"e float[1], " + many(5, "p%d int partition key"), "More than 4 partition key columns were provided"},
		{"e float[1], " + many(17, "m%d int"), "More than 16 metadata columns were provided"},
		{many(17, "e%d float[1]"), "Too many provided vector columns, maximum 16"},
		{"e float[8] indexed by rescore(quantizer=bit), m text", "Metadata columns are not supported with rescore indexes"},
		{"e float[8] indexed by rescore(quantizer=bit), p int partition key", "Partition key columns are not supported with rescore indexes"},
	} {
		s := connect(t, ":memory:")
		got := s.answer("CREATE VIRTUAL TABLE v USING vec0(" + test.arguments + ")")
		if want := "error: vec0 constructor error: " + test.want; got != want && !strings.HasPrefix(got, want) {
			t.Errorf("vec0(%s)\n got %s\nwant %s", test.arguments, got, want)
		}
		s.check(step{"SELECT count(*) FROM sqlite_master", "0"})
	}
}

func TestLargestDefinition(t *testing.T) {
	var arguments []string
	for i := range 16 {
		arguments = append(arguments, fmt.Sprintf("e%d float[1], m%d int, +a%d text", i, i, i))
	}
	s := connect(t, ":memory:", "CREATE VIRTUAL TABLE v USING vec0(p0 int partition key, p1 int partition key, p2 text partition key, p3 text partition key, "+
		strings.Join(arguments, ", ")+", chunk_size=8)")
	names, values := "rowid, p0, p1, p2, p3", "7, 1, 2, 'x', 'y'"
	for i := range 16 {
		names += fmt.Sprintf(", e%d, m%d, a%d", i, i, i)
		values += fmt.Sprintf(", '[%d]', %d, 'aux %d'", i, i*10, i)
	}
	s.run("INSERT INTO v(" + names + ") VALUES(" + values + ")")
	s.check(
		step{"SELECT rowid, p3, m15, a15, distance FROM v WHERE e15 MATCH '[15]' AND k = 1 AND m0 = 0 AND m15 = 150 AND p3 = 'y'", "7 'y' 150 'aux 15' 0.0"},
		step{"PRAGMA integrity_check", "'ok'"},
	)
}

// TestUnsupportedIndexes names the column and says what to do; nothing is made.
func TestUnsupportedIndexes(t *testing.T) {
	for _, index := range []string{"diskann(neighbor_quantizer=binary)", "ivf(nlist=8)"} {
		kind, _, _ := strings.Cut(index, "(")
		s := connect(t, ":memory:")
		s.mentions("CREATE VIRTUAL TABLE v USING vec0(flat float[8], embedding float[8] indexed by "+index+")", "embedding", kind)
		s.check(step{"SELECT count(*) FROM sqlite_master", "0"})
	}
}

// TestForeignFileOfUnsupportedIndex opens a table that sqlite-vec made with
// such an index: it is refused, and no byte of it changes.
func TestForeignFileOfUnsupportedIndex(t *testing.T) {
	for _, index := range []string{"diskann(neighbor_quantizer=binary)", "ivf(nlist=8)"} {
		kind, _, _ := strings.Cut(index, "(")
		s := connect(t, ":memory:",
			`CREATE TABLE "v_info" (key text primary key, value any)`,
			`CREATE TABLE "v_rowids"(rowid INTEGER PRIMARY KEY AUTOINCREMENT,id,chunk_id INTEGER,chunk_offset INTEGER)`,
			`INSERT INTO v_info VALUES('CREATE_VERSION_PATCH', 10)`, `INSERT INTO v_rowids VALUES(1, NULL, NULL, NULL)`,
			"PRAGMA writable_schema = on",
			"INSERT INTO sqlite_master VALUES('table', 'v', 'v', 0, 'CREATE VIRTUAL TABLE v USING vec0(embedding float[8] indexed by "+index+")')",
			"PRAGMA writable_schema = reset")
		before := s.shadow()
		for _, statement := range []string{
			"SELECT * FROM v", "SELECT rowid FROM v WHERE embedding MATCH '[1,2,3,4,5,6,7,8]' AND k = 1",
			"INSERT INTO v(embedding) VALUES('[1,2,3,4,5,6,7,8]')", "DELETE FROM v",
		} {
			s.mentions(statement, "embedding", kind)
		}
		s.unchanged(before, "a refused statement")
	}
}
