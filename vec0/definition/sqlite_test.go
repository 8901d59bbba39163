package definition_test

import (
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/nearlite/nearlite/vec0/definition"
	_ "modernc.org/sqlite"
	"modernc.org/sqlite/vtab"
)

// module is the module vec0 of this test: it understands and declares a table,
// and nothing more.
type module struct {
	scratch *sql.DB           // has the text of what SQLite finds wrong in a declaration
	last    *definition.Table // made last
	args    []string          // of the last statement
}

func (m *module) Create(ctx vtab.Context, args []string) (vtab.Table, error) {
	name := args[2]
	m.args = args[3:]
	t, err := definition.Parse(m.args)
	if err != nil {
		return nil, err
	}
	// Tables of sqlite-vec 0.1.9 have no command column.
	declaration := t.Declaration(name, false)
	if err := ctx.Declare(declaration); err != nil {
		_, err := m.scratch.Exec(declaration)
		return nil, definition.DeclarationError(plain(err))
	}
	m.last = t
	return empty{}, nil
}

func (m *module) Connect(ctx vtab.Context, args []string) (vtab.Table, error) {
	return m.Create(ctx, args)
}

// plain is the error of the driver without what the driver adds.
func plain(err error) error {
	if err == nil {
		return nil
	}
	text := strings.TrimPrefix(err.Error(), "SQL logic error: ")
	return errors.New(strings.TrimSuffix(text, " (1)"))
}

// empty is a table without rows.
type empty struct{}

func (empty) BestIndex(*vtab.IndexInfo) error { return nil }
func (empty) Open() (vtab.Cursor, error) {
	return nil, errors.New("the tables of this test hold no rows")
}
func (empty) Disconnect() error { return nil }
func (empty) Destroy() error    { return nil }

var vec0 = &module{}

func init() {
	if err := vtab.RegisterModule(nil, "vec0", vec0); err != nil {
		panic(err)
	}
}

// open opens a database in memory with one connection, on which vec0 is the
// module of this test.
func open(t testing.TB) *sql.DB {
	t.Helper()
	vec0.scratch = memory(t)
	return memory(t)
}

func memory(t testing.TB) *sql.DB {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { db.Close() })
	return db
}

// create runs a CREATE VIRTUAL TABLE statement and those of the shadow tables.
func create(db *sql.DB, schema, table, statement string) error {
	if _, err := db.Exec(statement); err != nil {
		return err
	}
	for _, shadow := range vec0.last.ShadowTables(schema, table) {
		if _, err := db.Exec(shadow.SQL); err != nil {
			return fmt.Errorf("%s: %w", shadow.SQL, err)
		}
	}
	return nil
}

// column is the first column of a query's rows, NULL as "".
func column(t testing.TB, db *sql.DB, query string, args ...any) (texts []string) {
	t.Helper()
	rows, err := db.Query(query, args...)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer rows.Close()
	for rows.Next() {
		var text sql.NullString
		if err := rows.Scan(&text); err != nil {
			t.Fatal(err)
		}
		texts = append(texts, text.String)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return texts
}
