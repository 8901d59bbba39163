package vec0

import (
	"github.com/nearlite/nearlite/internal/sqlite3"
	"github.com/nearlite/nearlite/vec0/definition"
	"github.com/nearlite/nearlite/vec0/shadow"
)

// hit is a row of a result.
type hit struct {
	shadow.Entry
	distance float64
}

// cursor walks the rows that Filter has found. All plans find them there and
// then, so that a statement which changes the table while it reads it does not
// read its own changes.
type cursor struct {
	table *table
	knn   bool // the hits have distances
	hits  []hit
	at    int

	// version is the store's when the hits were found; what is read ahead below
	// is of that version too.
	version  int
	ahead    []vectorBlock   // by vector column; of a full scan
	metadata []metadataBlock // by metadata column
}

func (c *cursor) Filter(idxNum int, idxStr string, args sqlite3.Args) error {
	*c = cursor{table: c.table, hits: c.hits[:0]}
	p, err := parsePlan(idxStr)
	if err != nil {
		return err
	}
	switch p.kind {
	case planKNN:
		c.knn = true
		c.hits, err = c.table.search(idxNum, p, args)
	case planPoint:
		c.hits, err = c.table.lookUp(args.At(0), c.hits)
	default:
		c.hits, err = c.table.list(c.hits)
	}
	c.version = c.table.store.Version()
	return err
}

// Next goes to the next hit. Where another statement has changed the table since
// Filter, the rows may have gone or moved: they are looked up again.
func (c *cursor) Next() error {
	c.at++
	if c.version == c.table.store.Version() {
		return nil
	}
	c.ahead, c.metadata = nil, nil
	for ; !c.EOF(); c.at++ {
		h := &c.hits[c.at]
		place, found, err := c.table.store.Place(h.Rowid)
		if err != nil {
			return err
		}
		if found {
			h.Place = place
			return c.table.store.Flush()
		}
	}
	return nil
}

func (c *cursor) EOF() bool    { return c.at >= len(c.hits) }
func (c *cursor) Close() error { c.hits = nil; return nil }

func (c *cursor) Rowid() (int64, error) { return c.hits[c.at].Rowid, nil }

// Column sets a column of the current row; nothing for those that have a value
// only while inserting, and for those that an UPDATE leaves alone.
func (c *cursor) Column(ctx sqlite3.Context, i int) error {
	h := &c.hits[c.at]
	switch {
	case i == definition.IDColumn:
		if c.table.def.PrimaryKey.Text {
			return c.table.store.Key(ctx, h.Rowid)
		}
		ctx.ResultInt64(h.Rowid)
		return nil
	case i == c.table.hidden.Distance:
		if c.knn {
			ctx.ResultFloat64(h.distance)
		}
		return nil
	}
	column, ok := c.table.def.Column(i)
	if !ok || ctx.NoChange() {
		return nil
	}
	switch column.Kind {
	case definition.KindVector:
		return c.vector(ctx, column.Index, h)
	case definition.KindPartition:
		return c.table.store.Partition(ctx, column.Index, h.Place.Chunk)
	case definition.KindAuxiliary:
		return c.table.store.Auxiliary(ctx, column.Index, h.Rowid)
	default:
		return c.meta(ctx, column.Index, h)
	}
}

// lookUp is the point plan: the row of one key.
func (t *table) lookUp(key sqlite3.Value, hits []hit) ([]hit, error) {
	rowid, found, err := t.rowidOf(key)
	if err != nil || !found {
		return hits, err
	}
	if err := t.store.Flush(); err != nil {
		return hits, err
	}
	place, found, err := t.store.Place(rowid)
	if err == nil && found {
		hits = append(hits, hit{Entry: shadow.Entry{Rowid: rowid, Place: place}})
	}
	return hits, err
}

// list is the full scan: all rows.
func (t *table) list(hits []hit) ([]hit, error) {
	entries, err := t.store.Entries()
	for _, e := range entries {
		hits = append(hits, hit{Entry: e})
	}
	return hits, err
}
