package vecutil

import (
	"cmp"
	"slices"
)

// rankConstant is k of reciprocal rank fusion: the larger, the less the first
// ranks stand out.
const rankConstant = 60

// fuse joins rankings by the sum of the reciprocal ranks, as a share of the sum
// that a chunk first in all of them has. Ties go to the lower chunk number.
//
// Source: Cormack, Clarke, Büttcher, "Reciprocal rank fusion outperforms
// Condorcet and individual rank learning methods" (2009).
func fuse(rankings ...[]scored) []scored {
	sums := map[int64]float64{}
	best := 0.0
	for _, ranking := range rankings {
		if len(ranking) > 0 {
			best += 1.0 / (rankConstant + 1)
		}
		for i, r := range ranking {
			sums[r.chunk] += 1.0 / float64(rankConstant+i+1)
		}
	}
	fused := make([]scored, 0, len(sums))
	for chunk, sum := range sums {
		fused = append(fused, scored{chunk, sum / best})
	}
	slices.SortFunc(fused, func(a, b scored) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.chunk, b.chunk))
	})
	return fused
}
