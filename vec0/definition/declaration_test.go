package definition_test

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/nearlite/nearlite/vec0/definition"
)

// mixed are arguments of all kinds in no order.
var mixed = []string{"+a blob", "e float[2]", "m bool", "chunk_size=64", "p int partition key", "f int8[3]", "+b text", "n text"}

func TestDeclaration(t *testing.T) {
	const user = `"a", "e", "m", "p", "f", "b", "n", `
	withKey := append([]string{"Id text primary key"}, mixed...)
	for _, test := range []struct {
		args    []string
		command bool
		want    string
	}{
		{mixed, true, `CREATE TABLE x(rowid, ` + user + `"my ""t" hidden, distance hidden, k hidden) `},
		{mixed, false, `CREATE TABLE x(rowid, ` + user + `distance hidden, k hidden) `},
		{withKey, true, `CREATE TABLE x("Id" primary key, ` + user + `"my ""t" hidden, distance hidden, k hidden) without rowid `},
		{withKey, false, `CREATE TABLE x("Id" primary key, ` + user + `distance hidden, k hidden) without rowid `},
	} {
		if got := parse(t, test.args...).Declaration(`my "t`, test.command); got != test.want {
			t.Errorf("got  %s\nwant %s", got, test.want)
		}
	}
}

func TestColumnNumbersAreThoseOfTheDeclaration(t *testing.T) {
	for _, command := range []bool{false, true} {
		table := parse(t, mixed...)
		db := memory(t)
		if _, err := db.Exec(table.Declaration("my t", command)); err != nil {
			t.Fatal(err)
		}
		names := column(t, db, "SELECT name FROM pragma_table_info('x') ORDER BY cid")
		for i, c := range table.Columns {
			n := definition.FirstColumn + i
			if table.Name(c) != names[n] {
				t.Errorf("column %d: name %q, declared as %q", n, table.Name(c), names[n])
			}
			if got, ok := table.Column(n); !ok || got != c {
				t.Errorf("Column(%d) = %v, %t, want %v", n, got, ok, c)
			}
		}
		h := table.Hidden(command)
		if names[definition.IDColumn] != "rowid" || names[h.Distance] != "distance" || names[h.K] != "k" || h.K != len(names)-1 {
			t.Errorf("%+v of %q", h, names)
		}
		if command != (h.Command >= 0) || command && names[h.Command] != "my t" {
			t.Errorf("command column %d of %q", h.Command, names)
		}
		for _, n := range []int{-1, definition.IDColumn, h.Distance, h.K, h.Command, len(names)} {
			if c, ok := table.Column(n); ok {
				t.Errorf("Column(%d) = %v, want none", n, c)
			}
		}
	}
}

func TestColumnsKeepTheirOrderAcrossKinds(t *testing.T) {
	want := []definition.Column{
		{Kind: definition.KindAuxiliary, Index: 0}, {Kind: definition.KindVector, Index: 0},
		{Kind: definition.KindMetadata, Index: 0}, {Kind: definition.KindPartition, Index: 0},
		{Kind: definition.KindVector, Index: 1}, {Kind: definition.KindAuxiliary, Index: 1},
		{Kind: definition.KindMetadata, Index: 1},
	}
	if got := parse(t, mixed...).Columns; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestCollidingNamesAreRefusedBySQLite(t *testing.T) {
	db := open(t)
	for statement, duplicate := range map[string]string{
		"CREATE VIRTUAL TABLE t USING vec0(e float[2], e text)":               "e",
		"CREATE VIRTUAL TABLE t USING vec0(e float[2], E text)":               "E",
		"CREATE VIRTUAL TABLE t USING vec0(e float[2], rowid text)":           "rowid",
		"CREATE VIRTUAL TABLE t USING vec0(e float[2], distance float)":       "distance",
		"CREATE VIRTUAL TABLE t USING vec0(k float[2], id text primary key)":  "k",
		"CREATE VIRTUAL TABLE t USING vec0(id float[2], id text primary key)": "id",
	} {
		_, err := db.Exec(statement)
		want := "vec0 constructor error: could not declare virtual table, 'duplicate column name: " + duplicate + "'"
		if err == nil || plain(err).Error() != want {
			t.Errorf("%s: got %v, want %s", statement, err, want)
		}
	}
	if _, err := db.Exec("CREATE VIRTUAL TABLE t USING vec0(rowid float[2], id text primary key)"); err != nil {
		t.Errorf("a column rowid beside a primary key: %v", err)
	}
}

func TestDeclarationErrorKeepsItsCause(t *testing.T) {
	cause := errors.New("out of memory")
	if err := definition.DeclarationError(cause); !errors.Is(err, cause) {
		t.Errorf("%v does not wrap its cause", err)
	}
}

func TestCheckName(t *testing.T) {
	table := parse(t, "id text primary key", "emb float[2]", "p text partition key", "+a text", "m text")
	for name, column := range map[string]string{"emb": "emb", "EMB": "emb", "P": "p", "a": "a", "M": "m", "id": "", "embs": "", "v": ""} {
		collides := column != ""
		err := table.CheckName(name)
		want := "vec0 constructor error: column name '" + column + "' conflicts with table name (reserved for command column)"
		if collides && (err == nil || err.Error() != want) {
			t.Errorf("got %v, want %s", err, want)
		}
		if !collides && err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestQuoteIsReadBackBySQLite(t *testing.T) {
	db := memory(t)
	for _, name := range []string{"a", "A b", `"`, `""a`, "select", "é", "[x]", "'"} {
		if _, err := db.Exec("CREATE TABLE " + definition.Quote(name) + "(x)"); err != nil {
			t.Errorf("%q: %v", name, err)
		}
		if got := column(t, db, "SELECT name FROM sqlite_master WHERE name = ?", name); !slices.Equal(got, []string{name}) {
			t.Errorf("%q was read as %q", name, got)
		}
	}
}

func TestNamesOfTypesAndKinds(t *testing.T) {
	var got []string
	for _, ty := range []definition.Type{definition.Text, definition.Integer, definition.Float, definition.Blob, definition.Boolean, 99} {
		got = append(got, ty.String())
	}
	for _, k := range []definition.Kind{definition.KindVector, definition.KindPartition, definition.KindMetadata, definition.KindAuxiliary, 99} {
		got = append(got, k.String())
	}
	const want = "TEXT,INTEGER,FLOAT,BLOB,BOOLEAN,Type(99),vector,partition key,metadata,auxiliary,Kind(99)"
	if s := strings.Join(got, ","); s != want {
		t.Errorf("got %s, want %s", s, want)
	}
}
