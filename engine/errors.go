package engine

import (
	"errors"
	"fmt"

	"modernc.org/sqlite"
)

// The kinds of an [*Error], for errors.Is.
var (
	// ErrCannotOpen: the file, or the folder it should be in, is missing or
	// may not be accessed. Returned when a connection is opened.
	ErrCannotOpen = errors.New("cannot open the database")

	// ErrNotADatabase: the file holds something else, or an encrypted
	// database. Returned when a connection is opened.
	ErrNotADatabase = errors.New("not a SQLite database")

	// ErrLocked: another connection or process held a lock for longer than
	// the busy timeout, or the wait could never have ended. The statement did
	// nothing; the transaction may be rolled back and tried again.
	ErrLocked = errors.New("database is locked")

	// ErrReadOnly: a write to a database, on a connection or in a transaction
	// that is read-only.
	ErrReadOnly = errors.New("database is read-only")

	// ErrFull: no space is left for the database. The transaction is rolled
	// back.
	ErrFull = errors.New("database or disk is full")

	// ErrCorrupt: the content of the file contradicts itself.
	ErrCorrupt = errors.New("database is corrupt")
)

// Error is an error of SQLite for which something can be said about its cure.
// All other errors of SQLite are returned as the base driver reports them.
// errors.As finds the base driver's *sqlite.Error in both.
type Error struct {
	Kind error  // one of the Err… of this package
	Path string // the connection's database; the fault may be in one attached to it
	Cure string // what was found and what to do
	Err  error  // the base driver's error
}

// Error says what happened, where, what to do, and what SQLite said.
func (e *Error) Error() string {
	return fmt.Sprintf("engine: %v: %s: %s [%v]", e.Kind, e.Path, e.Cure, e.Err)
}

// Unwrap returns the kind and the base driver's error.
func (e *Error) Unwrap() []error { return []error{e.Kind, e.Err} }

// Result codes of SQLite, see https://www.sqlite.org/rescode.html.
const (
	codeBusy       = 5
	codeLocked     = 6
	codeReadOnly   = 8
	codeIOError    = 10
	codeCorrupt    = 11
	codeFull       = 13
	codeCannotOpen = 14
	codeNotADB     = 26

	codeBusySnapshot = codeBusy | 2<<8

	primary = 0xff // mask of the primary code in an extended one
)

// resultCode returns the extended result code of SQLite in err, 0 for none.
func resultCode(err error) int {
	var e *sqlite.Error
	if errors.As(err, &e) {
		return e.Code()
	}
	return 0
}

// explain makes an [*Error] of an error that has a cure and returns all others
// as they are. It serves connections that are open.
func (d *dsn) explain(err error) error {
	if err == nil {
		return nil
	}
	code := resultCode(err)
	switch {
	case code == codeBusySnapshot:
		return d.fault(ErrLocked, "another connection has written since this transaction began to read, so that it cannot write any more; roll it back and try again, or begin it with txlock=immediate", err)
	case code&primary == codeBusy:
		return d.fault(ErrLocked, "another connection or process kept it locked beyond the busy timeout; try again, keep write transactions and open results short, or raise the option busy_timeout (milliseconds)", err)
	case code&primary == codeLocked:
		return d.fault(ErrLocked, "a statement that is still open on this connection uses the table; close its rows first", err)
	case code&primary == codeReadOnly:
		return d.fault(ErrReadOnly, d.whyReadOnly(), err)
	case code&primary == codeFull:
		return d.fault(ErrFull, d.whyFull(), err)
	case code&primary == codeCorrupt:
		return d.fault(ErrCorrupt, "run PRAGMA integrity_check to see the damage; restore a backup, or save what is readable with the .recover command of SQLite's shell", err)
	}
	return err
}

// explainOpen is explain for errors while a connection is opened. All of them
// name the database.
func (d *dsn) explainOpen(err error) error {
	switch code := resultCode(err) & primary; {
	case code == codeNotADB:
		return d.fault(ErrNotADatabase, "the file is of another kind, or encrypted, and was left as it is; give the path of a SQLite database or of a new file", err)
	case code == codeCannotOpen, code == codeIOError && d.isFolder():
		return d.fault(ErrCannotOpen, d.whyNotOpened(), err)
	}
	err = d.explain(err)
	if explained := (*Error)(nil); errors.As(err, &explained) {
		return err
	}
	return fmt.Errorf("engine: open %s: %w", d.place(), err)
}

func (d *dsn) fault(kind error, cure string, err error) error {
	return &Error{Kind: kind, Path: d.place(), Cure: cure, Err: err}
}
