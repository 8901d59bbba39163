package vec0

import (
	"math"

	"github.com/nearlite/nearlite/internal/sqlite3"
	"github.com/nearlite/nearlite/internal/topk"
	"github.com/nearlite/nearlite/vec0/shadow"
)

// scan compares the vectors of all rows that pass the filters, and returns the
// k nearest.
func (q *query) scan(s scorer, k int, bounds distanceBounds) ([]hit, error) {
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
	bounds distanceBounds
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
	size := candidates.Slots()
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
	size := candidates.Slots()
	rank := int64(len(s.chunks)-1) * int64(size)
	threshold := s.threshold()
	for i, d := range distances {
		slot := from + i
		if float64(d) > threshold || !candidates.Has(slot) || !s.bounds.hold(d) {
			continue
		}
		s.offer(topk.Item{Distance: float64(d), Rowid: h.Rowid(slot), Rank: rank + int64(size-1-slot)})
		threshold = s.threshold()
	}
	return nil
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
