package vec0_test

import (
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"modernc.org/sqlite"
)

// A session is one connection to a database.
type session struct {
	t    testing.TB
	conn *sql.Conn
}

// connect opens a connection to the database that dsn names, and runs
// statements on it that must succeed.
func connect(t testing.TB, dsn string, statements ...string) *session {
	t.Helper()
	db, err := sql.Open("sqlite", dsn)
	if err != nil {
		t.Fatal(err)
	}
	conn, err := db.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	s := &session{t, conn}
	t.Cleanup(func() { conn.Close(); db.Close() })
	s.run(statements...)
	return s
}

// query runs one statement to its end.
func (s *session) query(query string, args ...any) (columns []string, values [][]any, err error) {
	rows, err := s.conn.QueryContext(s.t.Context(), query, args...)
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	columns, err = rows.Columns()
	if err != nil {
		return nil, nil, err
	}
	for rows.Next() {
		row, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range row {
			into[i] = &row[i]
		}
		if err := rows.Scan(into...); err != nil {
			return nil, nil, err
		}
		values = append(values, row)
	}
	return columns, values, rows.Err()
}

// run runs statements that must succeed.
func (s *session) run(statements ...string) {
	s.t.Helper()
	for _, statement := range statements {
		if _, _, err := s.query(statement); err != nil {
			s.t.Fatalf("%s: %v", statement, err)
		}
	}
}

// answer is what a statement gives, as text: rows parted by "; ", or "error: "
// and the text of the error.
func (s *session) answer(query string, args ...any) string {
	_, rows, err := s.query(query, args...)
	if err != nil {
		return "error: " + message(err)
	}
	return render(rows)
}

// A step is a statement and its answer.
type step struct{ sql, want string }

// check runs statements in their order and holds each to its answer.
func (s *session) check(steps ...step) {
	s.t.Helper()
	for _, step := range steps {
		if got := s.answer(step.sql); got != step.want {
			s.t.Errorf("%s\n got %s\nwant %s", step.sql, got, step.want)
		}
	}
}

// same holds two queries to the same answer. The test ends where it is another
// one: such queries come in hundreds.
func (s *session) same(query, other string) {
	s.t.Helper()
	if got, want := s.answer(query), s.answer(other); got != want {
		s.t.Fatalf("%s\n got %s\nwant %s\n  as %s", query, got, want, other)
	}
}

// mentions holds a statement to an error that has all of the texts in it.
func (s *session) mentions(query string, texts ...string) {
	s.t.Helper()
	got := s.answer(query)
	for _, text := range append([]string{"error: "}, texts...) {
		if !strings.Contains(strings.ToLower(got), strings.ToLower(text)) {
			s.t.Errorf("%s\n got %s\nwant an error with %q", query, got, text)
			return
		}
	}
}

// message is the text that the module gave an error, without what the driver
// puts around it; it is empty for no error.
func message(err error) string {
	if err == nil {
		return ""
	}
	text := err.Error()
	var coded *sqlite.Error
	if errors.As(err, &coded) {
		text = strings.TrimSuffix(text, fmt.Sprintf(" (%d)", coded.Code()))
	}
	for _, general := range []string{"SQL logic error: ", "constraint failed: ", "database disk image is malformed: "} {
		text = strings.TrimPrefix(text, general)
	}
	return text
}

// codeOf is the result code of an error that SQLite gave, or 0.
func codeOf(err error) int {
	var coded *sqlite.Error
	if !errors.As(err, &coded) {
		return 0
	}
	return coded.Code()
}

// unchanged holds the tables to an earlier content; what names the cause.
func (s *session) unchanged(before, what string) {
	s.t.Helper()
	was := strings.Split(before, "\n")
	for i, line := range strings.Split(s.shadow(), "\n") {
		if i >= len(was) || line != was[i] {
			s.t.Errorf("%s changed a table to\n%.300s", what, line)
			return
		}
	}
}

// shadow is the content of all ordinary tables but sqlite_sequence: a refused
// row may cost a number.
func (s *session) shadow() string {
	s.t.Helper()
	_, names, err := s.query("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' AND name <> 'sqlite_sequence'")
	if err != nil {
		s.t.Fatal(err)
	}
	var text strings.Builder
	for _, name := range names {
		fmt.Fprintf(&text, "%s: %s\n", name[0], s.answer(fmt.Sprintf("SELECT _rowid_, * FROM %q", name[0])))
	}
	return text.String()
}

// series is an INSERT of the rows with the rowids first to last, each with a
// vector e whose one element is its rowid.
func series(table string, first, last int) string {
	return fmt.Sprintf(`INSERT INTO %s(rowid, e) WITH RECURSIVE i(n) AS (SELECT %d UNION ALL SELECT n+1 FROM i WHERE n < %d)
		SELECT n, vec_f32('[' || n || ']') FROM i`, table, first, last)
}

// render writes rows as SQL values parted by blanks; a float always has a point
// or an exponent.
func render(rows [][]any) string {
	var lines []string
	for _, row := range rows {
		var fields []string
		for _, v := range row {
			fields = append(fields, renderValue(v))
		}
		lines = append(lines, strings.Join(fields, " "))
	}
	return strings.Join(lines, "; ")
}

func renderValue(v any) string {
	switch v := v.(type) {
	case nil:
		return "NULL"
	case string:
		return "'" + v + "'"
	case []byte:
		return "x'" + hex.EncodeToString(v) + "'"
	case float64:
		text := strconv.FormatFloat(v, 'g', -1, 64)
		if !strings.ContainsAny(text, ".eIN") {
			text += ".0"
		}
		return text
	default:
		return fmt.Sprint(v)
	}
}
