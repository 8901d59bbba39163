package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"

	"github.com/nearlite/nearlite/engine"
	"github.com/nearlite/nearlite/vecutil"
)

// database is the argument DB: a path, or a DSN of package engine.
type database string

// with is the DSN with options added, "name=value" each, except for those that
// it has and for a database in memory.
func (d database) with(added ...string) (database, error) {
	c, err := engine.NewConnector(string(d))
	if err != nil {
		return "", err
	}
	place, query, _ := strings.Cut(c.DSN(), "?")
	options, err := url.ParseQuery(query)
	if err != nil {
		return "", err
	}
	if place == "file::memory:" || options.Get("mode") == "memory" {
		return d, nil
	}
	for _, option := range added {
		if name, value, _ := strings.Cut(option, "="); !options.Has(name) {
			options.Set(name, value)
		}
	}
	return database(place + "?" + options.Encode()), nil
}

// name is the database's path as the user wrote it.
func (d database) name() string {
	name, _, _ := strings.Cut(string(d), "?")
	return name
}

// keepJournal leaves the journal mode of a file as it is: it asks for the mode
// where engine would set it.
const keepJournal = "pragma=journal_mode"

// openToRead opens the database, which must exist, so that nothing in it can
// change. The file is opened for writing where that can be, as SQLite then
// removes the companions of a database in WAL mode at the end.
//
// Where the folder cannot be written those companions cannot be made. If there
// are none, nobody has the database open, and it can be read as immutable.
// Source: https://www.sqlite.org/wal.html#read_only_databases
func (d database) openToRead(ctx context.Context) (*sql.DB, error) {
	db, err := d.open(ctx, "mode=rw", "query_only=1", keepJournal)
	var e *engine.Error
	if isUnwritable(err) && errors.As(err, &e) && closedBehind(e.Path) {
		if db, err := d.open(ctx, "mode=ro", "immutable=1", keepJournal); err == nil {
			return db, nil
		}
	}
	return db, err
}

// isUnwritable reports whether a database may not have been opened because its
// folder cannot be written.
func isUnwritable(err error) bool {
	return errors.Is(err, engine.ErrCannotOpen) || errors.Is(err, engine.ErrReadOnly)
}

// closedBehind reports whether the database file exists and its last user has
// left no write-ahead log.
func closedBehind(path string) bool {
	if _, err := os.Stat(path); err != nil {
		return false
	}
	_, err := os.Stat(path + "-wal")
	return errors.Is(err, os.ErrNotExist)
}

// openToWrite opens the database, which must exist, in the journal mode that
// it has.
func (d database) openToWrite(ctx context.Context) (*sql.DB, error) {
	return d.open(ctx, "mode=rw", keepJournal)
}

// openOrCreate opens the database, and makes it if it does not exist.
func (d database) openOrCreate(ctx context.Context) (*sql.DB, error) {
	return d.open(ctx)
}

// open opens the database with options, and returns a missingError if that does
// not make its file.
func (d database) open(ctx context.Context, options ...string) (*sql.DB, error) {
	dsn, err := d.with(options...)
	if err != nil {
		return nil, err
	}
	db, err := engine.OpenContext(ctx, string(dsn))
	var e *engine.Error
	if errors.As(err, &e) && e.Kind == engine.ErrCannotOpen && len(options) > 0 {
		if _, statErr := os.Stat(e.Path); errors.Is(statErr, os.ErrNotExist) {
			return nil, missingError{d}
		}
	}
	return db, err
}

// missingError is a database whose file does not exist.
type missingError struct{ database }

func (e missingError) Error() string {
	return fmt.Sprintf("%[1]s does not exist; check the path, or make it with: nearlite add %[1]s PATH", e.name())
}

// contents is what there is to know about a database before writing to it.
type contents struct {
	exists  bool
	library bool
	tables  []string // without those that belong to other tables
}

// look finds out what the database holds, and writes nothing. A file that does
// not exist is no error.
func (d database) look(ctx context.Context) (c contents, err error) {
	db, err := d.openToRead(ctx)
	if errors.As(err, new(missingError)) {
		return c, nil
	}
	if err != nil {
		return c, err
	}
	defer db.Close()
	c.exists = true
	tables, err := listTables(ctx, db)
	if err != nil {
		return c, err
	}
	for _, t := range tables {
		if t.Kind != "shadow" {
			c.tables = append(c.tables, t.Name)
		}
	}
	_, err = vecutil.OpenLibrary(ctx, db, nil)
	c.library = err == nil
	if errors.Is(err, vecutil.ErrNoLibrary) {
		err = nil
	}
	return c, err
}

// checkOurs fails for a database that belongs to another program.
func (c contents) checkOurs(d database) error {
	if c.library || len(c.tables) == 0 {
		return nil
	}
	return fmt.Errorf("%s belongs to another program: it has %s, and no library; nothing was written, give the path of a new file",
		d.name(), enumerate("table", c.tables))
}

// noLibrary is the error for a database without a library.
func noLibrary(d database) error {
	return fmt.Errorf("%[1]s holds no library; make one with: nearlite add %[1]s PATH", d.name())
}

// table is a table or view of a database.
type table struct {
	Name string `json:"name"`
	Kind string `json:"kind"` // "table", "view", "virtual", or "shadow" for one that belongs to a virtual one
}

// listTables lists the tables and views by name.
// Source: https://www.sqlite.org/pragma.html#pragma_table_list
func listTables(ctx context.Context, db *sql.DB) ([]table, error) {
	rows, err := db.QueryContext(ctx, `SELECT name, type FROM pragma_table_list
		WHERE schema = 'main' AND name NOT GLOB 'sqlite_*' ORDER BY name`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	tables := []table{}
	for rows.Next() {
		var t table
		if err := rows.Scan(&t.Name, &t.Kind); err != nil {
			return nil, err
		}
		tables = append(tables, t)
	}
	return tables, rows.Err()
}

// enumerate is "the table a", "the tables a and b", "the tables a, b, c and 4
// more".
func enumerate(noun string, names []string) string {
	const most = 4
	switch n := len(names); {
	case n == 1:
		return "the " + noun + " " + names[0]
	case n > most:
		return fmt.Sprintf("the %ss %s and %d more", noun, strings.Join(names[:most-1], ", "), n-most+1)
	default:
		return fmt.Sprintf("the %ss %s and %s", noun, strings.Join(names[:n-1], ", "), names[n-1])
	}
}
