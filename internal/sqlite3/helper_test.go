package sqlite3

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	lib "modernc.org/sqlite/lib"
)

func openMemory(t testing.TB) *Conn {
	t.Helper()
	c, err := Open(":memory:", OpenReadWrite|OpenCreate)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Close(); err != nil {
			t.Errorf("closing: %v", err)
		}
	})
	return c
}

func openFile(t testing.TB, name string) *Conn {
	t.Helper()
	c, err := Open(name, OpenReadWrite|OpenCreate)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c
}

func mustExec(t testing.TB, c *Conn, sql string) {
	t.Helper()
	if err := c.Exec(sql); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
}

// rowsOf runs a query; a row is its columns as text, joined by "|".
func rowsOf(t testing.TB, c *Conn, sql string) []string {
	t.Helper()
	rows, err := query(c, sql)
	if err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	return rows
}

func query(c *Conn, sql string) (rows []string, err error) {
	s, err := c.Prepare(sql, 0)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	for {
		more, err := s.Step()
		if err != nil || !more {
			return rows, err
		}
		var row []string
		for i := range int(lib.Xsqlite3_column_count(c.tls, s.ptr)) {
			row = append(row, s.Text(i))
		}
		rows = append(rows, strings.Join(row, "|"))
	}
}

func wantRows(t testing.TB, c *Conn, sql string, want ...string) {
	t.Helper()
	if got := rowsOf(t, c, sql); !slices.Equal(got, want) {
		t.Errorf("%s:\n got %q\nwant %q", sql, got, want)
	}
}

func wantError(t testing.TB, err error, code Code, text string) {
	t.Helper()
	if !errors.Is(err, code) || !strings.Contains(fmt.Sprint(err), text) {
		t.Errorf("got error %v, want code %d (%v) and text %q", err, code, code, text)
	}
}
