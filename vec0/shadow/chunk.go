package shadow

import (
	"encoding/binary"
	"slices"

	"github.com/nearlite/nearlite/internal/sqlite3"
)

// chunk is the buffered chunk. Its validity bitmap and rowids are whole; of
// vectors it has what waits to be written.
type chunk struct {
	id int64
	// target: new rows of the partition go here as long as a slot is free.
	target    bool
	partition string // the key of the chunk's partition values, where target

	validity  Bitmap
	rowids    []byte
	headDirty bool

	vectors  []run          // by vector column
	metadata []metadataBlob // by metadata column
}

// metadataBlob is what waits of a metadata column: its whole blob, nil until it
// is changed.
type metadataBlob struct {
	fresh bool // the row does not exist yet
	data  []byte
}

// run is a range of slots whose bytes wait to be written. The run of a fresh
// column, whose row does not exist yet, begins at slot 0: it is inserted whole.
type run struct {
	fresh    bool
	from, to int // slots from <= i < to
	data     []byte
}

// put sets slot i, which lies in the run or just behind it.
func (r *run) put(i int, slot []byte) {
	if r.from == r.to {
		r.from, r.to, r.data = i, i, r.data[:0]
	}
	if i == r.to {
		r.data = append(r.data, slot...)
		r.to++
		return
	}
	copy(r.data[(i-r.from)*len(slot):], slot)
}

// takes reports whether put can set slot i.
func (r *run) takes(i int) bool { return r.from == r.to || r.from <= i && i <= r.to }

func (c *chunk) setRowid(i int, rowid int64) {
	binary.LittleEndian.PutUint64(c.rowids[8*i:], uint64(rowid))
	c.headDirty = true
}

// open makes chunk id the buffered one.
func (s *Store) open(id int64) (*chunk, error) {
	if s.buffer != nil && s.buffer.id == id {
		return s.buffer, nil
	}
	if err := s.Flush(); err != nil {
		return nil, err
	}
	s.Discard()
	c := &chunk{id: id}
	found, err := s.row(`SELECT validity, rowids FROM {chunks} WHERE chunk_id = ?1`, id, func(stmt *sqlite3.Stmt) error {
		head, err := s.head(id, stmt, 0)
		c.validity = append(Bitmap(nil), head.Validity...)
		c.rowids = append([]byte(nil), head.rowids...)
		return err
	})
	if err == nil && !found {
		err = s.damaged("chunks", id, "the row is missing")
	}
	if err != nil {
		return nil, err
	}
	s.buffered(c, false)
	return c, nil
}

// buffered makes c the buffered chunk. Of a fresh one only the row in chunks
// exists.
func (s *Store) buffered(c *chunk, fresh bool) {
	c.vectors = make([]run, len(s.columns))
	for i := range c.vectors {
		c.vectors[i].fresh = fresh
	}
	c.metadata = make([]metadataBlob, len(s.def.Metadata))
	for i := range c.metadata {
		c.metadata[i].fresh = fresh
	}
	s.buffer = c
	s.noteWriter()
}

// Head is what chunks says of a chunk. Its bytes are views.
type Head struct {
	Chunk    int64
	Validity Bitmap
	rowids   []byte
}

// Rowid is the rowid in slot i.
func (h Head) Rowid(i int) int64 { return int64(binary.LittleEndian.Uint64(h.rowids[8*i:])) }

// head reads validity and rowids from columns i and i+1.
func (s *Store) head(id int64, stmt *sqlite3.Stmt, i int) (Head, error) {
	h := Head{Chunk: id}
	size := s.def.ChunkSize
	if stmt.ColumnType(i) != sqlite3.Blob || stmt.ColumnType(i+1) != sqlite3.Blob {
		return h, s.damaged("chunks", id, "validity and rowids are not blobs")
	}
	h.Validity, h.rowids = stmt.RawBlob(i), stmt.RawBlob(i+1)
	if len(h.Validity) != size/8 {
		return h, s.damaged("chunks", id, "chunk validity size doesn't match - expected %d, found %d", size/8, len(h.Validity))
	}
	if len(h.rowids) != 8*size {
		return h, s.damaged("chunks", id, "chunk rowids size doesn't match - expected %d, found %d", 8*size, len(h.rowids))
	}
	return h, nil
}

// setVector puts a slot of a vector column into the buffer, and flushes first
// what does not adjoin it.
func (s *Store) setVector(c *chunk, column, slot int, bytes []byte) error {
	r := &c.vectors[column]
	if r.fresh {
		r.data = slices.Grow(r.data, s.def.ChunkSize*len(bytes)-len(r.data))
		for i := r.to; i < slot; i++ {
			r.put(i, make([]byte, len(bytes)))
		}
	} else if !r.takes(slot) {
		if err := s.flushVectors(c, column); err != nil {
			return err
		}
	}
	r.put(slot, bytes)
	return nil
}

// setMetadata puts a slot of a metadata column into the buffer.
func (s *Store) setMetadata(c *chunk, column, slot int, v Metadata) error {
	t, m := s.def.Metadata[column].Type, &c.metadata[column]
	switch {
	case m.data != nil:
	case m.fresh:
		m.data = make([]byte, metadataBytes(t, s.def.ChunkSize))
	default:
		stored, err := s.Metadata(column, c.id)
		if err != nil {
			return err
		}
		m.data = stored.Data
	}
	putMetadata(t, m.data, slot, v)
	return nil
}
