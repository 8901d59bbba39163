package shadow

import (
	"strings"

	"github.com/nearlite/nearlite/internal/sqlite3"
	"github.com/nearlite/nearlite/vec0/definition"
)

// Heads passes every chunk to f in ascending order, those for which a condition
// on chunks holds; where is "" or begins with WHERE, and bind sets its
// parameters. What f is given is valid during the call. f's error ends the scan.
func (s *Store) Heads(where string, bind func(*sqlite3.Stmt) error, f func(Head) error) error {
	if err := s.Flush(); err != nil {
		return err
	}
	return s.with(`SELECT chunk_id, validity, rowids FROM {chunks} `+where+` ORDER BY chunk_id`, func(stmt *sqlite3.Stmt) error {
		if err := bind(stmt); err != nil {
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
			if err := f(h); err != nil {
				return err
			}
		}
	})
}

// Vectors reads the slots of a vector column, chunk after chunk. Close it before
// the callback ends that opened it: it holds a blob handle.
type Vectors struct {
	store  *Store
	column int
	blob   *sqlite3.OpenedBlob
}

// Vectors returns a reader of a vector column's slots.
func (s *Store) Vectors(column int) *Vectors { return &Vectors{store: s, column: column} }

// Open goes to a chunk.
func (v *Vectors) Open(chunk int64) error {
	if err := v.Close(); err != nil {
		return err
	}
	var err error
	v.blob, err = v.store.vectorBlob(v.column, chunk, false)
	return err
}

// Read fills p with whole slots from slot on.
func (v *Vectors) Read(p []byte, slot int) error {
	return v.blob.Read(p, slot*v.store.columns[v.column].bytes)
}

// Close releases the handle; Open takes a new one.
func (v *Vectors) Close() error {
	if v.blob == nil {
		return nil
	}
	err := v.blob.Close()
	v.blob = nil
	return err
}

// Vector is a copy of a row's vector: of the element type of its column, exact
// for rescore columns.
func (s *Store) Vector(column int, rowid int64, p Place) ([]byte, error) {
	if s.columns[column].vectors != "" {
		return s.Exact(column, rowid)
	}
	if err := s.Flush(); err != nil {
		return nil, err
	}
	v := s.Vectors(column)
	if err := v.Open(p.Chunk); err != nil {
		return nil, err
	}
	slot := make([]byte, s.columns[column].bytes)
	err := v.Read(slot, p.Slot)
	return slot, firstError(err, v.Close())
}

// Exact is a copy of the float32 vector of a rescore column.
func (s *Store) Exact(column int, rowid int64) (blob []byte, err error) {
	suffix, want := s.columns[column].vectors, s.def.Vectors[column].BlobSize()
	found, err := s.row(`SELECT vector FROM {`+suffix+`} WHERE rowid = ?1`, rowid, func(stmt *sqlite3.Stmt) error {
		raw := stmt.RawBlob(0)
		if stmt.ColumnType(0) != sqlite3.Blob || len(raw) != want {
			return s.damaged(suffix, rowid, "vector blob size doesn't match - expected %d, found %d", want, len(raw))
		}
		blob = append(blob, raw...)
		return nil
	})
	if err == nil && !found {
		err = s.damaged(suffix, rowid, "the row is missing")
	}
	return blob, err
}

// Metadata is a copy of a metadata column's blob.
func (s *Store) Metadata(column int, chunk int64) (m MetadataChunk, err error) {
	m.Type = s.def.Metadata[column].Type
	suffix := definition.MetadataChunks(column)
	found, err := s.row(`SELECT data FROM {`+suffix+`} WHERE rowid = ?1`, chunk, func(stmt *sqlite3.Stmt) error {
		raw := stmt.RawBlob(0)
		if want := metadataBytes(m.Type, s.def.ChunkSize); stmt.ColumnType(0) != sqlite3.Blob || len(raw) != want {
			return s.damaged(suffix, chunk, "data blob size doesn't match - expected %d, found %d", want, len(raw))
		}
		m.Data = append([]byte(nil), raw...)
		return nil
	})
	if err == nil && !found {
		err = s.damaged(suffix, chunk, "the row is missing")
	}
	return m, err
}

// Value is the metadata value of a row, from a chunk's blob.
func (s *Store) Value(column int, m MetadataChunk, rowid int64, slot int) (v Metadata, err error) {
	switch m.Type {
	case definition.Boolean:
		if m.Bool(slot) {
			v.Int = 1
		}
	case definition.Integer:
		v.Int = m.Int(slot)
	case definition.Float:
		v.Float = m.Float(slot)
	case definition.Text:
		length, prefix, whole := m.Text(slot)
		if v.Text = string(prefix); !whole {
			v.Text, err = s.LongText(column, rowid, length)
		}
	}
	return v, err
}

// LongText is a text of more than 12 bytes, of as many as its slot says.
func (s *Store) LongText(column int, rowid int64, length int) (text string, err error) {
	suffix := definition.MetadataText(column)
	if length < 0 {
		return "", s.damaged(definition.MetadataChunks(column), rowid, "the text's length is %d, expected 0 or more", length)
	}
	found, err := s.row(`SELECT data FROM {`+suffix+`} WHERE rowid = ?1`, rowid, func(stmt *sqlite3.Stmt) error {
		if stmt.ColumnType(0) != sqlite3.Text {
			return s.damaged(suffix, rowid, "data is not text")
		}
		if text = stmt.Text(0); len(text) != length {
			return s.damaged(suffix, rowid, "the text's length is %d, expected %d", len(text), length)
		}
		return nil
	})
	if err == nil && !found {
		err = s.damaged(suffix, rowid, "the row is missing")
	}
	return text, err
}

// Partition sets a partition value of a chunk as a result.
func (s *Store) Partition(ctx sqlite3.Context, column int, chunk int64) error {
	found, err := s.row(`SELECT `+partitionColumn(column)+` FROM {chunks} WHERE chunk_id = ?1`, chunk, func(stmt *sqlite3.Stmt) error {
		ctx.ResultValue(stmt.Value(0))
		return nil
	})
	if err == nil && !found {
		err = s.damaged("chunks", chunk, "the row is missing")
	}
	return err
}

// Auxiliary sets an auxiliary value of a row as a result.
func (s *Store) Auxiliary(ctx sqlite3.Context, column int, rowid int64) error {
	found, err := s.row(`SELECT `+auxiliaryColumn(column)+` FROM {auxiliary} WHERE rowid = ?1`, rowid, func(stmt *sqlite3.Stmt) error {
		ctx.ResultValue(stmt.Value(0))
		return nil
	})
	if err == nil && !found {
		err = s.damaged("auxiliary", rowid, "the row is missing")
	}
	return err
}

// Partitions passes the partition values of a chunk to f, valid during the call.
func (s *Store) Partitions(chunk int64, f func([]sqlite3.Value) error) error {
	columns := make([]string, len(s.def.Partitions))
	for i := range columns {
		columns[i] = partitionColumn(i)
	}
	found, err := s.row(`SELECT `+strings.Join(columns, ", ")+` FROM {chunks} WHERE chunk_id = ?1`, chunk, func(stmt *sqlite3.Stmt) error {
		values := make([]sqlite3.Value, len(columns))
		for i := range values {
			values[i] = stmt.Value(i)
		}
		return f(values)
	})
	if err == nil && !found {
		err = s.damaged("chunks", chunk, "the row is missing")
	}
	return err
}
