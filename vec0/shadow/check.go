package shadow

import (
	"fmt"

	"github.com/nearlite/nearlite/internal/sqlite3"
	"github.com/nearlite/nearlite/vec0/definition"
)

// Check looks for damage: blobs that are missing or have another length, and in
// a check that is not quick also rows and slots that do not point at each other,
// texts that are not as long as their slots say, and rows of other tables that
// belong to nothing. The problem is "" for a sound table.
func (s *Store) Check(quick bool) (problem string, err error) {
	if err := s.Flush(); err != nil {
		return "", err
	}
	used, err := s.checkChunks(quick)
	if err == nil && !quick {
		err = s.checkRows(used)
	}
	if err == nil {
		return "", nil
	}
	if sqlite3.CodeOf(err).Primary() == sqlite3.ErrInterrupt {
		return "", err
	}
	return err.Error(), nil
}

func noParameters(*sqlite3.Stmt) error { return nil }

// checkChunks checks what hangs on each chunk, and counts the slots in use.
func (s *Store) checkChunks(quick bool) (used int, err error) {
	err = s.Heads("", noParameters, func(h Head) error {
		used += h.Validity.Count()
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
			m, err := s.Metadata(i, h.Chunk)
			if err != nil {
				return err
			}
			if quick || m.Type != definition.Text {
				continue
			}
			if err := s.checkTexts(i, m, h); err != nil {
				return err
			}
		}
		return nil
	})
	return used, err
}

// checkTexts reads the long texts of a chunk.
func (s *Store) checkTexts(column int, m MetadataChunk, h Head) error {
	for slot := range h.Validity.Slots() {
		if !h.Validity.Has(slot) {
			continue
		}
		length, _, whole := m.Text(slot)
		if whole {
			continue
		}
		if _, err := s.LongText(column, h.Rowid(slot), length); err != nil {
			return err
		}
	}
	return nil
}

// checkRows checks that each row has its slot and each slot its row, and that
// what stands besides belongs to a row or chunk.
func (s *Store) checkRows(used int) error {
	entries, err := s.Entries()
	if err != nil {
		return err
	}
	if len(entries) != used {
		return s.damaged(definition.Chunks, 0, "%d slots are in use, and table %s has %d rows", used, definition.Rowids, len(entries))
	}
	for _, pair := range s.belongings() {
		if err := s.checkBelonging(pair); err != nil {
			return err
		}
	}
	return nil
}

// belonging says that each row of a table belongs to one of another table.
type belonging struct{ table, key, owner, ownerKey string }

func (s *Store) belongings() (list []belonging) {
	both := func(suffix string) {
		list = append(list,
			belonging{suffix, "rowid", definition.Rowids, "rowid"},
			belonging{definition.Rowids, "rowid", suffix, "rowid"})
	}
	ofChunk := func(suffix string) {
		list = append(list, belonging{suffix, "rowid", definition.Chunks, "chunk_id"})
	}
	if len(s.def.Auxiliary) > 0 {
		both(definition.AuxiliaryValues)
	}
	for _, column := range s.columns {
		ofChunk(column.suffix)
		if column.vectors != "" {
			both(column.vectors)
		}
	}
	for i, m := range s.def.Metadata {
		ofChunk(definition.MetadataChunks(i))
		if m.Type == definition.Text {
			list = append(list, belonging{definition.MetadataText(i), "rowid", definition.Rowids, "rowid"})
		}
	}
	return list
}

func (s *Store) checkBelonging(b belonging) error {
	query := fmt.Sprintf(`SELECT %s FROM {%s} WHERE %s NOT IN (SELECT %s FROM {%s}) LIMIT 1`, b.key, b.table, b.key, b.ownerKey, b.owner)
	return s.with(query, func(stmt *sqlite3.Stmt) error {
		found, err := stmt.Step()
		if err == nil && found {
			err = s.damaged(b.table, stmt.Int64(0), "table %s has no row that belongs to it", b.owner)
		}
		return err
	})
}
