package oracle

import (
	"bytes"
	"math"
	"strings"
	"testing"
)

func TestValuesReadBack(t *testing.T) {
	for _, v := range []any{nil, int64(0), int64(math.MinInt64), 0.1, -1.5, 5e-324, math.Inf(1), math.Inf(-1), "", "text", "\xff\x00'", []byte{}, []byte{0, 255}} {
		text, err := Value{v}.MarshalText()
		if err != nil {
			t.Fatal(err)
		}
		var got Value
		if err := got.UnmarshalText(text); err != nil || (Tolerance{}).same(v, got.Any) == false {
			t.Errorf("%#v reads back from %s as %#v, %v", v, text, got.Any, err)
		}
	}
	for _, text := range []string{"", "x", "i", "i1.5", "rx", "t*", "b*"} {
		if err := new(Value).UnmarshalText([]byte(text)); err == nil {
			t.Errorf("%q is taken for a value", text)
		}
	}
	if _, err := (Value{int8(1)}).MarshalText(); err == nil {
		t.Error("an int8 is taken for an SQL value")
	}
}

func TestStatementsShareAConnection(t *testing.T) {
	p := Start(t, ":memory:")
	steps := []struct {
		sql  string
		args []Value
		want string
	}{
		{"CREATE VIRTUAL TABLE t USING vec0(embedding float[2])", nil, "no rows"},
		{"INSERT INTO t(rowid, embedding) VALUES (7, ?)", []Value{{"[3, 4]"}}, "no rows"},
		{"SELECT rowid, distance, embedding FROM t WHERE embedding MATCH ? AND k = 1", []Value{{make([]byte, 8)}}, "(7, 5e+00, x'0000404000008040')"},
		{"BEGIN", nil, "no rows"},
		{"DELETE FROM t", nil, "no rows"},
		{"SELECT count(*), changes() FROM t", nil, "(0, 1)"},
		{"ROLLBACK", nil, "no rows"},
		{"SELECT count(*) FROM t", nil, "(1)"},
		{"INSERT INTO t(embedding) VALUES ('[1]')", nil, `error: SQL logic error: Dimension mismatch for inserted vector for the "embedding" column. Expected 2 dimensions but received 1. (1)`},
		{"SELECT ?, ?, ?", []Value{{nil}, {"\xff\x00"}, {int64(-1)}}, "(NULL, CAST(x'ff00' AS TEXT), -1)"},
		{"nonsense", nil, `error: SQL logic error: near "nonsense": syntax error (1)`},
	}
	var statements []Statement
	for _, s := range steps {
		statements = append(statements, Statement{s.sql, s.args})
	}
	answers, err := p.Run(statements...)
	if err != nil {
		t.Fatal(err)
	}
	for i, s := range steps {
		if got := answers[i].String(); got != s.want {
			t.Errorf("%s\n got %s\nwant %s", s.sql, got, s.want)
		}
	}
}

func TestMuchAtOnceDoesNotBlock(t *testing.T) {
	p := Start(t, ":memory:")
	blob := bytes.Repeat([]byte{1}, 1<<20)
	statements := make([]Statement, 20)
	for i := range statements {
		statements[i] = Statement{"SELECT ?", []Value{{blob}}}
	}
	answers, err := p.Run(statements...)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range answers {
		if len(a.Rows) != 1 || !bytes.Equal(a.Rows[0][0].Any.([]byte), blob) {
			t.Fatalf("got %s", a)
		}
	}
}

func TestDiff(t *testing.T) {
	row := func(v ...Value) Answer { return Answer{Rows: [][]Value{v}} }
	loose := Tolerance{Relative: 1e-3, Absolute: 1e-6}
	for _, test := range []struct {
		name      string
		want, got Answer
		tolerance Tolerance
		same      bool
	}{
		{"equal values", row(Value{1.5}, Value{"a"}, Value{nil}), row(Value{1.5}, Value{"a"}, Value{nil}), Tolerance{}, true},
		{"a REAL and an INTEGER", row(Value{1.0}), row(Value{int64(1)}), loose, false},
		{"a text and a blob", row(Value{"a"}), row(Value{[]byte("a")}), loose, false},
		{"a NULL and an empty blob", row(Value{nil}), row(Value{[]byte{}}), loose, false},
		{"blobs", row(Value{[]byte{1}}), row(Value{[]byte{2}}), loose, false},
		{"close, exact asked for", row(Value{1000.0}), row(Value{1000.5}), Tolerance{}, false},
		{"relatively close", row(Value{1000.0}), row(Value{1000.5}), loose, true},
		{"not close", row(Value{1000.0}), row(Value{1002.0}), loose, false},
		{"both near zero", row(Value{1e-7}), row(Value{-1e-7}), loose, true},
		{"infinities", row(Value{math.Inf(1)}), row(Value{math.Inf(1)}), Tolerance{}, true},
		{"an infinity and a number", row(Value{math.Inf(1)}), row(Value{1e300}), loose, false},
		{"more rows", row(Value{nil}), Answer{}, loose, false},
		{"more columns", row(Value{nil}), row(Value{nil}, Value{nil}), loose, false},
		{"errors, whatever the rows", Answer{Error: "e", Code: 1}, Answer{Error: "e", Code: 1, Rows: [][]Value{{}}}, Tolerance{}, true},
		{"error texts", Answer{Error: "e", Code: 1}, Answer{Error: "f", Code: 1}, loose, false},
		{"error codes", Answer{Error: "e", Code: 1}, Answer{Error: "e", Code: 5}, loose, false},
	} {
		if diff := test.tolerance.Diff(test.want, test.got); (diff == "") != test.same {
			t.Errorf("%s: %q", test.name, diff)
		}
	}
}

func TestLongAnswersAreShownShort(t *testing.T) {
	a := Answer{}
	for range 1000 {
		a.Rows = append(a.Rows, []Value{{strings.Repeat("a", 10_000)}})
	}
	if n := len(a.String()); n > 5000 {
		t.Errorf("%d bytes", n)
	}
}
