package main

import (
	"bufio"
	"context"
	"database/sql"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
)

type sqlCommand struct {
	DB        database `arg:"" name:"DB" help:"Database."`
	Statement string   `arg:"" optional:"" name:"STATEMENT" help:"SQL statements with semicolons between them. Without any they are read from standard input, one by one from a terminal."`
	Create    bool     `short:"c" help:"Make the database if it does not exist."`
	Table     bool     `xor:"format" help:"Print an aligned table, as on a terminal."`
	CSV       bool     `name:"csv" xor:"format" help:"Print CSV with a line of column names."`
	JSON      bool     `name:"json" xor:"format" help:"Print one JSON object a row."`
	Color     string   `enum:"auto,always,never" default:"auto" placeholder:"WHEN" help:"Colour: auto (on a terminal, unless NO_COLOR is set), always or never."`
}

// Help is shown below the flags.
func (sqlCommand) Help() string {
	return `On a terminal rows are printed as a table, elsewhere with tabs between the values, \N for NULL and no column names. Both print long blobs short, and those that look like float32 vectors as such; CSV and JSON have them whole, as x'…'.

Example: nearlite sql notes.db "SELECT vec_length(embedding), embedding FROM library_vectors LIMIT 3"`
}

func (c *sqlCommand) Run(ctx context.Context) error {
	db, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	e := executor{conn: conn, newWriter: c.newWriter, notes: io.Discard}
	if isTerminal(os.Stdout) {
		e.notes = os.Stdout
	}
	switch {
	case c.Statement != "":
		return e.runAll(ctx, c.Statement)
	case isTerminal(os.Stdin):
		return runShell(&e, c.DB)
	}
	text, err := io.ReadAll(os.Stdin)
	if err != nil {
		return fmt.Errorf("reading the statements from standard input: %w", err)
	}
	return e.runAll(ctx, string(text))
}

// open opens the database for writing if that can be, else for reading.
func (c *sqlCommand) open(ctx context.Context) (*sql.DB, error) {
	db, err := c.DB.openToWrite(ctx)
	switch absent := errors.As(err, new(missingError)); {
	case absent && c.Create:
		return c.DB.openOrCreate(ctx)
	case absent:
		return nil, fmt.Errorf("%s does not exist; check the path, or make it with --create", c.DB.name())
	case isUnwritable(err):
		return c.DB.openToRead(ctx)
	}
	return db, err
}

// newWriter makes the writer for one statement's rows.
func (c *sqlCommand) newWriter() rowWriter {
	switch {
	case c.JSON:
		return &jsonWriter{w: bufio.NewWriter(os.Stdout)}
	case c.CSV:
		return csvWriter{csv.NewWriter(os.Stdout)}
	case c.Table || isTerminal(os.Stdout):
		return newTableWriter(os.Stdout, painterFor(c.Color))
	}
	return tsvWriter{bufio.NewWriter(os.Stdout)}
}

// executor runs statements on one connection, so that transactions, temporary
// tables and settings last from one to the next.
type executor struct {
	conn      *sql.Conn
	newWriter func() rowWriter
	notes     io.Writer // for what is neither rows nor errors
}

// runAll runs the statements of a text until one fails.
func (e *executor) runAll(ctx context.Context, text string) error {
	for text != "" {
		var statement string
		statement, text, _ = nextStatement(text)
		if statement == "" {
			break
		}
		if err := e.run(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}

// run runs one statement and prints its rows, or how many it changed.
func (e *executor) run(ctx context.Context, statement string) error {
	before, err := e.changes(ctx)
	if err != nil {
		return err
	}
	rows, err := e.conn.QueryContext(ctx, statement)
	if err != nil {
		return err
	}
	n, err := e.print(rows)
	if err != nil {
		return err
	}
	after, err := e.changes(ctx)
	if err != nil {
		return err
	}
	switch {
	case after.total != before.total:
		fmt.Fprintf(e.notes, "%s changed\n", count(after.last, "row"))
	case n >= 0:
		fmt.Fprintf(e.notes, "%s\n", count(n, "row"))
	}
	return nil
}

// changes are SQLite's counters of rows changed.
// Source: https://www.sqlite.org/lang_corefunc.html#total_changes
type changes struct{ last, total int }

func (e *executor) changes(ctx context.Context) (c changes, err error) {
	err = e.conn.QueryRowContext(ctx, `SELECT changes(), total_changes()`).Scan(&c.last, &c.total)
	return c, err
}

// print prints the rows and returns their number, or -1 for a statement that
// has no columns.
func (e *executor) print(rows *sql.Rows) (n int, err error) {
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil || len(names) == 0 {
		for rows.Next() { // runs the statement to its end
		}
		return -1, errors.Join(err, rows.Err())
	}
	w := e.newWriter()
	if err := w.columns(names); err != nil {
		return 0, err
	}
	values, places := make([]any, len(names)), make([]any, len(names))
	for i := range values {
		places[i] = &values[i]
	}
	for ; rows.Next(); n++ {
		if err := rows.Scan(places...); err != nil {
			return n, err
		}
		for i, v := range values {
			values[i] = storedValue(v)
		}
		if err := w.row(values); err != nil {
			return n, err
		}
	}
	if err := w.end(); err != nil {
		return n, err
	}
	return n, rows.Err()
}
