package vec0

import (
	"github.com/nearlite/nearlite/internal/topk"
)

// mostCandidates is how many candidates a rescore column's scan collects at
// first, unless more rows are wanted.
const mostCandidates = 4096

// rescored scans codes for more candidates than rows are wanted, and orders
// those by the exact distance. Where constraints on the distance leave too few,
// it looks at more candidates, in the end at all.
func (q *query) rescored() ([]hit, error) {
	wanted := q.k + q.offset
	n := wanted
	if n < mostCandidates {
		n = min(n*q.table.oversample[q.column], mostCandidates)
	}
	for {
		candidates, err := q.scan(q.codeScorer(), n, nil)
		if err != nil {
			return nil, err
		}
		hits, err := q.exact(candidates, wanted)
		if err != nil || len(hits) >= wanted || len(candidates) < n {
			return hits, err
		}
		n *= 4
	}
}

// exact orders candidates by the exact distance, and returns up to wanted of
// them.
func (q *query) exact(candidates []hit, wanted int) ([]hit, error) {
	best := topk.New(wanted)
	v := q.table.def.Vectors[q.column]
	for i, h := range candidates {
		blob, err := q.table.store.Exact(q.column, h.Rowid)
		if err != nil {
			return nil, err
		}
		o, err := fromBlob(v.Element, blob)
		if err != nil {
			return nil, err
		}
		d := float32(v.Metric.Float32(q.vector.float32s(), o.float32s()))
		if q.distances.hold(d) {
			best.Offer(topk.Item{Distance: float64(d), Rowid: int64(i), Rank: int64(i)})
		}
	}
	items := best.Sorted()
	hits := make([]hit, len(items))
	for i, item := range items {
		hits[i] = hit{candidates[item.Rowid].Entry, item.Distance}
	}
	return hits, nil
}
