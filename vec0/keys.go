package vec0

import (
	"github.com/nearlite/nearlite/internal/sqlite3"
	"github.com/nearlite/nearlite/vec0/shadow"
)

// rowSet is a list of keys, as the rows they mean.
type rowSet struct{ rowids map[int64]bool }

// readKeys reads the list of an IN on the key. A text that no row has means no
// row.
func (t *table) readKeys(v sqlite3.Value) (*rowSet, error) {
	set := &rowSet{map[int64]bool{}}
	err := v.In(func(v sqlite3.Value) error {
		if t.def.PrimaryKey.Text && v.Type() != sqlite3.Text {
			return nil // no row's key
		}
		rowid, found, err := t.rowidOf(v)
		if found {
			set.rowids[rowid] = true
		}
		return err
	})
	return set, err
}

// keep takes the slots of other rows out of the candidates.
func (s *rowSet) keep(candidates shadow.Bitmap, h shadow.Head) {
	for i := range candidates.Slots() {
		if candidates.Has(i) && !s.rowids[h.Rowid(i)] {
			candidates.Remove(i)
		}
	}
}
