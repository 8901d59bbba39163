package shadow

import (
	"github.com/nearlite/nearlite/internal/sqlite3"
	"github.com/nearlite/nearlite/vec0/definition"
)

// SetVector changes a vector of a row.
func (s *Store) SetVector(column int, rowid int64, p Place, v Vector) error {
	s.version++
	c, err := s.open(p.Chunk)
	if err != nil {
		return err
	}
	if s.columns[column].vectors != "" {
		if err := s.putExact(column, rowid, v.Exact); err != nil {
			return err
		}
	}
	return s.setVector(c, column, p.Slot, v.Slot)
}

// SetMetadata changes a metadata value of a row.
func (s *Store) SetMetadata(column int, rowid int64, p Place, v Metadata) error {
	s.version++
	c, err := s.open(p.Chunk)
	if err != nil {
		return err
	}
	if s.def.Metadata[column].Type == definition.Text {
		change := func() error { return s.deleteRow(definition.MetadataText(column), rowid) }
		if len(v.Text) > textInline {
			change = func() error { return s.putText(column, rowid, v.Text) }
		}
		if err := change(); err != nil {
			return err
		}
	}
	return s.setMetadata(c, column, p.Slot, v)
}

// SetAuxiliary changes an auxiliary value of a row.
func (s *Store) SetAuxiliary(column int, rowid int64, v sqlite3.Value) error {
	s.version++
	err := s.run(`UPDATE {auxiliary} SET `+auxiliaryColumn(column)+` = ?1 WHERE rowid = ?2`, func(stmt *sqlite3.Stmt) error {
		return firstError(stmt.BindValue(1, v), stmt.BindInt64(2, rowid))
	})
	if err == nil && s.conn.Changes() != 1 {
		err = s.damaged("auxiliary", rowid, "the row is missing")
	}
	return err
}

// Repartition moves a row to a chunk of other partition values.
func (s *Store) Repartition(rowid int64, p Place, partitions []sqlite3.Value) (Place, error) {
	s.version++
	slots, err := s.slots(rowid, p)
	if err != nil {
		return p, err
	}
	c, err := s.chunkFor(partitions)
	if err == nil && c == nil {
		c, err = s.newChunk(partitions)
	}
	if err != nil {
		return p, err
	}
	return s.move(rowid, p, c, slots)
}

// slots is what a row has in the slots of its chunk.
func (s *Store) slots(rowid int64, p Place) (r Row, err error) {
	if err := s.Flush(); err != nil {
		return r, err
	}
	r.Vectors = make([]Vector, len(s.columns))
	for i := range s.columns {
		if r.Vectors[i].Slot, err = s.slot(i, p); err != nil {
			return r, err
		}
	}
	r.Metadata = make([]Metadata, len(s.def.Metadata))
	for i := range s.def.Metadata {
		m, err := s.Metadata(i, p.Chunk)
		if err != nil {
			return r, err
		}
		if r.Metadata[i], err = s.Value(i, m, rowid, p.Slot); err != nil {
			return r, err
		}
	}
	return r, nil
}

// slot is a copy of the bytes in a vector column's slot.
func (s *Store) slot(column int, p Place) ([]byte, error) {
	v := s.Vectors(column)
	if err := v.Open(p.Chunk); err != nil {
		return nil, err
	}
	slot := make([]byte, s.columns[column].bytes)
	err := v.Read(slot, p.Slot)
	return slot, firstError(err, v.Close())
}

// move puts a row into the first free slot of c and frees its old one.
func (s *Store) move(rowid int64, from Place, c *chunk, slots Row) (Place, error) {
	to := Place{c.id, c.validity.FirstFree()}
	if err := s.fill(c, to.Slot, slots); err != nil {
		return from, err
	}
	c.validity.Add(to.Slot)
	c.setRowid(to.Slot, rowid)
	if err := s.setPlace(rowid, to); err != nil {
		return from, err
	}
	old, err := s.open(from.Chunk)
	if err != nil {
		return from, err
	}
	return to, s.clear(old, from.Slot)
}
