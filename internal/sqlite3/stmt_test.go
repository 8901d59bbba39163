package sqlite3

import (
	"bytes"
	"errors"
	"testing"
)

func TestStatementsBindAndReadEveryType(t *testing.T) {
	c := openMemory(t)
	s, err := c.Prepare(`SELECT ?1, ?2, ?3, ?4, ?5`, PreparePersistent)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for i := range 3 {
		binds := []error{s.BindInt64(1, int64(i)-1<<62), s.BindFloat64(2, 0.5), s.BindText(3, "grün"),
			s.BindBlob(4, []byte{0, 1, 2}), s.BindNull(5)}
		if err := errors.Join(binds...); err != nil {
			t.Fatal(err)
		}
		if more, err := s.Step(); !more || err != nil {
			t.Fatal(more, err)
		}
		if s.Int64(0) != int64(i)-1<<62 || s.Float64(1) != 0.5 || s.Text(2) != "grün" ||
			!bytes.Equal(s.RawBlob(3), []byte{0, 1, 2}) || s.ColumnType(4) != Null {
			t.Errorf("run %d reads back something else", i)
		}
		s.Reset()
	}
	s.ClearBindings()
	if _, err := s.Step(); err != nil || s.ColumnType(0) != Null {
		t.Error("bindings were not cleared")
	}
	s.Reset()
	wantError(t, s.BindInt64(7, 1), ErrRange, "")
}

func TestEmptyTextAndBlobAreNotNull(t *testing.T) {
	c := openMemory(t)
	s, err := c.Prepare(`SELECT typeof(?1), typeof(?2)`, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := errors.Join(s.BindText(1, ""), s.BindBlob(2, nil)); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Step(); err != nil || s.Text(0) != "text" || s.Text(1) != "blob" {
		t.Errorf("got %s and %s, %v", s.Text(0), s.Text(1), err)
	}
}

func TestPrepareRefusesWhatIsNotOneStatement(t *testing.T) {
	c := openMemory(t)
	for _, sql := range []string{"", " -- nothing", "SELECT 1; SELECT 2", "SELECT 1;; -- x\n;SELECT 2", "SELECT 1; nonsense", "SELECT\x001"} {
		if s, err := c.Prepare(sql, 0); !errors.Is(err, ErrMisuse) {
			t.Errorf("%q: got %v, %v", sql, s, err)
		}
	}
	for _, sql := range []string{"SELECT 1;", "SELECT 1; \n", "SELECT 1; -- done", "SELECT 1;; /* done */ ;"} {
		wantRows(t, c, sql, "1")
	}
	_, err := c.Prepare("SELEC 1", 0)
	wantError(t, err, ErrGeneric, `near "SELEC": syntax error`)
}
