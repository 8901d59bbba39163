package shadow

import (
	"fmt"
	"strings"

	"github.com/nearlite/nearlite/internal/sqlite3"
)

// chunkFor is a chunk with a free slot for the partition, in the buffer: the
// newest of the partition if it has one, else the oldest that has. It is nil
// when all are full.
func (s *Store) chunkFor(partitions []sqlite3.Value) (*chunk, error) {
	key := partitionKey(partitions)
	if c := s.buffer; c != nil && c.target && c.partition == key && c.validity.FirstFree() >= 0 {
		return c, nil
	}
	id, err := s.chunkWithRoom(partitions)
	if err != nil {
		return nil, err
	}
	if id == 0 {
		return nil, nil
	}
	c, err := s.open(id)
	if err != nil {
		return nil, err
	}
	c.target, c.partition = true, key
	return c, nil
}

// chunkWithRoom is the number of the chunk that chunkFor is to use, 0 when all
// are full.
func (s *Store) chunkWithRoom(partitions []sqlite3.Value) (id int64, err error) {
	if err := s.Flush(); err != nil {
		return 0, err
	}
	newest, err := s.newestChunk(partitions)
	if err != nil || newest == 0 {
		return 0, err
	}
	c, err := s.open(newest)
	if err != nil {
		return 0, err
	}
	if c.validity.FirstFree() >= 0 {
		return newest, nil
	}
	err = s.with(`SELECT chunk_id, validity, rowids FROM {chunks}`+s.samePartition(1)+` ORDER BY chunk_id`, func(stmt *sqlite3.Stmt) error {
		if err := bindAll(stmt, 1, partitions); err != nil {
			return err
		}
		for {
			more, err := stmt.Step()
			if err != nil || !more {
				return err
			}
			h, err := s.head(stmt.Int64(0), stmt, 1)
			if err != nil {
				return err
			}
			if h.Validity.FirstFree() >= 0 {
				id = h.Chunk
				return nil
			}
		}
	})
	return id, err
}

// partitionKey tells partitions apart.
func partitionKey(values []sqlite3.Value) string {
	var b strings.Builder
	for _, v := range values {
		text := v.RawText()
		fmt.Fprintf(&b, "%d %d ", v.Type(), len(text))
		b.Write(text)
	}
	return b.String()
}

// samePartition is the condition for a chunk of a partition, its values bound
// from parameter first on. NULL is a value like any other.
func (s *Store) samePartition(first int) string {
	terms := make([]string, len(s.def.Partitions))
	for i := range terms {
		terms[i] = fmt.Sprintf("%s IS ?%d", partitionColumn(i), first+i)
	}
	if len(terms) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(terms, " AND ")
}

func bindAll(stmt *sqlite3.Stmt, first int, values []sqlite3.Value) error {
	for i, v := range values {
		if err := stmt.BindValue(first+i, v); err != nil {
			return err
		}
	}
	return nil
}

// newestChunk is the highest chunk number of a partition, 0 without a chunk.
func (s *Store) newestChunk(partitions []sqlite3.Value) (id int64, err error) {
	err = s.with(`SELECT max(chunk_id) FROM {chunks}`+s.samePartition(1), func(stmt *sqlite3.Stmt) error {
		if err := bindAll(stmt, 1, partitions); err != nil {
			return err
		}
		_, err := stmt.Step()
		if err == nil {
			id = stmt.Int64(0)
		}
		return err
	})
	if err != nil {
		return 0, failed("Internal sqlite-vec error: Could not find latest chunk", err)
	}
	return id, nil
}

// newChunk makes a chunk and puts it into the buffer. Its other rows come with
// the first flush.
func (s *Store) newChunk(partitions []sqlite3.Value) (*chunk, error) {
	if err := s.Flush(); err != nil {
		return nil, err
	}
	s.Discard()
	size := s.def.ChunkSize
	c := &chunk{target: true, partition: partitionKey(partitions), validity: make(Bitmap, size/8), rowids: make([]byte, 8*size)}
	columns, values := "size, validity, rowids", "?1, ?2, ?3"
	for i := range partitions {
		columns += ", " + partitionColumn(i)
		values += fmt.Sprintf(", ?%d", 4+i)
	}
	err := s.run(`INSERT INTO {chunks}(`+columns+`) VALUES(`+values+`)`, func(stmt *sqlite3.Stmt) error {
		return firstError(stmt.BindInt64(1, int64(size)), stmt.BindBlob(2, c.validity), stmt.BindBlob(3, c.rowids), bindAll(stmt, 4, partitions))
	})
	if err != nil {
		return nil, failed("Internal sqlite-vec error: Could not insert a new vector chunk", err)
	}
	c.id = s.conn.LastInsertRowID()
	s.buffered(c, true)
	return c, nil
}

// partitionColumn is the name of a partition value in chunks, auxiliaryColumn
// that of an auxiliary value in auxiliary.
func partitionColumn(i int) string { return fmt.Sprintf("partition%02d", i) }

func auxiliaryColumn(i int) string { return fmt.Sprintf("value%02d", i) }
