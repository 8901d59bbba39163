package main

import (
	"strings"
	"testing"
)

func TestSQLFormats(t *testing.T) {
	const query = `SELECT 1 AS n, 2.0 AS x, NULL AS gap, 'a' || char(9) || 'b' || char(10) || '"c"' AS text,
		vec_f32('[0.5,-1,2]') AS v, x'00ff' AS b UNION ALL SELECT -12, 1e300*1e10, '', '', zeroblob(20), vec_f32('[1,2,3,4,5,6,7]')`
	tests := []struct {
		flag, want string
	}{
		{"", "1\t2.0\t\\N\ta\\tb\\n\"c\"\t[0.5 -1 2]\tx'00ff'\n" +
			"-12\tInf\t\t\tx'00000000000000000000000000000000…' (20 bytes)\t[1 2 3 … 7 × float32]\n"},
		{"--csv", "n,x,gap,text,v,b\n" +
			"1,2.0,,\"a\tb\n\"\"c\"\"\",x'0000003f000080bf00000040',x'00ff'\n" +
			"-12,Inf,,,x'0000000000000000000000000000000000000000',x'0000803f0000004000004040000080400000a0400000c0400000e040'\n"},
		{"--json", `{"n":1,"x":2,"gap":null,"text":"a\tb\n\"c\"","v":"x'0000003f000080bf00000040'","b":"x'00ff'"}` + "\n" +
			`{"n":-12,"x":null,"gap":"","text":"","v":"x'0000000000000000000000000000000000000000'","b":"x'0000803f0000004000004040000080400000a0400000c0400000e040'"}` + "\n"},
		{"--table", "" +
			"n    x    gap   text     v                                                b\n" +
			"───  ───  ────  ───────  ───────────────────────────────────────────────  ─────────────────────\n" +
			"  1  2.0  NULL  a b⏎\"c\"  [0.5 -1 2]                                       x'00ff'\n" +
			"-12  Inf                 x'00000000000000000000000000000000…' (20 bytes)  [1 2 3 … 7 × float32]\n"},
	}
	for _, tt := range tests {
		t.Run(tt.flag, func(t *testing.T) {
			args := []string{"sql", ":memory:", query}
			if tt.flag != "" {
				args = append(args, tt.flag)
			}
			if got := newRoom(t).run(args...).fine(); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

func TestSQLFromStandardInput(t *testing.T) {
	r := newRoom(t)
	c := r.command("sql", "--create", "n.db")
	c.Stdin = strings.NewReader(`CREATE TABLE t(a); -- a comment; with a semicolon
		CREATE TRIGGER twice AFTER INSERT ON t WHEN new.a < 10 BEGIN INSERT INTO t VALUES(new.a * 10); SELECT 1; END;
		INSERT INTO t VALUES(1), (2); SELECT a FROM t ORDER BY a`)
	if got := r.finish(c).fine(); got != "1\n2\n10\n20\n" {
		t.Errorf("%q", got)
	}
}

func TestSQLStopsAtTheFirstError(t *testing.T) {
	r := newRoom(t)
	r.run("sql", "n.db", "SELECT 1").fails(statusProblem, "n.db does not exist", "--create")
	o := r.run("sql", "n.db", "--create", "CREATE TABLE t(a); INSERT INTO t VALUES(1); INSERT INTO u VALUES(2); INSERT INTO t VALUES(3)")
	o.fails(statusProblem, "no such table: u")
	if got := r.run("sql", "n.db", "SELECT count(*) FROM t").fine(); got != "1\n" {
		t.Errorf("%s rows, want 1", got)
	}
	r.run("sql", "n.db", "SELECT 'open").fails(statusProblem, "unrecognized token")
}

func TestLongTableKeepsItsColumns(t *testing.T) {
	out := newRoom(t).run("sql", ":memory:", "--table", `WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 1000)
		SELECT x, 'row' FROM c`).fine()
	lines := strings.Split(strings.TrimSuffix(out, "\n"), "\n")
	if len(lines) != 1002 {
		t.Fatalf("%d lines", len(lines))
	}
	for i, want := range map[int]string{0: "x    'row'", 2: "  1  row", 201: "200  row", 202: "201  row", 1001: "1000  row"} {
		if lines[i] != want {
			t.Errorf("line %d is %q, want %q", i, lines[i], want)
		}
	}
}
