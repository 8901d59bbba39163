package engine

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/nearlite/nearlite/internal/sqlite3"
)

// setup runs on a new connection what its DSN says in PRAGMAs.
type setup struct {
	ctx  context.Context
	conn base
	dsn  *dsn
}

// run sets the connection up and returns it as SQLite's own interface has it.
func (s setup) run() (*sqlite3.Conn, error) {
	if err := s.settings(); err != nil {
		return nil, err
	}
	handle, err := s.handle()
	if err == nil && s.dsn.inMemory() {
		_, err = handle.LimitSize("main", memoryLimit)
	}
	return handle, err
}

// settings sets the busy timeout first, so that the rest can wait for a lock,
// and what shapes a new file before anything writes to it.
func (s setup) settings() error {
	if err := s.set("busy_timeout", "auto_vacuum"); err != nil {
		return err
	}
	if err := s.pragmas(); err != nil {
		return err
	}
	// SQLite opens a file when it is first read: this finds out that it
	// cannot be, or is no database.
	if _, err := s.query("PRAGMA schema_version"); err != nil {
		return err
	}
	if err := s.journal(); err != nil {
		return err
	}
	return s.set("foreign_keys", "trusted_schema", "cache_size", "temp_store", "mmap_size", "query_only")
}

// set applies options that are nothing but a PRAGMA, in one call.
func (s setup) set(names ...string) error {
	var script strings.Builder
	for _, name := range names {
		o, _ := findOption(name)
		if value := s.dsn.value(o); value != "" {
			fmt.Fprintf(&script, o.pragma+";", value)
		}
	}
	if script.Len() == 0 {
		return nil
	}
	return s.exec(script.String())
}

// pragmas runs the values of the option pragma in the order given, a busy
// timeout before the others.
func (s setup) pragmas() error {
	ordered := slices.Clone(s.dsn.pragmas)
	slices.SortStableFunc(ordered, func(a, b string) int { return rank(a) - rank(b) })
	for _, text := range ordered {
		if err := s.exec("PRAGMA " + text); err != nil {
			return fmt.Errorf("pragma %s: %w", text, err)
		}
	}
	return nil
}

func rank(pragma string) int {
	if name, err := pragmaName(pragma); err == nil && name == "busy_timeout" {
		return 0
	}
	return 1
}

// journal sets the journal mode and, as their safety depends on it, how often
// SQLite waits for the disk. See https://www.sqlite.org/wal.html.
func (s setup) journal() error {
	if s.dsn.inMemory() {
		return nil // memory has no journal to choose and no disk to wait for
	}
	mode, err := s.query("PRAGMA journal_mode")
	if err != nil {
		return err
	}
	wanted, given := s.dsn.values["journal_mode"]
	switch {
	case given && wanted != mode:
		mode, err = s.query("PRAGMA journal_mode = " + wanted)
		if err == nil && mode != wanted {
			err = fmt.Errorf("journal_mode=%s cannot be set here, the database stays in mode %s; remove the option", wanted, mode)
		}
	case !given && mode != "wal" && !s.dsn.hasPragma("journal_mode"):
		mode, err = s.preferWAL(mode)
	}
	if err != nil {
		return err
	}
	return s.synchronous(mode)
}

// preferWAL puts the database into WAL mode where that can be done. A file
// that is read-only, or that another connection keeps in use for longer than
// the busy timeout, stays in its mode, which is slower but as safe.
func (s setup) preferWAL(mode string) (string, error) {
	readOnly, err := s.conn.IsReadOnly("main")
	if err != nil || readOnly {
		return mode, err
	}
	changed, err := s.query("PRAGMA journal_mode = wal")
	switch resultCode(err) & primary {
	case codeBusy, codeReadOnly, codeCannotOpen:
		return mode, s.ctx.Err()
	}
	return changed, err
}

func (s setup) synchronous(mode string) error {
	o, _ := findOption("synchronous")
	value := s.dsn.value(o)
	if value == "" && mode == "wal" && !s.dsn.hasPragma(o.Name) {
		value = "normal"
	}
	if value == "" {
		return nil
	}
	return s.exec("PRAGMA synchronous = " + value)
}

func (s setup) exec(statement string) error {
	_, err := s.conn.ExecContext(s.ctx, statement, nil)
	return err
}

// query returns the first value of the first row, as text; none is "".
func (s setup) query(statement string) (value string, err error) {
	return queryText(s.ctx, s.conn, statement)
}

func queryText(ctx context.Context, conn driver.QueryerContext, statement string) (value string, err error) {
	rows, err := conn.QueryContext(ctx, statement, nil)
	if err != nil {
		return "", err
	}
	defer func() {
		if closed := rows.Close(); err == nil {
			err = closed
		}
	}()
	row := make([]driver.Value, len(rows.Columns()))
	switch err := rows.Next(row); {
	case errors.Is(err, io.EOF):
		return "", nil
	case err != nil:
		return "", err
	}
	return fmt.Sprint(row[0]), nil
}
