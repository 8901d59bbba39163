package definition_test

import (
	"database/sql"
	"flag"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/nearlite/nearlite/internal/oracle"
)

var (
	oracleSeed = flag.Uint64("oracle.seed", 0, "seed of the tables compared with sqlite-vec 0.1.9; 0 takes another each time")
	oracleN    = flag.Int("oracle.n", 4000, "how many tables are compared")
)

// TestTablesAgreeWithSqliteVec creates random tables here and with sqlite-vec
// 0.1.9, and compares the errors, the columns and the shadow tables. That
// version knows no indexes.
func TestTablesAgreeWithSqliteVec(t *testing.T) {
	n, seed := *oracleN, *oracleSeed
	if testing.Short() {
		n = min(n, 500)
	}
	if seed == 0 {
		seed = rand.Uint64()
	}
	r := rand.New(rand.NewPCG(seed, 0))
	there := oracle.Start(t, ":memory:")
	db := open(t)
	accepted, unnamed := 0, 0
	const batch = 100
	for range (n + batch - 1) / batch {
		statements := make([]string, batch)
		var all []oracle.Statement
		for i := range statements {
			statements[i] = "CREATE VIRTUAL TABLE t USING vec0(" + randomArguments(r) + ")"
			all = append(all, lookAt(statements[i])...)
		}
		answers, err := there.Run(all...)
		if err != nil {
			t.Fatal(err)
		}
		for i, statement := range statements {
			want, got := answers[5*i:5*i+5], ours(t, db, statement)
			if strings.Contains(got[1].Error, "has no name") {
				unnamed++ // the one thing that is refused here and not there
				continue
			}
			for j := range want {
				if diff := (oracle.Tolerance{}).Diff(want[j], got[j]); diff != "" {
					t.Fatalf("seed %d: %s: %s\n%s", seed, statement, lookAt(statement)[j].SQL, diff)
				}
			}
			if want[1].Error == "" {
				accepted++
			}
		}
	}
	t.Logf("seed %d: of %d tables %d were accepted, %d had a column without a name", seed, n, accepted, unnamed)
	if accepted < n/10 {
		t.Errorf("only %d of %d tables were accepted: the test compares little but errors", accepted, n)
	}
}

// lookAt are the statements that create a table and look at it.
func lookAt(create string) []oracle.Statement {
	return []oracle.Statement{
		{SQL: "BEGIN"},
		{SQL: create},
		{SQL: "SELECT cid, name, type, pk, hidden FROM pragma_table_xinfo('t') ORDER BY cid"},
		{SQL: "SELECT type, name, sql FROM sqlite_master WHERE tbl_name <> 't' AND name <> 'sqlite_sequence' ORDER BY rowid"},
		{SQL: "ROLLBACK"},
	}
}

func ours(t *testing.T, db *sql.DB, create string) (answers []oracle.Answer) {
	conn, err := db.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	for _, s := range lookAt(create) {
		a := oracle.Run(t.Context(), conn, s)
		answers = append(answers, a)
		if s.SQL != create || a.Error != "" {
			continue
		}
		for _, shadow := range vec0.last.ShadowTables("main", "t") {
			if a := oracle.Run(t.Context(), conn, oracle.Statement{SQL: shadow.SQL}); a.Error != "" {
				t.Fatalf("%s: %s: %s", create, shadow.SQL, a.Error)
			}
		}
	}
	return answers
}

func pick(r *rand.Rand, from ...string) string { return from[r.IntN(len(from))] }

// randomArguments are some arguments, most of which make sense.
func randomArguments(r *rand.Rand) string {
	var args []string
	if r.IntN(10) > 0 {
		args = append(args, pick(r, "e", "v", "vec_1")+" "+pick(r, "float", "int8", "bit", "f32", "i8")+"["+pick(r, "1", "8", "1024")+"]")
	}
	for range r.IntN(4) {
		args = append(args, randomArgument(r))
	}
	r.Shuffle(len(args), func(i, j int) { args[i], args[j] = args[j], args[i] })
	return strings.Join(args, pick(r, ",", ", "))
}

func randomArgument(r *rand.Rand) string {
	name := pick(r, "a", "b", "c", "B2_x", "text", "k", "distance", "rowid", "id", "t")
	switch r.IntN(10) {
	case 0, 1:
		return name + " " + shorten(r, pick(r, "text", "int", "integer", "float", "boolean", "bool", "int64", "integer64", "double", "f64", "float64", "blob", "varchar"))
	case 2:
		return name + " " + shorten(r, pick(r, "text", "int", "integer")) + " " + shorten(r, pick(r, "partition", "primary")) + " " + shorten(r, "key")
	case 3:
		return "+" + name + " " + shorten(r, pick(r, "text", "int", "integer", "float", "double", "blob", "boolean"))
	case 4:
		return shorten(r, "chunk_size") + pick(r, "=", " = ", " ") + pick(r, "8", "16", "7", "0", "4096", "4104", "x", "08")
	case 5, 6:
		return name + " " + pick(r, "float", "Float8", "int8", "bit", "bitmap", "i8x") + pick(r, "[4]", "[ 16 ]", "(3)", "[0]", "[8192]", "[8193]", "=5 ") +
			pick(r, "", " "+shorten(r, "distance_metric")+"="+shorten(r, pick(r, "l1", "L2", "cosine", "hamming")))
	}
	return randomTokens(r)
}

// shorten cuts a keyword short at times.
func shorten(r *rand.Rand, keyword string) string {
	if r.IntN(6) > 0 {
		return keyword
	}
	return keyword[:1+r.IntN(len(keyword))]
}

// randomTokens is a sequence of tokens, not of a kind that SQLite's own parser
// stumbles over at once.
func randomTokens(r *rand.Rand) string {
	var b strings.Builder
	for range 1 + r.IntN(6) {
		b.WriteString(pick(r, "a", "text", "t", "int", "float", "bit", "p", "key", "primary", "d", "l2", "c", "chunk_size",
			"8", "16", "+", "=", "[4]", "[ 8]", "(", ")", "()", "-", "'s'", `"q"`, "_", ".", "/**/", "é"))
		b.WriteString(pick(r, "", " ", " ", "\t\n"))
	}
	return b.String()
}
