package shadow

import (
	"github.com/nearlite/nearlite/internal/sqlite3"
	"github.com/nearlite/nearlite/vec0/definition"
)

// flush writes what waits in c and leaves it clean. It leaves alone what
// last_insert_rowid() tells of the statement that is under way or has ended.
//
// It stops at an interrupt between two statements, and goes on from there when
// it is called again: an interrupt inside a statement that writes would make
// SQLite roll the whole transaction back.
func (s *Store) flush(c *chunk) error {
	last := s.conn.LastInsertRowID()
	defer s.conn.SetLastInsertRowID(last)
	for i := range c.vectors {
		if err := s.flushVectors(c, i); err != nil {
			return err
		}
	}
	for i := range c.metadata {
		if err := s.flushMetadata(c, i); err != nil {
			return err
		}
	}
	if !c.headDirty {
		return nil
	}
	err := s.run(`UPDATE {chunks} SET validity = ?1, rowids = ?2 WHERE chunk_id = ?3`, func(stmt *sqlite3.Stmt) error {
		return firstError(stmt.BindBlob(1, c.validity), stmt.BindBlob(2, c.rowids), stmt.BindInt64(3, c.id))
	})
	if err != nil {
		return err
	}
	if s.conn.Changes() != 1 {
		return s.damaged("chunks", c.id, "the row is missing")
	}
	c.headDirty = false
	return nil
}

// flushVectors writes the run of a vector column: a new column whole, another
// one into its blob.
func (s *Store) flushVectors(c *chunk, column int) error {
	v, col := &c.vectors[column], s.columns[column]
	switch {
	case v.fresh:
		// The run itself stays as long as it is: the insert may be put off.
		data := v.data
		if whole := s.def.ChunkSize * col.bytes; len(data) < whole {
			data = append(data, make([]byte, whole-len(data))...)
		}
		if err := s.insertBlob(col.suffix, "vectors", c.id, data); err != nil {
			return err
		}
	case v.from == v.to:
		return nil
	default:
		if err := s.writeVectors(c, column); err != nil {
			return err
		}
	}
	*v = run{data: v.data[:0]}
	return nil
}

// writeVectors writes a run into the blob of its column.
func (s *Store) writeVectors(c *chunk, column int) error {
	if s.conn.Interrupted() {
		return sqlite3.ErrInterrupt
	}
	b, err := s.vectorBlob(column, c.id, true)
	if err != nil {
		return err
	}
	r := &c.vectors[column]
	err = b.Write(r.data, r.from*s.columns[column].bytes)
	return firstError(err, b.Close())
}

// flushMetadata writes a metadata column, if it has changed.
func (s *Store) flushMetadata(c *chunk, column int) error {
	m, suffix := &c.metadata[column], definition.MetadataChunks(column)
	switch {
	case m.fresh && m.data == nil:
		m.data = make([]byte, metadataBytes(s.def.Metadata[column].Type, s.def.ChunkSize))
		fallthrough
	case m.fresh:
		if err := s.insertBlob(suffix, "data", c.id, m.data); err != nil {
			return err
		}
	case m.data == nil:
		return nil
	default:
		if err := s.updateBlob(`UPDATE {`+suffix+`} SET data = ?1 WHERE rowid = ?2`, suffix, c.id, m.data); err != nil {
			return err
		}
	}
	*m = metadataBlob{}
	return nil
}

// insertBlob inserts a new chunk's row of a table.
func (s *Store) insertBlob(suffix, column string, chunk int64, data []byte) error {
	err := s.run(`INSERT INTO {`+suffix+`}(_rowid_, rowid, `+column+`) VALUES(?1, ?1, ?2)`, func(stmt *sqlite3.Stmt) error {
		return firstError(stmt.BindInt64(1, chunk), stmt.BindBlob(2, data))
	})
	if err != nil {
		return failed("Internal sqlite-vec error: Could not insert a new vector chunk", err)
	}
	return nil
}

// vectorBlob opens the blob of a vector column's chunk, its length checked.
func (s *Store) vectorBlob(column int, chunk int64, writable bool) (*sqlite3.OpenedBlob, error) {
	col := s.columns[column]
	var row int64
	found, err := s.row(`SELECT _rowid_, typeof(vectors) FROM {`+col.suffix+`} WHERE rowid = ?1`, chunk, func(stmt *sqlite3.Stmt) error {
		row = stmt.Int64(0)
		if class := stmt.Text(1); class != "blob" {
			return s.damaged(col.suffix, chunk, "vectors is of type %s, expected blob", class)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, s.damaged(col.suffix, chunk, "could not open vectors blob for chunk %d, the row is missing", chunk)
	}
	b, err := s.conn.OpenBlob(s.schema, s.table+"_"+col.suffix, "vectors", row, writable)
	if err != nil && sqlite3.CodeOf(err).Primary() == sqlite3.ErrGeneric {
		err = s.damaged(col.suffix, chunk, "could not open vectors blob for chunk %d: %v", chunk, err)
	}
	if err != nil {
		return nil, err
	}
	if want := s.def.ChunkSize * col.bytes; b.Size() != want {
		size := b.Size()
		_ = b.Close()
		return nil, s.damaged(col.suffix, chunk, "vectors blob size doesn't match - expected %d, found %d", want, size)
	}
	return b, nil
}

// updateBlob runs an UPDATE of a blob by chunk number, which must change a row.
func (s *Store) updateBlob(sql, suffix string, chunk int64, data []byte) error {
	err := s.run(sql, func(stmt *sqlite3.Stmt) error {
		return firstError(stmt.BindBlob(1, data), stmt.BindInt64(2, chunk))
	})
	if err == nil && s.conn.Changes() != 1 {
		err = s.damaged(suffix, chunk, "the row is missing")
	}
	return err
}
