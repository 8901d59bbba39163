package sqlite3

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	lib "modernc.org/sqlite/lib"
)

func TestFunctionErrorsCarryCodeAndText(t *testing.T) {
	c := openMemory(t)
	_, err := query(c, `SELECT test_fail(19, 'no room for "it"')`)
	wantError(t, err, ErrConstraint, `no room for "it"`)
	var e *Error
	if !errors.As(err, &e) || e.Msg != `no room for "it"` {
		t.Errorf("errors.As gives %+v", e)
	}
	for _, success := range []int{lib.SQLITE_OK, lib.SQLITE_ROW, lib.SQLITE_DONE, lib.SQLITE_OK_LOAD_PERMANENTLY} {
		_, err := query(c, fmt.Sprintf(`SELECT test_fail(%d, 'no code of an error')`, success))
		wantError(t, err, ErrGeneric, "no code of an error")
	}
}

func TestCodeOfNeverMeansSuccess(t *testing.T) {
	for _, test := range []struct {
		err  error
		want Code
	}{
		{fmt.Errorf("wrapped: %w", Errorf(ErrBusy|2<<8, "x")), ErrBusy | 2<<8},
		{ErrNoPlan, ErrConstraint},
		{errors.New("without a code"), ErrGeneric},
		{Code(lib.SQLITE_OK), ErrGeneric},
		{Code(lib.SQLITE_OK_LOAD_PERMANENTLY), ErrGeneric},
		{Errorf(lib.SQLITE_ROW, "row"), ErrGeneric},
		{Errorf(lib.SQLITE_DONE, "done"), ErrGeneric},
	} {
		if got := CodeOf(test.err); got != test.want {
			t.Errorf("CodeOf(%v) = %d, want %d", test.err, got, test.want)
		}
	}
}

func TestErrorsOfAConnectionCarryTheExtendedCode(t *testing.T) {
	c := openMemory(t)
	err := c.Exec(`CREATE TABLE t(x UNIQUE); INSERT INTO t VALUES(1), (1)`)
	if got := CodeOf(err); got != lib.SQLITE_CONSTRAINT_UNIQUE {
		t.Errorf("got code %d of %v", got, err)
	}
}

func TestQuotedTextSaysWhetherItWasCut(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{strings.Repeat("ä", 40), `"` + strings.Repeat("ä", 40) + `"`},
		{strings.Repeat("ä", 41), `"` + strings.Repeat("ä", 40) + `"…`},
	} {
		if got := quoteForError(test.text); got != test.want {
			t.Errorf("%s is quoted as %s", test.text, got)
		}
	}
}

func TestExtendedCodesMatchTheirPrimaryCode(t *testing.T) {
	const busySnapshot = ErrBusy | 2<<8
	err := fmt.Errorf("wrapped: %w", &Error{Code: busySnapshot, Msg: "x"})
	if !errors.Is(err, ErrBusy) || !errors.Is(err, busySnapshot) || errors.Is(err, ErrLocked) {
		t.Error("errors.Is does not tell codes apart")
	}
}
