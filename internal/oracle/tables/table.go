package tables

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nearlite/nearlite/vector"
)

// Kind is what a column is for.
type Kind uint8

// The kinds of columns. A Key is a declared primary key.
const (
	Key Kind = iota
	Vector
	Partition
	Metadata
	Auxiliary
)

// Column is a column of a vec0 table.
type Column struct {
	Kind Kind
	Name string
	Type string // of all but vectors: text, integer, float, boolean or blob

	Element vector.Element // of vectors
	Dims    int
	Metric  vector.Metric
}

// Definition is the column as an argument of vec0.
func (c Column) Definition() string {
	switch c.Kind {
	case Key:
		return c.Name + " " + c.Type + " primary key"
	case Partition:
		return c.Name + " " + c.Type + " partition key"
	case Auxiliary:
		return "+" + c.Name + " " + c.Type
	case Metadata:
		return c.Name + " " + c.Type
	}
	text := fmt.Sprintf("%s %s[%d]", c.Name, elementNames[c.Element], c.Dims)
	if c.Element != vector.Bit {
		text += " distance_metric=" + metricNames[c.Metric]
	}
	return text
}

var (
	elementNames = map[vector.Element]string{vector.Float32: "float", vector.Int8: "int8", vector.Bit: "bit"}
	metricNames  = map[vector.Metric]string{vector.L2: "l2", vector.L1: "l1", vector.Cosine: "cosine"}
)

// Table is a vec0 table.
type Table struct {
	Schema, Name string
	Columns      []Column
	ChunkSize    int
}

// Create is the statement that creates the table.
func (t Table) Create() string {
	args := make([]string, 0, len(t.Columns)+1)
	for _, c := range t.Columns {
		args = append(args, c.Definition())
	}
	args = append(args, fmt.Sprintf("chunk_size=%d", t.ChunkSize))
	return "CREATE VIRTUAL TABLE " + t.Qualified() + " USING vec0(" + strings.Join(args, ", ") + ")"
}

// Qualified is the name with the schema.
func (t Table) Qualified() string { return t.Schema + "." + t.Name }

// Shadow is the qualified name of a shadow table.
func (t Table) Shadow(suffix string) string { return t.Qualified() + "_" + suffix }

// Suffixes are those of the shadow tables that hold rows of t.
func (t Table) Suffixes() []string {
	list := []string{"chunks", "rowids"}
	for i := range t.of(Vector) {
		list = append(list, fmt.Sprintf("vector_chunks%02d", i))
	}
	for i, c := range t.of(Metadata) {
		list = append(list, fmt.Sprintf("metadatachunks%02d", i))
		if c.Type == "text" {
			list = append(list, fmt.Sprintf("metadatatext%02d", i))
		}
	}
	if len(t.of(Auxiliary)) > 0 {
		list = append(list, "auxiliary")
	}
	return list
}

// KeyName is the name of the key: rowid where none is declared.
func (t Table) KeyName() string {
	for _, c := range t.of(Key) {
		return c.Name
	}
	return "rowid"
}

// TextKey reports whether the key is text.
func (t Table) TextKey() bool {
	keys := t.of(Key)
	return len(keys) > 0 && keys[0].Type == "text"
}

// Column is the column of a name, and the key for another name.
func (t Table) Column(name string) Column {
	i := slices.IndexFunc(t.Columns, func(c Column) bool { return c.Name == name })
	if i < 0 {
		return Column{Kind: Key, Name: name, Type: "integer"}
	}
	return t.Columns[i]
}

// Has reports whether the table has columns of a kind.
func (t Table) Has(kind Kind) bool { return len(t.of(kind)) > 0 }

func (t Table) of(kind Kind) (list []Column) {
	for _, c := range t.Columns {
		if c.Kind == kind {
			list = append(list, c)
		}
	}
	return list
}
