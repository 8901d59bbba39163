package vec0

import (
	"fmt"
	"math"

	"github.com/nearlite/nearlite/internal/sqlite3"
	"github.com/nearlite/nearlite/internal/topk"
	"github.com/nearlite/nearlite/vec0/shadow"
)

// query is a KNN query: what Filter's arguments ask for.
type query struct {
	table     *table
	column    int // the vector column
	vector    operand
	k, offset int
	keys      *rowSet // nil: all rows
	where     string  // condition on the partition values of chunks
	values    []sqlite3.Value
	filters   []*filter
	distances []distanceBound
}

// search is the KNN plan: the rows nearest to a vector, nearest first. Of equal
// distances the earlier chunk comes first, and in a chunk the later slot, as in
// sqlite-vec; a distance that is not a number counts as nearest.
func (t *table) search(column int, p plan, args sqlite3.Args) ([]hit, error) {
	q, err := t.readQuery(column, p, args)
	if err != nil || q.k == 0 {
		return nil, err
	}
	var hits []hit
	if t.def.Vectors[column].Rescore != nil {
		hits, err = q.rescored()
	} else {
		hits, err = q.scan(q.exactScorer(), q.k+q.offset, q.distances)
	}
	return hits[min(q.offset, len(hits)):], err
}

// readQuery reads Filter's arguments in the order that errors are told in: the
// vector, k, the rest.
func (t *table) readQuery(column int, p plan, args sqlite3.Args) (q *query, err error) {
	if len(p.blocks) != args.Len() || len(p.blocks) < 2 || column < 0 || column >= len(t.def.Vectors) {
		return nil, messagef("unknown idxStr for %d arguments", args.Len())
	}
	q = &query{table: t, column: column}
	if q.vector, err = t.readVector(column, args.At(0), queried); err != nil {
		return nil, err
	}
	if q.k, err = count(args.At(1)); err != nil {
		return nil, err
	}
	for i, b := range p.blocks {
		v := args.At(i)
		switch b.kind {
		case blockOffset:
			q.offset = int(min(max(v.Int64(), 0), math.MaxInt32))
		case blockKeys:
			q.keys, err = t.readKeys(v)
		case blockPartition:
			q.addPartition(b, v)
		case blockMetadata:
			err = q.addFilter(b, v)
		case blockDistance:
			q.distances = append(q.distances, distanceBound{b.op, float32(v.Float64())})
		}
		if err != nil {
			return nil, err
		}
	}
	return q, nil
}

// count reads k.
func count(v sqlite3.Value) (int, error) {
	k := v.Int64()
	if k < 0 {
		return 0, message("k value in knn queries must be greater than or equal to 0.")
	}
	return int(min(k, math.MaxInt32)), nil
}

// partitionOperators are the operators as SQL has them.
var partitionOperators = map[operator]string{opEQ: "=", opGT: ">", opLE: "<=", opLT: "<", opGE: ">=", opNE: "!="}

func (q *query) addPartition(b block, v sqlite3.Value) {
	q.values = append(q.values, v)
	term := fmt.Sprintf("partition%02d %s ?%d", b.column, partitionOperators[b.op], len(q.values))
	if q.where == "" {
		q.where = "WHERE " + term
	} else {
		q.where += " AND " + term
	}
}

func (q *query) bindPartitions(stmt *sqlite3.Stmt) error {
	for i, v := range q.values {
		if err := stmt.BindValue(1+i, v); err != nil {
			return err
		}
	}
	return nil
}

// distanceBound is a constraint on the distance.
type distanceBound struct {
	op    operator
	bound float32
}

func (b distanceBound) holds(d float32) bool {
	switch b.op {
	case 'a':
		return d > b.bound
	case 'b':
		return d >= b.bound
	case 'c':
		return d < b.bound
	default:
		return d <= b.bound
	}
}

// scan compares the vectors of all rows that pass the filters, and returns the
// k nearest.
func (q *query) scan(s scorer, k int, bounds []distanceBound) ([]hit, error) {
	scan := &scan{query: q, scorer: s, bounds: bounds, reader: q.table.store.Vectors(q.column), memory: takeMemory()}
	defer scan.memory.giveBack()
	best := topk.New(k)
	scan.offer = func(item topk.Item) {
		scan.undefined = scan.undefined || isNaN(item.Distance)
		best.Offer(item)
	}
	scan.threshold = best.Threshold
	if err := scan.run(func() {}); err != nil {
		return nil, err
	}
	if !scan.undefined {
		return scan.hits(best.Sorted()), nil
	}
	return scan.inOrder(k)
}

// inOrder scans again, for the order that distances which are not numbers have.
func (s *scan) inOrder(k int) ([]hit, error) {
	best := selection{k: k}
	var chunk []topk.Item
	s.offer = func(item topk.Item) { chunk = append(chunk, item) }
	s.threshold = func() float64 { return math.Inf(1) }
	err := s.run(func() { best.add(chunk); chunk = chunk[:0] })
	if err != nil {
		return nil, err
	}
	return s.hits(best.items), nil
}

// run passes the rows of all chunks to offer, and calls done after each chunk.
func (s *scan) run(done func()) error {
	s.chunks = s.chunks[:0]
	err := s.query.table.store.Heads(s.query.where, s.query.bindPartitions, func(h shadow.Head) error {
		defer done()
		return s.chunk(h)
	})
	if closed := s.reader.Close(); err == nil {
		err = closed
	}
	return err
}

// scan is a scan under way.
type scan struct {
	query  *query
	scorer scorer
	bounds []distanceBound
	reader *shadow.Vectors
	memory *scanMemory
	chunks []int64 // those visited, in order

	offer     func(topk.Item)
	threshold func() float64 // what is farther need not be offered
	undefined bool           // a distance that is not a number was offered
}

// chunk compares the rows of a chunk.
func (s *scan) chunk(h shadow.Head) error {
	candidates := append(s.memory.candidates[:0], h.Validity...)
	s.memory.candidates = candidates
	if s.query.keys != nil {
		s.query.keys.keep(candidates, h)
	}
	for _, f := range s.query.filters {
		if err := f.keep(candidates, h); err != nil {
			return err
		}
	}
	if candidates.Empty() {
		return nil
	}
	s.chunks = append(s.chunks, h.Chunk)
	if err := s.reader.Open(h.Chunk); err != nil {
		return err
	}
	size := 8 * len(candidates)
	step := max(1, blockBytes/max(1, s.scorer.bytes))
	for from := 0; from < size; from += step {
		first, last := span(candidates, from, min(from+step, size))
		if first > last {
			continue
		}
		if err := s.block(h, candidates, first, last+1); err != nil {
			return err
		}
	}
	return nil
}

// span is the first and the last candidate of a range; first > last without.
func span(candidates shadow.Bitmap, from, to int) (first, last int) {
	first, last = from, to-1
	for first <= last && !candidates.Has(first) {
		first++
	}
	for last > first && !candidates.Has(last) {
		last--
	}
	return first, last
}

// block reads a range of slots and offers the candidates among them.
func (s *scan) block(h shadow.Head, candidates shadow.Bitmap, from, to int) error {
	if s.query.table.conn.Interrupted() {
		return sqlite3.ErrInterrupt
	}
	n := to - from
	slots, distances := s.memory.room(n*s.scorer.bytes, n)
	if err := s.reader.Read(slots, from); err != nil {
		return err
	}
	if err := s.scorer.score(slots, distances, &s.memory.scratch); err != nil {
		return err
	}
	size := 8 * len(candidates)
	rank := int64(len(s.chunks)-1) * int64(size)
	threshold := s.threshold()
	for i, d := range distances {
		slot := from + i
		if float64(d) > threshold || !candidates.Has(slot) || !s.within(d) {
			continue
		}
		s.offer(topk.Item{Distance: float64(d), Rowid: h.Rowid(slot), Rank: rank + int64(size-1-slot)})
		threshold = s.threshold()
	}
	return nil
}

func (s *scan) within(d float32) bool {
	for _, b := range s.bounds {
		if !b.holds(d) {
			return false
		}
	}
	return true
}

// hits makes rows of items; an item's rank says where it was found.
func (s *scan) hits(items []topk.Item) []hit {
	size := int64(s.query.table.def.ChunkSize)
	hits := make([]hit, len(items))
	for i, item := range items {
		place := shadow.Place{Chunk: s.chunks[item.Rank/size], Slot: int(size - 1 - item.Rank%size)}
		hits[i] = hit{shadow.Entry{Rowid: item.Rowid, Place: place}, item.Distance}
	}
	return hits
}

// rescored scans codes for more candidates than are wanted, and orders those by
// the exact distance.
func (q *query) rescored() ([]hit, error) {
	const most = 4096 // candidates, unless more rows are wanted
	wanted := q.k + q.offset
	n := wanted
	if over := q.table.oversample[q.column]; n < most {
		n = min(n*over, most)
	}
	candidates, err := q.scan(q.codeScorer(), n, nil)
	if err != nil {
		return nil, err
	}
	best := topk.New(wanted)
	v := q.table.def.Vectors[q.column]
	for i, h := range candidates {
		exact, err := q.table.store.Exact(q.column, h.Rowid)
		if err != nil {
			return nil, err
		}
		o, err := fromBlob(v.Element, exact)
		if err != nil {
			return nil, err
		}
		d := float32(v.Metric.Float32(q.vector.float32s(), o.float32s()))
		if within := (&scan{bounds: q.distances}).within(d); within {
			best.Offer(topk.Item{Distance: float64(d), Rowid: int64(i), Rank: int64(i)})
		}
	}
	hits := []hit{}
	for _, item := range best.Sorted() {
		hits = append(hits, hit{candidates[item.Rowid].Entry, item.Distance})
	}
	return hits, nil
}

// rowSet is a list of keys, as the rows they mean.
type rowSet struct{ rowids map[int64]bool }

// readKeys reads the list of an IN on the key. A text that no row has means no
// row.
func (t *table) readKeys(v sqlite3.Value) (*rowSet, error) {
	set := &rowSet{map[int64]bool{}}
	err := v.In(func(v sqlite3.Value) error {
		if t.def.PrimaryKey.Text && v.Type() != sqlite3.Text {
			return nil // no row's key
		}
		rowid, found, err := t.rowidOf(v)
		if found {
			set.rowids[rowid] = true
		}
		return err
	})
	return set, err
}

// keep takes the slots of other rows out of the candidates.
func (s *rowSet) keep(candidates shadow.Bitmap, h shadow.Head) {
	for i := range 8 * len(candidates) {
		if candidates.Has(i) && !s.rowids[h.Rowid(i)] {
			candidates.Remove(i)
		}
	}
}
