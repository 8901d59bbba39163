package vec0

import (
	"bytes"
	"cmp"

	"github.com/nearlite/nearlite/internal/sqlite3"
	"github.com/nearlite/nearlite/vec0/definition"
	"github.com/nearlite/nearlite/vec0/shadow"
)

// filter is a constraint on a metadata column. Its operand is converted to the
// column's type, as sqlite-vec does it.
type filter struct {
	store  *shadow.Store
	column int
	op     operator

	integer int64
	float   float64
	text    []byte
	value   sqlite3.Value // of LIKE

	integers map[int64]bool // of IN
	texts    map[string]bool
}

func (q *query) addFilter(b block, v sqlite3.Value) error {
	f := &filter{store: q.table.store, column: b.column, op: b.op, value: v}
	q.filters = append(q.filters, f)
	t := q.table.def.Metadata[b.column].Type
	switch {
	case b.op == opIn:
		return f.readList(t, v)
	case t == definition.Boolean:
		if v.Int32() != 0 {
			f.integer = 1
		}
	case t == definition.Integer:
		f.integer = v.Int64()
	case t == definition.Float:
		f.float = v.Float64()
	default:
		f.text = bytes.Clone(v.RawText())
	}
	return nil
}

func (f *filter) readList(t definition.Type, v sqlite3.Value) error {
	f.integers, f.texts = map[int64]bool{}, map[string]bool{}
	return v.In(func(v sqlite3.Value) error {
		if t == definition.Integer {
			f.integers[v.Int64()] = true
		} else {
			f.texts[v.Text()] = true
		}
		return nil
	})
}

// keep takes the slots for which the constraint does not hold out of the
// candidates.
func (f *filter) keep(candidates shadow.Bitmap, h shadow.Head) error {
	if candidates.Empty() {
		return nil
	}
	m, err := f.store.Metadata(f.column, h.Chunk)
	if err != nil {
		return err
	}
	for slot := range candidates.Slots() {
		if !candidates.Has(slot) {
			continue
		}
		holds, err := f.holds(m, slot, h.Rowid(slot))
		if err != nil {
			return messagef("Could not filter metadata fields: %v", err)
		}
		if !holds {
			candidates.Remove(slot)
		}
	}
	return nil
}

func (f *filter) holds(m shadow.MetadataChunk, slot int, rowid int64) (bool, error) {
	switch m.Type {
	case definition.Boolean:
		value := int64(0)
		if m.Bool(slot) {
			value = 1
		}
		return f.compare(cmp.Compare(value, f.integer)), nil
	case definition.Integer:
		if f.op == opIn {
			return f.integers[m.Int(slot)], nil
		}
		return f.compare(cmp.Compare(m.Int(slot), f.integer)), nil
	case definition.Float:
		return f.compareFloats(m.Float(slot)), nil
	}
	return f.holdsText(m, slot, rowid)
}

// compare says whether the operator holds for an order of value and operand.
func (f *filter) compare(order int) bool {
	switch f.op {
	case opEQ:
		return order == 0
	case opNE:
		return order != 0
	case opGT:
		return order > 0
	case opGE:
		return order >= 0
	case opLT:
		return order < 0
	}
	return order <= 0
}

// compareFloats is compare where there may be NaN, which only differs.
func (f *filter) compareFloats(v float64) bool {
	if v != v || f.float != f.float {
		return f.op == opNE
	}
	return f.compare(cmp.Compare(v, f.float))
}

// holdsText fetches a long text only where its beginning leaves the answer open.
func (f *filter) holdsText(m shadow.MetadataChunk, slot int, rowid int64) (bool, error) {
	length, prefix, whole := m.Text(slot)
	if whole {
		return f.holdsWhole(prefix)
	}
	if length >= 0 && (f.op == opEQ || f.op == opNE) {
		if length != len(f.text) || !bytes.HasPrefix(f.text, prefix) {
			return f.op == opNE, nil
		}
	}
	text, err := f.store.LongText(f.column, rowid, length)
	if err != nil {
		return false, err
	}
	return f.holdsWhole([]byte(text))
}

func (f *filter) holdsWhole(text []byte) (bool, error) {
	switch f.op {
	case opIn:
		return f.texts[string(text)], nil
	case opLike:
		return f.store.Like(string(text), f.value)
	}
	return f.compare(bytes.Compare(text, f.text)), nil
}
