package vec0

import (
	"github.com/nearlite/nearlite/internal/sqlite3"
	"github.com/nearlite/nearlite/vec0/definition"
	"github.com/nearlite/nearlite/vec0/shadow"
)

// blockSlots is how many neighbouring vectors a full scan reads at a time.
const blockSlots = 32

// vectorBlock is some neighbouring slots of a vector column, read ahead.
type vectorBlock struct {
	place    shadow.Place // of the first
	slots    int
	contents []byte
}

// vector sets a vector of the current row, tagged with its element type.
func (c *cursor) vector(ctx sqlite3.Context, column int, h *hit) error {
	v := c.table.def.Vectors[column]
	blob, err := c.vectorBytes(column, h)
	if err != nil {
		return err
	}
	result(ctx, v.Element, blob)
	return nil
}

func (c *cursor) vectorBytes(column int, h *hit) ([]byte, error) {
	v := c.table.def.Vectors[column]
	if c.ahead == nil {
		c.ahead = make([]vectorBlock, len(c.table.def.Vectors))
	}
	ahead := &c.ahead[column]
	if !ahead.has(h.Place) {
		following := c.at+1 < len(c.hits) && c.hits[c.at+1].Place.Chunk == h.Place.Chunk
		if c.knn || !v.Flat() || !following {
			return c.table.store.Vector(column, h.Rowid, h.Place)
		}
		if err := c.readAhead(column, h.Place); err != nil {
			return nil, err
		}
	}
	from := (h.Place.Slot - ahead.place.Slot) * v.BlobSize()
	return ahead.contents[from : from+v.BlobSize()], nil
}

func (b *vectorBlock) has(p shadow.Place) bool {
	return b.slots > 0 && b.place.Chunk == p.Chunk && p.Slot >= b.place.Slot && p.Slot < b.place.Slot+b.slots
}

// readAhead fills a column's block from a place on.
func (c *cursor) readAhead(column int, p shadow.Place) error {
	n := min(blockSlots, c.table.def.ChunkSize-p.Slot)
	need := n * c.table.def.Vectors[column].BlobSize()
	b := &c.ahead[column]
	if cap(b.contents) < need {
		b.contents = make([]byte, need)
	}
	*b = vectorBlock{place: p, contents: b.contents[:need]}
	reader := c.table.store.Vectors(column)
	if err := reader.Open(p.Chunk); err != nil {
		return err
	}
	err := reader.Read(b.contents, p.Slot)
	if closed := reader.Close(); err == nil {
		err = closed
	}
	if err == nil {
		b.slots = n
	}
	return err
}

// metadataBlock is a metadata column's blob of the chunk last asked for.
type metadataBlock struct {
	chunk int64
	data  shadow.MetadataChunk
}

// meta sets a metadata value of the current row.
func (c *cursor) meta(ctx sqlite3.Context, column int, h *hit) error {
	if c.metadata == nil {
		c.metadata = make([]metadataBlock, len(c.table.def.Metadata))
	}
	block := &c.metadata[column]
	if block.data.Data == nil || block.chunk != h.Place.Chunk {
		data, err := c.table.store.Metadata(column, h.Place.Chunk)
		if err != nil {
			return err
		}
		*block = metadataBlock{h.Place.Chunk, data}
	}
	v, err := c.table.store.Value(column, block.data, h.Rowid, h.Place.Slot)
	if err != nil {
		return messagef("Could not extract metadata value for column %s at rowid %d: %v", c.table.def.Metadata[column].Name, h.Rowid, err)
	}
	switch block.data.Type {
	case definition.Float:
		ctx.ResultFloat64(v.Float)
	case definition.Text:
		ctx.ResultText(v.Text)
	default:
		ctx.ResultInt64(v.Int)
	}
	return nil
}
