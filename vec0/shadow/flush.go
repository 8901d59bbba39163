package shadow

import (
	"fmt"

	"github.com/nearlite/nearlite/internal/sqlite3"
	"github.com/nearlite/nearlite/vec0/definition"
)

// flush writes what waits in c and leaves it clean. It leaves alone what
// last_insert_rowid() tells of the statement that is under way or has ended.
func (s *Store) flush(c *chunk) error {
	last := s.conn.LastInsertRowID()
	defer s.conn.SetLastInsertRowID(last)
	if c.fresh {
		if err := s.insertBlobs(c); err != nil {
			return fmt.Errorf("Internal sqlite-vec error: Could not insert a new vector chunk: %w", err)
		}
		c.fresh = false
	}
	for i := range c.vectors {
		if err := s.flushVectors(c, i); err != nil {
			return err
		}
	}
	for i, data := range c.metadata {
		if data == nil {
			continue
		}
		if err := s.updateBlob(`UPDATE {`+definition.MetadataChunks(i)+`} SET data = ?1 WHERE rowid = ?2`, definition.MetadataChunks(i), c.id, data); err != nil {
			return err
		}
		c.metadata[i] = nil
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

// insertBlobs inserts the rows of a fresh chunk, with the vectors it has.
func (s *Store) insertBlobs(c *chunk) error {
	insert := func(suffix, column string, data []byte) error {
		return s.run(`INSERT INTO {`+suffix+`}(_rowid_, rowid, `+column+`) VALUES(?1, ?1, ?2)`, func(stmt *sqlite3.Stmt) error {
			return firstError(stmt.BindInt64(1, c.id), stmt.BindBlob(2, data))
		})
	}
	for i, column := range s.columns {
		r := &c.vectors[i]
		whole := s.def.ChunkSize * column.bytes
		if len(r.data) < whole {
			r.data = append(r.data, make([]byte, whole-len(r.data))...)
		}
		if err := insert(column.suffix, "vectors", r.data); err != nil {
			return err
		}
		*r = run{}
	}
	for i, m := range s.def.Metadata {
		data := c.metadata[i]
		if data == nil {
			data = make([]byte, metadataBytes(m.Type, s.def.ChunkSize))
		}
		if err := insert(definition.MetadataChunks(i), "data", data); err != nil {
			return err
		}
		c.metadata[i] = nil
	}
	return nil
}

// flushVectors writes the run of a vector column of a chunk that is not fresh.
func (s *Store) flushVectors(c *chunk, column int) error {
	r := &c.vectors[column]
	if r.from == r.to {
		return nil
	}
	b, err := s.vectorBlob(column, c.id, true)
	if err != nil {
		return err
	}
	err = b.Write(r.data, r.from*s.columns[column].bytes)
	if closed := b.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return err
	}
	r.from, r.to, r.data = 0, 0, r.data[:0]
	return nil
}

// vectorBlob opens the blob of a vector column's chunk, its length checked.
func (s *Store) vectorBlob(column int, chunk int64, writable bool) (*sqlite3.OpenedBlob, error) {
	col := s.columns[column]
	row, found := int64(0), false
	found, err := s.row(`SELECT _rowid_ FROM {`+col.suffix+`} WHERE rowid = ?1`, chunk, func(stmt *sqlite3.Stmt) error {
		row = stmt.Int64(0)
		return nil
	})
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, s.damaged(col.suffix, chunk, "could not open vectors blob for chunk %d, the row is missing", chunk)
	}
	b, err := s.conn.OpenBlob(s.schema, s.table+"_"+col.suffix, "vectors", row, writable)
	if err != nil {
		return nil, s.damaged(col.suffix, chunk, "could not open vectors blob for chunk %d: %v", chunk, err)
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
