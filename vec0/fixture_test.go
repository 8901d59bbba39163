package vec0_test

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// A fixture is a database that sqlite-vec's C extension wrote, and what it said
// of itself: testdata/fixtures/NAME.db and NAME.json.
type fixture struct {
	name    string
	Note    string
	Build   []recorded        // what made the database
	Queries []recorded        // what it answers
	Schema  [][]recordedValue // type, name, tbl_name and sql of sqlite_master
}

// recorded is a statement with the answer that the C extension gave.
type recorded struct {
	SQL    string
	Params []recordedValue
	Rows   [][]recordedValue
	Error  string // empty where the statement succeeded
}

func (r recorded) params() (values []any) {
	for _, p := range r.Params {
		values = append(values, p.value)
	}
	return values
}

// recordedValue is an SQL value. Its JSON is null, a string of the schema, or
// an object whose only key is the type: i integer, f float, s text, b blob in
// base64.
type recordedValue struct{ value any }

func (v *recordedValue) UnmarshalJSON(text []byte) error {
	if text[0] != '{' {
		return json.Unmarshal(text, &v.value)
	}
	var typed struct {
		I *int64
		F *float64
		S *string
		B *[]byte
	}
	if err := json.Unmarshal(text, &typed); err != nil {
		return err
	}
	switch {
	case typed.I != nil:
		v.value = *typed.I
	case typed.F != nil:
		v.value = *typed.F
	case typed.S != nil:
		v.value = *typed.S
	case typed.B != nil:
		v.value = *typed.B
	default:
		return fmt.Errorf("a value of unknown type: %s", text)
	}
	return nil
}

func plain(rows [][]recordedValue) (values [][]any) {
	for _, row := range rows {
		var r []any
		for _, v := range row {
			r = append(r, v.value)
		}
		values = append(values, r)
	}
	return values
}

const fixtureFolder = "testdata/fixtures"

func fixtures(t *testing.T) (all []fixture) {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(fixtureFolder, "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		f := fixture{name: strings.TrimSuffix(filepath.Base(name), ".json")}
		if err := json.Unmarshal(text, &f); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		all = append(all, f)
	}
	if len(all) < 11 {
		t.Fatalf("%d fixtures in %s, want 11 or more", len(all), fixtureFolder)
	}
	return all
}

// copyOf is a session with a copy of a database file.
func copyOf(t *testing.T, file string) *session {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), filepath.Base(file))
	if err := os.WriteFile(name, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return connect(t, name)
}

func (f fixture) open(t *testing.T) *session {
	t.Helper()
	return copyOf(t, filepath.Join(fixtureFolder, f.name+".db"))
}

// better are the recorded answers that this module improves upon, by fixture
// and SQL text. The value is a query without MATCH, over the same parameters,
// whose rows are the right ones.
var better = map[string]map[string]string{
	"metadata": {
		// The C extension misses that a text of 12 bytes has no long row.
		"select rowid,distance from v where e match ? and k=6 and t > 'b'": `
			SELECT rowid, vec_distance_l2(e, ?) AS distance FROM v WHERE t > 'b' ORDER BY 2 LIMIT 6`,
		// It refuses LIKE.
		"select rowid,distance from v where e match ? and k=6 and t like 'a%'": `
			SELECT rowid, vec_distance_l2(e, ?) AS distance FROM v WHERE t LIKE 'a%' ORDER BY 2 LIMIT 6`,
	},
	"text_pk": {
		// It gives no rows at all when one key of a list is unknown.
		"select id,distance from v where e match ? and k=5 and id in ('k2','absent')": `
			SELECT id, vec_distance_l2(e, ?) AS distance FROM v WHERE id = 'k2'`,
	},
}

// checkQueries runs the recorded queries but those in skip.
func (f fixture) checkQueries(t *testing.T, s *session, skip map[string]string) (checked int) {
	t.Helper()
	for _, q := range f.Queries {
		if skip[q.SQL] != "" {
			continue
		}
		checked++
		want, wantError := plain(q.Rows), q.Error
		if right := better[f.name][q.SQL]; right != "" {
			_, rows, err := s.query(right, q.params()...)
			if err != nil {
				t.Fatalf("%s: %v", right, err)
			}
			want, wantError = rows, ""
		}
		columns, rows, err := s.query(q.SQL, q.params()...)
		if got := message(err); got != wantError {
			t.Errorf("%s\n got error %q\nwant error %q", q.SQL, got, wantError)
			continue
		}
		if diff := difference(columns, rows, want); diff != "" {
			t.Errorf("%s: %s", q.SQL, diff)
		}
	}
	return checked
}

// difference says where rows differ, or nothing. Distances may differ by 2e-5
// of themselves, since sums of floats depend on their order; all else is equal
// in type and value, and in the same order.
func difference(columns []string, got, want [][]any) string {
	if len(got) != len(want) {
		return fmt.Sprintf("%d rows, want %d\n got %s\nwant %s", len(got), len(want), render(got), render(want))
	}
	for i := range want {
		if len(got[i]) != len(want[i]) {
			return fmt.Sprintf("%d columns, want %d", len(got[i]), len(want[i]))
		}
		for j := range want[i] {
			a, isFloat := got[i][j].(float64)
			b, wantFloat := want[i][j].(float64)
			if isFloat && wantFloat && columns[j] == "distance" && math.Abs(a-b) <= 2e-5*math.Abs(b) {
				continue
			}
			if !reflect.DeepEqual(got[i][j], want[i][j]) {
				return fmt.Sprintf("row %d, column %s\n got %s\nwant %s", i, columns[j], render(got[i:i+1]), render(want[i:i+1]))
			}
		}
	}
	return ""
}

func TestFixturesAnswerAsRecorded(t *testing.T) {
	checked := 0
	for _, f := range fixtures(t) {
		t.Run(f.name, func(t *testing.T) {
			checked += f.checkQueries(t, f.open(t), nil)
		})
	}
	t.Logf("%d queries", checked)
}

func TestFixturesAreSound(t *testing.T) {
	for _, f := range fixtures(t) {
		t.Run(f.name, func(t *testing.T) {
			f.open(t).check(step{"PRAGMA integrity_check", "'ok'"})
		})
	}
}

// A replay says in what the database that this module builds differs from the
// recorded one.
type replay struct {
	omit    string            // statement of the build that is left out
	tables  []string          // shadow tables that are not compared whole
	compare []string          // queries that both answer alike instead
	skip    map[string]string // recorded queries with another answer here, and why
}

var replays = map[string]replay{
	// Partition keys can be updated here. Rows whose partition value is NULL
	// share chunks like any others, where the C extension makes a chunk for
	// each, so that chunks from the first of those on have other numbers.
	"partition": {
		omit:   "update v set tenant='x' where rowid=2",
		tables: []string{"v_chunks", "v_rowids", "v_vector_chunks00", "sqlite_sequence"},
		compare: []string{
			"SELECT * FROM v_chunks WHERE chunk_id < 7",
			"SELECT * FROM v_rowids WHERE chunk_id < 7",
			"SELECT _rowid_, * FROM v_vector_chunks00 WHERE rowid < 7",
			"SELECT rowid, tenant, yr, e FROM v",
			"SELECT count(*) FROM v_rowids WHERE rowid IN (41, 42, 43) AND chunk_id >= 7",
		},
		skip: map[string]string{
			"select chunk_id,size,sequence_id,partition00,partition01,hex(validity) from v_chunks": "chunks of NULL partitions are shared",
		},
	},
}

// refusedBuild is the fixture of an older version whose table has a column of
// its own name, which newer versions refuse to create.
const refusedBuild = "written_by_v019"

func TestFixturesAreBuiltAsRecorded(t *testing.T) {
	built := 0
	for _, f := range fixtures(t) {
		if f.name == refusedBuild {
			continue
		}
		t.Run(f.name, func(t *testing.T) {
			exception := replays[f.name]
			s := connect(t, ":memory:")
			for _, b := range f.Build {
				if b.SQL == exception.omit {
					continue
				}
				built++
				if _, _, err := s.query(b.SQL, b.params()...); message(err) != b.Error {
					t.Fatalf("%s\n got error %q\nwant error %q", b.SQL, message(err), b.Error)
				}
			}
			columns, schema, err := s.query("SELECT type, name, tbl_name, sql FROM sqlite_master")
			if err != nil {
				t.Fatal(err)
			}
			if diff := difference(columns, schema, plain(f.Schema)); diff != "" {
				t.Fatalf("schema: %s", diff)
			}
			f.compareShadow(t, s, exception)
			f.checkQueries(t, s, exception.skip)
			s.check(step{"PRAGMA integrity_check", "'ok'"})
		})
	}
	t.Logf("%d statements", built)
}

func TestAColumnOfTheTablesNameIsRefused(t *testing.T) {
	for _, f := range fixtures(t) {
		if f.name != refusedBuild {
			continue
		}
		_, _, err := connect(t, ":memory:").query(f.Build[1].SQL)
		const want = "vec0 constructor error: column name 'v' conflicts with table name (reserved for command column)"
		if message(err) != want {
			t.Errorf("%s\n got %s\nwant %s", f.Build[1].SQL, message(err), want)
		}
	}
}

// compareShadow holds the shadow tables of s to those of the file, byte by
// byte.
func (f fixture) compareShadow(t *testing.T, s *session, exception replay) {
	t.Helper()
	file := f.open(t)
	_, names, err := file.query("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'")
	if err != nil {
		t.Fatal(err)
	}
	queries := exception.compare
	for _, row := range names {
		name := row[0].(string)
		switch {
		case slices.Contains(exception.tables, name):
		case strings.Contains(name, "_metadatatext"):
			// Its own rowid is an automatic one that nobody reads.
			queries = append(queries, fmt.Sprintf(`SELECT * FROM %q ORDER BY rowid`, name))
		default:
			queries = append(queries, fmt.Sprintf(`SELECT _rowid_, * FROM %q`, name))
		}
	}
	for _, query := range queries {
		columns, want, err := file.query(query)
		if err != nil {
			t.Fatal(err)
		}
		_, got, err := s.query(query)
		if err != nil {
			t.Errorf("%s: %v", query, err)
		} else if diff := difference(columns, got, want); diff != "" {
			t.Errorf("%s: %s", query, diff)
		}
	}
}

// TestLegacyFile opens a database of sqlite-vec v0.1.6, which is too large to
// keep here: NEARLITE_FIXTURES names the folder of legacy-v0.1.6.db.
func TestLegacyFile(t *testing.T) {
	folder := os.Getenv("NEARLITE_FIXTURES")
	if folder == "" {
		t.Skip("NEARLITE_FIXTURES is not set to the folder of legacy-v0.1.6.db")
	}
	s := copyOf(t, filepath.Join(folder, "legacy-v0.1.6.db"))
	for _, table := range []string{"legacy_vectors", "emb"} {
		_, recorded, err := s.query(fmt.Sprintf("SELECT rowid FROM %s_rowids ORDER BY chunk_id, chunk_offset", table))
		if err != nil {
			t.Fatal(err)
		}
		_, rows, err := s.query(fmt.Sprintf("SELECT rowid, emb FROM %s", table))
		if err != nil {
			t.Fatal(err)
		}
		if len(rows) != len(recorded) {
			t.Errorf("%s: %d rows, want %d", table, len(rows), len(recorded))
		}
		for i, row := range rows {
			if vector, ok := row[1].([]byte); row[0] != recorded[i][0] || !ok || len(vector) != 16 {
				t.Fatalf("%s: row %d is %s, want rowid %v and 16 bytes", table, i, render(rows[i:i+1]), recorded[i][0])
			}
		}
		t.Logf("%s: %d rows", table, len(rows))
	}
	s.check(step{"PRAGMA integrity_check", "'ok'"})
}
