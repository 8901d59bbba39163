package shadow

import (
	"errors"
	"fmt"

	"github.com/nearlite/nearlite/internal/sqlite3"
	"github.com/nearlite/nearlite/vec0/definition"
)

// Store is the shadow tables of one vec0 table on one connection. It works in
// the transaction of the statement that runs. Like its connection it is used by
// one goroutine at a time.
type Store struct {
	statements
	def      *definition.Table
	columns  []vectorColumn // one for each vector column
	suffixes []string       // of the shadow tables that rows are in
	buffer   *chunk         // nil without
	version  int            // grows with every change
}

// vectorColumn is where a vector column's slots are.
type vectorColumn struct {
	suffix  string // of the table with a blob for each chunk
	bytes   int    // of a slot
	vectors string // suffix of the table with a float32 vector for each row; "" for flat columns
}

// NewStore returns the store of a table that exists, or that Create makes.
func NewStore(c *sqlite3.Conn, schema, table string, def *definition.Table) *Store {
	s := &Store{
		statements: statements{conn: c, schema: schema, table: table, idle: map[string]*sqlite3.Stmt{}},
		def:        def,
	}
	for i, v := range def.Vectors {
		column := vectorColumn{suffix: definition.VectorChunks(i), bytes: v.BlobSize()}
		if v.Rescore != nil {
			column = vectorColumn{
				suffix:  definition.RescoreChunks(i),
				bytes:   v.CodeSize(),
				vectors: definition.RescoreVectors(i),
			}
		}
		s.columns = append(s.columns, column)
	}
	for _, t := range def.ShadowTables(schema, table) {
		if t.Suffix != definition.Info {
			s.suffixes = append(s.suffixes, t.Suffix)
		}
	}
	return s
}

// Close releases what the store holds; the buffer must have been flushed.
func (s *Store) Close() {
	s.Discard()
	s.close()
}

// Create makes the shadow tables. version is what the table info is to say:
// text and its three numbers.
func (s *Store) Create(version string, numbers [3]int64) error {
	for _, t := range s.def.ShadowTables(s.schema, s.table) {
		if err := s.conn.Exec(t.SQL); err != nil {
			return t.CreateError(err)
		}
	}
	const insert = `INSERT INTO {info}(key, value) VALUES(?1, ?2)`
	err := s.run(insert, func(stmt *sqlite3.Stmt) error {
		return firstError(stmt.BindText(1, "CREATE_VERSION"), stmt.BindText(2, version))
	})
	for i, key := range [...]string{"CREATE_VERSION_MAJOR", "CREATE_VERSION_MINOR", "CREATE_VERSION_PATCH"} {
		if err != nil {
			break
		}
		err = s.run(insert, func(stmt *sqlite3.Stmt) error {
			return firstError(stmt.BindText(1, key), stmt.BindInt64(2, numbers[i]))
		})
	}
	return err
}

// Patch is the third number of the version that made the table; ok is false for
// tables of old versions, which have no table info or no such row.
func (s *Store) Patch() (patch int64, ok bool, err error) {
	err = s.with(`SELECT value FROM {info} WHERE key = 'CREATE_VERSION_PATCH'`, func(stmt *sqlite3.Stmt) error {
		found, err := stmt.Step()
		if found {
			patch, ok = stmt.Int64(0), true
		}
		return err
	})
	if err != nil && sqlite3.CodeOf(err) == sqlite3.ErrGeneric {
		return 0, false, nil
	}
	return patch, ok, err
}

// Announce has SQLite tell a table of savepoints that was made inside of one:
// SQLite takes note of a table's savepoints when a statement that may be undone
// begins, which creating the table is not.
func (s *Store) Announce() error {
	return s.run(`INSERT INTO {info}(key, value) SELECT key, value FROM {info} WHERE 0`, noParameters)
}

// Drop removes the shadow tables; those that are missing already are passed
// over, so that a damaged table can be dropped.
func (s *Store) Drop() error {
	s.Discard()
	s.close()
	for _, t := range s.def.ShadowTables(s.schema, s.table) {
		if err := s.conn.Exec("DROP TABLE IF EXISTS " + s.qualified(t.Name)); err != nil {
			return fmt.Errorf("dropping shadow table %s: %w", t.Name, err)
		}
	}
	return nil
}

// Rename renames the shadow tables with their table.
func (s *Store) Rename(table string) error {
	if err := s.Flush(); err != nil {
		return err
	}
	s.Discard()
	s.close()
	for _, t := range s.def.ShadowTables(s.schema, s.table) {
		name := table + "_" + t.Suffix
		if err := s.conn.Exec("ALTER TABLE " + s.qualified(t.Name) + " RENAME TO " + definition.Quote(name)); err != nil {
			return fmt.Errorf("renaming shadow table %s: %w", t.Name, err)
		}
	}
	s.table = table
	return nil
}

// Flush writes the buffer, if it has anything to write.
func (s *Store) Flush() error {
	if s.buffer == nil {
		return nil
	}
	return s.flush(s.buffer)
}

// Version is a number that is another one after a change of the table by this
// store.
func (s *Store) Version() int { return s.version }

// Undone forgets the buffer after a rollback.
func (s *Store) Undone() {
	s.version++
	s.Discard()
}

// Discard forgets the buffer and what is in it.
func (s *Store) Discard() {
	if s.buffer != nil {
		s.buffer = nil
		s.forgetWriter()
	}
}

// damaged is the error for a shadow table that holds what it should not.
func (s *Store) damaged(suffix string, row int64, format string, args ...any) error {
	return &damage{sqlite3.Errorf(sqlite3.ErrCorruptVTab, "vec0 table %s: shadow table %s.%s_%s, row %d: %s; run PRAGMA integrity_check, and restore the table from a backup or build it anew",
		s.table, s.schema, s.table, suffix, row, fmt.Sprintf(format, args...))}
}

// damage is an error that says which shadow table is not as it should be, and
// what to do.
type damage struct{ error }

func (d *damage) Unwrap() error { return d.error }

// explain makes SQLite's own error about shadow tables that are missing or
// altered say what to do.
func (s *statements) explain(err error) error {
	var found *damage
	var cause *sqlite3.Error
	if errors.As(err, &found) || !errors.As(err, &cause) {
		return err
	}
	switch code := cause.Code.Primary(); code {
	case sqlite3.ErrGeneric, sqlite3.ErrConstraint, sqlite3.ErrCorrupt:
		if code != sqlite3.ErrGeneric {
			// As a constraint's it would let OR IGNORE pass over the row.
			code = sqlite3.ErrCorruptVTab
		}
		return &damage{sqlite3.Errorf(code, "%v; the shadow tables %s.%s_… are not as vec0 made them: run PRAGMA integrity_check, and if it finds damage restore the table from a backup or build it anew", err, s.schema, s.table)}
	}
	return err
}

// failure is an error of a step that sqlite-vec names, in its words.
type failure struct {
	step string
	err  error
}

func failed(step string, err error) error { return &failure{step, err} }

func (f *failure) Error() string { return f.step + ": " + f.err.Error() }

func (f *failure) Unwrap() error { return f.err }

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
