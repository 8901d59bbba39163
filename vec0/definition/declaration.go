package definition

import (
	"fmt"
	"strings"
)

// Declaration returns the CREATE TABLE statement that tells SQLite the columns
// of the table called name: what sqlite3_declare_vtab wants. Columns have no
// declared type, so that no driver converts their values. With command, it has
// the hidden column named like the table.
//
// https://sqlite.org/c3ref/declare_vtab.html
func (t *Table) Declaration(name string, command bool) string {
	columns := []string{"rowid"}
	if t.PrimaryKey.Name != "" {
		columns[0] = Quote(t.PrimaryKey.Name) + " primary key"
	}
	for _, c := range t.Columns {
		columns = append(columns, Quote(t.Name(c)))
	}
	if command {
		columns = append(columns, Quote(name)+" hidden")
	}
	columns = append(columns, "distance hidden", "k hidden")
	text := "CREATE TABLE x(" + strings.Join(columns, ", ") + ") "
	if t.PrimaryKey.Name != "" {
		text += "without rowid "
	}
	return text
}

// DeclarationError is the error of a table whose declaration SQLite refuses for
// that cause: two columns have one name, or a column is called like a hidden one.
func DeclarationError(cause error) error {
	return fmt.Errorf(prefix+"could not declare virtual table, '%w'", cause)
}

// CheckName returns the error of creating the table under a name that one of
// its columns has too: the command column would be declared twice. Tables that
// exist are not checked, nor is the primary key.
func (t *Table) CheckName(name string) error {
	for _, c := range t.Columns {
		if equalFold(t.Name(c), name) {
			return messagef("column name '%s' conflicts with table name (reserved for command column)", t.Name(c))
		}
	}
	return nil
}

// Quote returns name as an SQL identifier in double quotes.
func Quote(name string) string {
	return `"` + strings.ReplaceAll(name, `"`, `""`) + `"`
}
