package shadow

import (
	"strings"

	"github.com/nearlite/nearlite/internal/sqlite3"
	"github.com/nearlite/nearlite/vec0/definition"
)

// statements are prepared statements by their text, in which {suffix} stands
// for a shadow table. They are kept reset, so that they hold no snapshot.
type statements struct {
	conn          *sqlite3.Conn
	schema, table string
	idle          map[string]*sqlite3.Stmt
}

// with runs f on the statement of a text and resets it afterwards. A statement
// in use is not shared: a nested call gets one of its own.
func (s *statements) with(text string, f func(*sqlite3.Stmt) error) error {
	stmt := s.idle[text]
	if stmt == nil {
		var err error
		// A shadow table that a hostile file has made a view of its own table
		// would call the table for ever.
		const flags = sqlite3.PreparePersistent | sqlite3.PrepareNoVTab
		if stmt, err = s.conn.Prepare(s.expand(text), flags); err != nil {
			return s.explain(err)
		}
	}
	delete(s.idle, text)
	defer s.putBack(text, stmt)
	return s.explain(f(stmt))
}

// putBack resets a statement and keeps it, unless a nested call has put back
// one of the same text.
func (s *statements) putBack(text string, stmt *sqlite3.Stmt) {
	stmt.Reset()
	stmt.ClearBindings()
	if s.idle[text] == nil {
		s.idle[text] = stmt
	} else {
		_ = stmt.Close()
	}
}

// run runs a statement without rows; bind sets its parameters.
func (s *statements) run(text string, bind func(*sqlite3.Stmt) error) error {
	return s.with(text, func(stmt *sqlite3.Stmt) error {
		if err := bind(stmt); err != nil {
			return err
		}
		if s.conn.Interrupted() {
			return sqlite3.ErrInterrupt // see flush
		}
		_, err := stmt.Step()
		return err
	})
}

// row runs a statement with one integer parameter and passes its first row to
// f; found is false without one.
func (s *statements) row(text string, parameter int64, f func(*sqlite3.Stmt) error) (found bool, err error) {
	err = s.with(text, func(stmt *sqlite3.Stmt) error {
		if err := stmt.BindInt64(1, parameter); err != nil {
			return err
		}
		found, err = stmt.Step()
		if err != nil || !found {
			return err
		}
		return f(stmt)
	})
	return found, err
}

// expand replaces {suffix} by the quoted name of that shadow table.
func (s *statements) expand(text string) string {
	var b strings.Builder
	for {
		before, after, found := strings.Cut(text, "{")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		suffix, rest, _ := strings.Cut(after, "}")
		b.WriteString(s.qualified(s.table + "_" + suffix))
		text = rest
	}
}

// qualified is the quoted name of a table in the schema.
func (s *statements) qualified(table string) string {
	return definition.Quote(s.schema) + "." + definition.Quote(table)
}

// close finalizes all statements; they come back when they are used.
func (s *statements) close() {
	for text, stmt := range s.idle {
		_ = stmt.Close()
		delete(s.idle, text)
	}
}
