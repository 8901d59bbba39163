package vec0

import (
	"github.com/nearlite/nearlite/internal/sqlite3"
	"github.com/nearlite/nearlite/vec0/definition"
	"github.com/nearlite/nearlite/vec0/shadow"
)

// partitionValue checks a value of a partition key column.
func (t *table) partitionValue(column int, v sqlite3.Value) (sqlite3.Value, error) {
	c := t.def.Partitions[column]
	if !v.IsNull() && v.Type() != classOf(c.Type) {
		return v, messagef("Parition key type mismatch: The partition key column %s has type %s, but %s was provided.", c.Name, c.Type, v.Type())
	}
	return v, nil
}

// auxiliaryValue checks a value of an auxiliary column; the code of its error
// tells that a constraint failed. It does not in INSERT OR IGNORE, where SQLite
// would then pass over the row in silence, as it is to do for a taken key alone.
func (t *table) auxiliaryValue(column int, v sqlite3.Value) (sqlite3.Value, error) {
	c := t.def.Auxiliary[column]
	if v.IsNull() || v.Type() == classOf(c.Type) {
		return v, nil
	}
	code := sqlite3.ErrConstraint
	if t.conn.OnConflict() == sqlite3.ConflictIgnore {
		code = sqlite3.ErrGeneric
	}
	return v, sqlite3.Errorf(code, "Auxiliary column type mismatch: The auxiliary column %s has type %s, but %s was provided.", c.Name, c.Type, v.Type())
}

// classOf is the storage class of a type's values.
func classOf(t definition.Type) sqlite3.Type {
	switch t {
	case definition.Text:
		return sqlite3.Text
	case definition.Float:
		return sqlite3.Float
	case definition.Blob:
		return sqlite3.Blob
	}
	return sqlite3.Integer
}

// metadataValue reads a value of a metadata column; types are not converted.
func (t *table) metadataValue(column int, v sqlite3.Value) (m shadow.Metadata, err error) {
	c := t.def.Metadata[column]
	if c.Type == definition.Boolean {
		if m.Int = v.Int64(); v.Type() != sqlite3.Integer || m.Int != 0 && m.Int != 1 {
			err = messagef("Expected 0 or 1 for BOOLEAN metadata column %s", c.Name)
		}
		return m, err
	}
	if v.Type() != classOf(c.Type) {
		names := map[definition.Type]string{definition.Integer: "integer", definition.Float: "float", definition.Text: "text"}
		return m, messagef("Expected %s for %s metadata column %s, received %s", names[c.Type], c.Type, c.Name, v.Type())
	}
	switch c.Type {
	case definition.Integer:
		m.Int = v.Int64()
	case definition.Float:
		m.Float = v.Float64()
	case definition.Text:
		m.Text = v.Text()
	}
	return m, nil
}

// wording is how an error says where a vector came from.
type wording struct {
	invalid, wrongType, wrongLength string
	// raw: a blob of the column's length is a vector of the column's type, also
	// when it has lost its subtype on its way.
	raw bool
}

var (
	inserted = wording{
		invalid:     `Inserted vector for the "%s" column is invalid: %v`,
		wrongType:   `Inserted vector for the "%s" column is expected to be of type %s, but a %s vector was provided.`,
		wrongLength: `Dimension mismatch for inserted vector for the "%s" column. Expected %d dimensions but received %d.`,
		raw:         true,
	}
	updated = wording{
		invalid:     `Updated vector for the "%s" column is invalid: %v`,
		wrongType:   `Updated vector for the "%s" column is expected to be of type %s, but a %s vector was provided.`,
		wrongLength: `Dimension mismatch for new updated vector for the "%s" column. Expected %d dimensions but received %d.`,
		raw:         true,
	}
	queried = wording{
		invalid:     `Query vector on the "%s" column is invalid: %v`,
		wrongType:   `Query vector for the "%s" column is expected to be of type %s, but a %s vector was provided.`,
		wrongLength: `Dimension mismatch for query vector for the "%s" column. Expected %d dimensions but received %d.`,
	}
)

// readVector reads a value as a vector of a column; its elements are a view.
func (t *table) readVector(column int, v sqlite3.Value, w wording) (operand, error) {
	c := t.def.Vectors[column]
	e, err := elementOf(v)
	if w.raw && v.Subtype() == 0 && v.Type() == sqlite3.Blob && len(v.RawBlob()) == c.BlobSize() {
		e = c.Element
	}
	var o operand
	if err == nil {
		o, err = fromValue(e, v)
	}
	if err == nil {
		err = o.checkFinite()
	}
	switch {
	case err != nil:
		return o, messagef(w.invalid, c.Name, err)
	case o.element != c.Element:
		return o, messagef(w.wrongType, c.Name, c.Element, o.element)
	case o.dims() != c.Dims:
		return o, messagef(w.wrongLength, c.Name, c.Dims, o.dims())
	}
	return o, nil
}

// vectorValue reads a value that is to be stored in a vector column.
func (t *table) vectorValue(column int, v sqlite3.Value, w wording) (shadow.Vector, error) {
	o, err := t.readVector(column, v, w)
	if err != nil {
		return shadow.Vector{}, err
	}
	if r := t.def.Vectors[column].Rescore; r != nil {
		return shadow.Vector{Slot: quantize(r.Quantizer, o.float32s()), Exact: o.blob}, nil
	}
	return shadow.Vector{Slot: o.blob}, nil
}
