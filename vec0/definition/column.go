package definition

import "fmt"

// Kind is what a user's column is for.
type Kind uint8

// The kinds of columns.
const (
	KindVector Kind = iota
	KindPartition
	KindMetadata
	KindAuxiliary
)

// String returns the kind as error texts spell it, such as "partition key".
func (k Kind) String() string {
	switch k {
	case KindVector:
		return "vector"
	case KindPartition:
		return "partition key"
	case KindMetadata:
		return "metadata"
	case KindAuxiliary:
		return "auxiliary"
	}
	return fmt.Sprintf("Kind(%d)", uint8(k))
}

// Column is a user's column: the one at Index of the table's slice of its kind.
type Column struct {
	Kind  Kind
	Index int
}

// The numbers of declared columns that are the same for every table.
const (
	IDColumn    = 0 // the primary key, or the rowid
	FirstColumn = 1 // Columns[0]; Columns[i] is FirstColumn+i
)

// Hidden has the numbers of the hidden columns, which follow the user's.
type Hidden struct {
	Command  int // named like the table; -1 if the table has none
	Distance int
	K        int
}

// Hidden returns the numbers of the hidden columns of a table with or without a
// command column.
func (t *Table) Hidden(command bool) Hidden {
	next := FirstColumn + len(t.Columns)
	if !command {
		return Hidden{Command: -1, Distance: next, K: next + 1}
	}
	return Hidden{Command: next, Distance: next + 1, K: next + 2}
}

// Column returns the user's column that is declared as number n, and false if n
// is the id, a hidden column or none.
func (t *Table) Column(n int) (Column, bool) {
	i := n - FirstColumn
	if i < 0 || i >= len(t.Columns) {
		return Column{}, false
	}
	return t.Columns[i], true
}

// Name returns the name of c, a column of t, as it was written.
func (t *Table) Name(c Column) string {
	switch c.Kind {
	case KindVector:
		return t.Vectors[c.Index].Name
	case KindPartition:
		return t.Partitions[c.Index].Name
	case KindMetadata:
		return t.Metadata[c.Index].Name
	}
	return t.Auxiliary[c.Index].Name
}
