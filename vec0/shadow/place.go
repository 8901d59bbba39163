package shadow

import (
	"github.com/nearlite/nearlite/internal/sqlite3"
)

// Place is where a row's vectors and metadata are.
type Place struct {
	Chunk int64
	Slot  int
}

// Place finds a row, and holds its chunk to having it there. Without the row,
// found is false.
func (s *Store) Place(rowid int64) (p Place, found bool, err error) {
	p, found, err = s.place(rowid)
	if err == nil && found {
		err = s.checkPlace(rowid, p)
	}
	return p, found, err
}

// checkPlace holds a slot to being in use by a row: a wrong one is another row's,
// which a write would destroy.
func (s *Store) checkPlace(rowid int64, p Place) error {
	if c := s.buffer; c != nil && c.id == p.Chunk {
		return s.checkSlot(rowid, Head{c.id, c.validity, c.rowids}, p.Slot)
	}
	found, err := s.row(`SELECT validity, rowids FROM {chunks} WHERE chunk_id = ?1`, p.Chunk, func(stmt *sqlite3.Stmt) error {
		h, err := s.head(p.Chunk, stmt, 0)
		if err != nil {
			return err
		}
		return s.checkSlot(rowid, h, p.Slot)
	})
	if err == nil && !found {
		err = s.damaged("rowids", rowid, "its chunk %d is missing", p.Chunk)
	}
	return err
}

func (s *Store) checkSlot(rowid int64, h Head, slot int) error {
	switch {
	case !h.Validity.Has(slot):
		return s.damaged("rowids", rowid, "chunk %d does not have the row in slot %d, which is free", h.Chunk, slot)
	case h.Rowid(slot) != rowid:
		return s.damaged("rowids", rowid, "chunk %d does not have the row in slot %d, but row %d", h.Chunk, slot, h.Rowid(slot))
	}
	return nil
}

// place is what rowids says of a row's place.
func (s *Store) place(rowid int64) (p Place, found bool, err error) {
	found, err = s.row(`SELECT chunk_id, chunk_offset FROM {rowids} WHERE rowid = ?1`, rowid, func(stmt *sqlite3.Stmt) error {
		p, err = s.placeOf(rowid, stmt, 0)
		return err
	})
	return p, found, err
}

// placeOf reads a place from columns i and i+1, and holds it to the chunk's
// size.
func (s *Store) placeOf(rowid int64, stmt *sqlite3.Stmt, i int) (Place, error) {
	if stmt.ColumnType(i) != sqlite3.Integer || stmt.ColumnType(i+1) != sqlite3.Integer {
		return Place{}, s.damaged("rowids", rowid, "chunk_id and chunk_offset are not integers")
	}
	p, slot := Place{Chunk: stmt.Int64(i)}, stmt.Int64(i+1)
	if slot < 0 || slot >= int64(s.def.ChunkSize) {
		return Place{}, s.damaged("rowids", rowid, "chunk_offset is %d, expected 0 to %d", slot, s.def.ChunkSize-1)
	}
	p.Slot = int(slot)
	return p, nil
}

// Rowid finds the row of a text key.
func (s *Store) Rowid(key string) (rowid int64, found bool, err error) {
	err = s.with(`SELECT rowid FROM {rowids} WHERE id = ?1`, func(stmt *sqlite3.Stmt) error {
		if err := stmt.BindText(1, key); err != nil {
			return err
		}
		found, err = stmt.Step()
		if err == nil && found {
			rowid = stmt.Int64(0)
		}
		return err
	})
	return rowid, found, err
}

// Key sets the text key of a row as a result.
func (s *Store) Key(ctx sqlite3.Context, rowid int64) error {
	found, err := s.row(`SELECT id FROM {rowids} WHERE rowid = ?1`, rowid, func(stmt *sqlite3.Stmt) error {
		ctx.ResultValue(stmt.Value(0))
		return nil
	})
	if err == nil && !found {
		return s.damaged("rowids", rowid, "the row is missing")
	}
	return err
}

// Entry is a row and its place.
type Entry struct {
	Rowid int64
	Place Place
}

// Entries lists all rows, chunk by chunk, in the order of the slots.
func (s *Store) Entries() (list []Entry, err error) {
	if err := s.Flush(); err != nil {
		return nil, err
	}
	err = s.with(`SELECT rowid, chunk_id, chunk_offset FROM {rowids} ORDER BY chunk_id, chunk_offset`, func(stmt *sqlite3.Stmt) error {
		for {
			more, err := stmt.Step()
			if err != nil || !more {
				return err
			}
			e := Entry{Rowid: stmt.Int64(0)}
			if e.Place, err = s.placeOf(e.Rowid, stmt, 1); err != nil {
				return err
			}
			list = append(list, e)
		}
	})
	if err != nil {
		return nil, err
	}
	return list, s.checkEntries(list)
}

// checkEntries holds the chunks to having the rows in the slots that rowids
// names.
func (s *Store) checkEntries(list []Entry) error {
	i := 0
	err := s.Heads("", noParameters, func(h Head) error {
		for ; i < len(list) && list[i].Place.Chunk == h.Chunk; i++ {
			if err := s.checkSlot(list[i].Rowid, h, list[i].Place.Slot); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil && i < len(list) {
		err = s.damaged("rowids", list[i].Rowid, "its chunk %d is missing", list[i].Place.Chunk)
	}
	return err
}
