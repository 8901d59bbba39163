package definition

import (
	"fmt"
	"strings"
)

// Shadow is a shadow table: an ordinary table that holds values of a vec0 table.
type Shadow struct {
	Name   string // the table's name, an underscore and the suffix; not quoted
	Suffix string // such as Chunks or VectorChunks(0)
	SQL    string // the statement that makes it
}

// CreateError is the error of a shadow table that could not be made for that
// cause.
func (s Shadow) CreateError(cause error) error {
	what := message(fmt.Sprintf("Could not create '_%s' shadow table", s.Suffix))
	switch number, ok := strings.CutPrefix(s.Suffix, "metadatachunks"); {
	case ok:
		what = message(fmt.Sprintf("Could not create '_metata_chunks%s' shadow table", number))
	case s.Suffix == AuxiliaryValues:
		what = "Could not create auxiliary shadow table"
	}
	return fmt.Errorf("%w: %w", what, cause)
}

// ShadowTables returns the shadow tables of the table in schema, in the order
// of their creation. The text that SQLite keeps of each statement, which is the
// statement without the schema, is that of sqlite-vec, byte for byte.
func (t *Table) ShadowTables(schema, table string) []Shadow {
	s := shadows{prefix: table + "_", schema: Quote(schema) + "."}
	s.add(Info, " (key text primary key, value any)")
	s.add(Chunks, t.chunksColumns())
	s.add(Rowids, t.rowidsColumns())
	for i, v := range t.Vectors {
		if v.Flat() {
			s.add(VectorChunks(i), "(rowid PRIMARY KEY,vectors BLOB NOT NULL)")
		}
	}
	for i, v := range t.Vectors {
		if !v.Flat() {
			s.add(RescoreChunks(i), "(rowid PRIMARY KEY, vectors BLOB NOT NULL)")
			s.add(RescoreVectors(i), "(rowid INTEGER PRIMARY KEY, vector BLOB NOT NULL)")
		}
	}
	for i, m := range t.Metadata {
		s.add(MetadataChunks(i), "(rowid PRIMARY KEY, data BLOB NOT NULL)")
		if m.Type == Text {
			s.add(MetadataText(i), "(rowid PRIMARY KEY, data TEXT)")
		}
	}
	if len(t.Auxiliary) > 0 {
		s.add(AuxiliaryValues, t.auxiliaryColumns())
	}
	return s.tables
}

// shadows collects shadow tables.
type shadows struct {
	schema, prefix string
	tables         []Shadow
}

func (s *shadows) add(suffix, columns string) {
	name := s.prefix + suffix
	s.tables = append(s.tables, Shadow{name, suffix, "CREATE TABLE " + s.schema + Quote(name) + columns})
}

// chunksColumns differs from its variant with partition keys by a blank too.
func (t *Table) chunksColumns() string {
	const start = "(chunk_id INTEGER PRIMARY KEY AUTOINCREMENT,size INTEGER NOT NULL,"
	if len(t.Partitions) == 0 {
		return start + "validity BLOB NOT NULL,rowids BLOB NOT NULL)"
	}
	return start + "sequence_id integer," + numberedList("partition", len(t.Partitions), ",") +
		",validity BLOB NOT NULL, rowids BLOB NOT NULL)"
}

func (t *Table) rowidsColumns() string {
	id := "id"
	if t.PrimaryKey.Text {
		id = "id TEXT UNIQUE NOT NULL"
	}
	return "(rowid INTEGER PRIMARY KEY AUTOINCREMENT," + id + ",chunk_id INTEGER,chunk_offset INTEGER)"
}

func (t *Table) auxiliaryColumns() string {
	return "( rowid integer PRIMARY KEY , " + numberedList("value", len(t.Auxiliary), ", ") + ")"
}

// numberedList is name00, name01 and so on, n of them.
func numberedList(name string, n int, separator string) string {
	columns := make([]string, n)
	for i := range columns {
		columns[i] = numbered(name, i)
	}
	return strings.Join(columns, separator)
}

func numbered(name string, i int) string { return fmt.Sprintf("%s%02d", name, i) }
