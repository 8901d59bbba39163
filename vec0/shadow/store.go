package shadow

import (
	"fmt"

	"github.com/nearlite/nearlite/internal/sqlite3"
	"github.com/nearlite/nearlite/vec0/definition"
)

// Store is the shadow tables of one vec0 table on one connection. It works in
// the transaction of the statement that runs. Like its connection it is used by
// one goroutine at a time.
type Store struct {
	statements
	def     *definition.Table
	columns []vectorColumn // one for each vector column
	buffer  *chunk         // nil without
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
// tables without one.
func (s *Store) Patch() (patch int64, ok bool) {
	err := s.with(`SELECT value FROM {info} WHERE key = 'CREATE_VERSION_PATCH'`, func(stmt *sqlite3.Stmt) error {
		found, err := stmt.Step()
		if found {
			patch, ok = stmt.Int64(0), true
		}
		return err
	})
	return patch, ok && err == nil
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

// Discard forgets the buffer and what is in it.
func (s *Store) Discard() { s.buffer = nil }

// damaged is the error for a shadow table that holds what it should not.
func (s *Store) damaged(suffix string, row int64, format string, args ...any) error {
	return sqlite3.Errorf(sqlite3.ErrCorrupt, "vec0 table %s: shadow table %s.%s_%s, row %d: %s; run PRAGMA integrity_check, and restore the table from a backup or build it anew",
		s.table, s.schema, s.table, suffix, row, fmt.Sprintf(format, args...))
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
