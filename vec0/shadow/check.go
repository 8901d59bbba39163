package shadow

import (
	"fmt"

	"github.com/nearlite/nearlite/internal/sqlite3"
)

// Check looks for damage: chunks whose blobs are missing or have another
// length, slots and rows that do not point at each other. The problem is "" for
// a sound table. A quick check leaves the rows alone.
func (s *Store) Check(quick bool) (problem string, err error) {
	check := func() error {
		if err := s.checkChunks(); err != nil || quick {
			return err
		}
		return s.checkRows()
	}
	if err := s.Flush(); err != nil {
		return "", err
	}
	if err := check(); err != nil {
		if sqlite3.CodeOf(err).Primary() == sqlite3.ErrInterrupt {
			return "", err
		}
		return err.Error(), nil
	}
	return "", nil
}

func noParameters(*sqlite3.Stmt) error { return nil }

// checkChunks checks what hangs on each chunk.
func (s *Store) checkChunks() error {
	return s.Heads("", noParameters, func(h Head) error {
		for i := range s.columns {
			b, err := s.vectorBlob(i, h.Chunk, false)
			if err != nil {
				return err
			}
			if err := b.Close(); err != nil {
				return err
			}
		}
		for i := range s.def.Metadata {
			if _, err := s.Metadata(i, h.Chunk); err != nil {
				return err
			}
		}
		for slot := range s.def.ChunkSize {
			if !h.Validity.Has(slot) {
				continue
			}
			p, found, err := s.Place(h.Rowid(slot))
			if err == nil && (!found || p != Place{h.Chunk, slot}) {
				err = s.damaged("chunks", h.Chunk, "slot %d is in use by rowid %d, which is elsewhere or missing in rowids", slot, h.Rowid(slot))
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// checkRows checks that each row's slot is in use by it.
func (s *Store) checkRows() error {
	entries, err := s.Entries()
	if err != nil {
		return err
	}
	i := 0
	err = s.Heads("", noParameters, func(h Head) error {
		for ; i < len(entries) && entries[i].Place.Chunk <= h.Chunk; i++ {
			e := entries[i]
			if e.Place.Chunk != h.Chunk || !h.Validity.Has(e.Place.Slot) || h.Rowid(e.Place.Slot) != e.Rowid {
				return s.damaged("rowids", e.Rowid, "chunk %d does not have the row in slot %d", e.Place.Chunk, e.Place.Slot)
			}
		}
		return nil
	})
	if err == nil && i < len(entries) {
		err = s.damaged("rowids", entries[i].Rowid, "chunk %d is missing", entries[i].Place.Chunk)
	}
	if err != nil {
		return err
	}
	return s.checkAuxiliary(entries)
}

// checkAuxiliary checks that every row has its auxiliary values.
func (s *Store) checkAuxiliary(entries []Entry) error {
	if len(s.def.Auxiliary) == 0 {
		return nil
	}
	for _, e := range entries {
		found, err := s.row(`SELECT 1 FROM {auxiliary} WHERE rowid = ?1`, e.Rowid, func(*sqlite3.Stmt) error { return nil })
		if err == nil && !found {
			err = s.damaged("auxiliary", e.Rowid, "the row is missing")
		}
		if err != nil {
			return fmt.Errorf("checking: %w", err)
		}
	}
	return nil
}
