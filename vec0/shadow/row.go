package shadow

import (
	"fmt"

	"github.com/nearlite/nearlite/internal/sqlite3"
	"github.com/nearlite/nearlite/vec0/definition"
)

// Row is a row to be stored. Its values have been checked: vectors have their
// column's length, partition and auxiliary values their column's type or are
// NULL.
type Row struct {
	Rowid      int64  // where HasRowid
	HasRowid   bool   // false: the next number
	Key        string // of a table with a text key
	Partitions []sqlite3.Value
	Vectors    []Vector
	Metadata   []Metadata
	Auxiliary  []sqlite3.Value
}

// Vector is a vector column's value: the bytes of its slot, and for a rescore
// column the float32 vector that they stand for.
type Vector struct {
	Slot, Exact []byte
}

// Insert stores a row whose rowid and key are not taken, and returns its rowid.
// When it fails, nothing of the row is left.
func (s *Store) Insert(r Row) (rowid int64, err error) {
	s.version++
	c, err := s.chunkFor(r.Partitions)
	if err != nil {
		return 0, err
	}
	// A new chunk comes after the row, as in sqlite-vec: the two tables' numbers
	// then stand in sqlite_sequence in the same order.
	if rowid, err = s.insertEntry(r, c); err != nil {
		return 0, err
	}
	if c == nil {
		if c, err = s.newChunk(r.Partitions); err == nil {
			err = s.setPlace(rowid, Place{Chunk: c.id})
		}
	}
	if err == nil {
		err = s.insertBesides(rowid, r)
	}
	if err == nil {
		err = s.fill(c, c.validity.FirstFree(), r)
	}
	if err != nil {
		s.undoInsert(c, rowid)
		return 0, err
	}
	slot := c.validity.FirstFree()
	c.validity.Add(slot)
	c.setRowid(slot, rowid)
	return rowid, nil
}

// Replace deletes a row and stores another one, which may have its rowid or key.
// That no shadow table is missing is checked first: the deletion is not taken
// back.
func (s *Store) Replace(old int64, r Row) (rowid int64, err error) {
	for _, suffix := range s.suffixes {
		err := s.run(`SELECT 1 FROM {`+suffix+`} LIMIT 0`, noParameters)
		if err != nil {
			return 0, err
		}
	}
	if _, err := s.chunkFor(r.Partitions); err != nil {
		return 0, err
	}
	if err := s.Delete(old); err != nil {
		return 0, err
	}
	return s.Insert(r)
}

// undoInsert takes back what an insert that failed has written. Its error counts
// more than those of taking back: after them the transaction is lost anyway.
func (s *Store) undoInsert(c *chunk, rowid int64) {
	_ = s.deleteRows(rowid)
	if c != nil && c.validity.Empty() {
		_ = s.deleteChunk(c)
	}
}

// insertEntry inserts the row of rowids, with the first free slot of c as its
// place; without one for nil.
func (s *Store) insertEntry(r Row, c *chunk) (int64, error) {
	err := s.run(`INSERT INTO {rowids}(rowid, id, chunk_id, chunk_offset) VALUES(?1, ?2, ?3, ?4)`, func(stmt *sqlite3.Stmt) error {
		var err error
		if r.HasRowid {
			err = stmt.BindInt64(1, r.Rowid)
		}
		if s.def.PrimaryKey.Text {
			err = firstError(err, stmt.BindText(2, r.Key))
		}
		if c != nil {
			err = firstError(err, stmt.BindInt64(3, c.id), stmt.BindInt64(4, int64(c.validity.FirstFree())))
		}
		return err
	})
	if err != nil {
		return 0, failed("Error inserting rowid into rowids shadow table", err)
	}
	return s.conn.LastInsertRowID(), nil
}

// setPlace notes where a row is.
func (s *Store) setPlace(rowid int64, p Place) error {
	err := s.run(`UPDATE {rowids} SET chunk_id = ?1, chunk_offset = ?2 WHERE rowid = ?3`, func(stmt *sqlite3.Stmt) error {
		return firstError(stmt.BindInt64(1, p.Chunk), stmt.BindInt64(2, int64(p.Slot)), stmt.BindInt64(3, rowid))
	})
	if err == nil && s.conn.Changes() != 1 {
		err = s.damaged("rowids", rowid, "the row is missing")
	}
	return err
}

// insertBesides inserts what has a row of its own: auxiliary values, long texts
// and exact vectors.
func (s *Store) insertBesides(rowid int64, r Row) error {
	if len(r.Auxiliary) > 0 {
		err := s.run(s.insertAuxiliary(), func(stmt *sqlite3.Stmt) error {
			err := stmt.BindInt64(1, rowid)
			for i, v := range r.Auxiliary {
				err = firstError(err, stmt.BindValue(2+i, v))
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	for i, m := range s.def.Metadata {
		if m.Type == definition.Text && len(r.Metadata[i].Text) > textInline {
			if err := s.putText(i, rowid, r.Metadata[i].Text); err != nil {
				return err
			}
		}
	}
	for i, column := range s.columns {
		if column.vectors != "" {
			if err := s.putExact(i, rowid, r.Vectors[i].Exact); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *Store) insertAuxiliary() string {
	columns, values := "rowid", "?1"
	for i := range s.def.Auxiliary {
		columns += ", " + auxiliaryColumn(i)
		values += fmt.Sprintf(", ?%d", 2+i)
	}
	return `INSERT INTO {auxiliary}(` + columns + `) VALUES(` + values + `)`
}

// fill puts a row's slots into the buffer.
func (s *Store) fill(c *chunk, slot int, r Row) error {
	for i, v := range r.Vectors {
		if err := s.setVector(c, i, slot, v.Slot); err != nil {
			return err
		}
	}
	for i, v := range r.Metadata {
		if err := s.setMetadata(c, i, slot, v); err != nil {
			return err
		}
	}
	return nil
}

// putText stores the whole of a long text, in place of another.
func (s *Store) putText(column int, rowid int64, text string) error {
	suffix := definition.MetadataText(column)
	bind := func(stmt *sqlite3.Stmt) error {
		return firstError(stmt.BindInt64(1, rowid), stmt.BindText(2, text))
	}
	err := s.run(`UPDATE {`+suffix+`} SET data = ?2 WHERE rowid = ?1`, bind)
	if err != nil || s.conn.Changes() > 0 {
		return err
	}
	return s.run(`INSERT INTO {`+suffix+`}(rowid, data) VALUES(?1, ?2)`, bind)
}

// putExact stores the float32 vector of a rescore column.
func (s *Store) putExact(column int, rowid int64, blob []byte) error {
	return s.run(`INSERT OR REPLACE INTO {`+s.columns[column].vectors+`}(rowid, vector) VALUES(?1, ?2)`, func(stmt *sqlite3.Stmt) error {
		return firstError(stmt.BindInt64(1, rowid), stmt.BindBlob(2, blob))
	})
}

func (s *Store) deleteRow(suffix string, rowid int64) error {
	return s.run(`DELETE FROM {`+suffix+`} WHERE rowid = ?1`, func(stmt *sqlite3.Stmt) error {
		return stmt.BindInt64(1, rowid)
	})
}

// deleteRows deletes every row that belongs to rowid, its slots not.
func (s *Store) deleteRows(rowid int64) error {
	err := s.deleteRow("rowids", rowid)
	if len(s.def.Auxiliary) > 0 {
		err = firstError(err, s.deleteRow("auxiliary", rowid))
	}
	for i, m := range s.def.Metadata {
		if m.Type == definition.Text {
			err = firstError(err, s.deleteRow(definition.MetadataText(i), rowid))
		}
	}
	for _, column := range s.columns {
		if column.vectors != "" {
			err = firstError(err, s.deleteRow(column.vectors, rowid))
		}
	}
	return err
}

// Delete removes a row, and its chunk if that was the last one in it. A rowid
// without a row is no error.
func (s *Store) Delete(rowid int64) error {
	s.version++
	p, found, err := s.place(rowid)
	if err != nil || !found {
		return err
	}
	c, err := s.open(p.Chunk)
	if err != nil {
		return err
	}
	if !c.validity.Has(p.Slot) {
		return s.damaged("chunks", c.id, "vec0 deletion error: validity bit is not set for %s.%s_chunks.%d at %d", s.schema, s.table, c.id, p.Slot)
	}
	if err := s.checkPlace(rowid, p); err != nil {
		return err
	}
	if err := s.deleteRows(rowid); err != nil {
		return err
	}
	return s.clear(c, p.Slot)
}

// clear frees a slot, and removes the chunk when no slot is left in use.
func (s *Store) clear(c *chunk, slot int) error {
	c.validity.Remove(slot)
	c.setRowid(slot, 0)
	if c.validity.Empty() {
		return s.deleteChunk(c)
	}
	empty := Row{Vectors: make([]Vector, len(s.columns)), Metadata: make([]Metadata, len(s.def.Metadata))}
	for i, column := range s.columns {
		empty.Vectors[i].Slot = make([]byte, column.bytes)
	}
	return s.fill(c, slot, empty)
}

// deleteChunk removes a chunk without rows.
func (s *Store) deleteChunk(c *chunk) error {
	tables := []string{}
	for _, column := range s.columns {
		tables = append(tables, column.suffix)
	}
	for i := range s.def.Metadata {
		tables = append(tables, definition.MetadataChunks(i))
	}
	for _, suffix := range tables {
		if err := s.deleteRow(suffix, c.id); err != nil {
			return err
		}
	}
	err := s.run(`DELETE FROM {chunks} WHERE chunk_id = ?1`, func(stmt *sqlite3.Stmt) error { return stmt.BindInt64(1, c.id) })
	if err == nil {
		s.Discard()
	}
	return err
}
