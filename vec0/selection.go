package vec0

import (
	"cmp"
	"slices"

	"github.com/nearlite/nearlite/internal/topk"
)

// selection is the k nearest in the order of sqlite-vec where some distances are
// not numbers, as cosine distances to a zero vector are. It takes the nearest of
// a chunk again and again, and nothing is nearer than a distance that is not a
// number; but such a row is only taken while no row stands in an earlier slot.
// Then it merges chunk after chunk, and there a number goes first.
type selection struct {
	k     int
	items []topk.Item
}

// add merges the rows of a chunk, given in the order of their slots.
func (s *selection) add(chunk []topk.Item) {
	s.items = mergeItems(s.items, selectItems(chunk, s.k), s.k)
}

// selectItems takes up to k rows of a chunk.
func selectItems(chunk []topk.Item, k int) []topk.Item {
	var numbers []int // positions of rows with a distance, nearest first
	for i, item := range chunk {
		if !isNaN(item.Distance) {
			numbers = append(numbers, i)
		}
	}
	slices.SortFunc(numbers, func(a, b int) int {
		return cmp.Or(cmp.Compare(chunk[a].Distance, chunk[b].Distance), cmp.Compare(b, a))
	})
	taken := make([]bool, len(chunk))
	out := make([]topk.Item, 0, min(k, len(chunk)))
	for first := 0; len(out) < cap(out); {
		for taken[first] {
			first++
		}
		next := first
		if !isNaN(chunk[first].Distance) {
			next, numbers = numbers[0], numbers[1:]
		}
		taken[next] = true
		out = append(out, chunk[next])
	}
	return out
}

// mergeItems merges two lists into the first k; of equals a's come first.
func mergeItems(a, b []topk.Item, k int) []topk.Item {
	out := make([]topk.Item, 0, min(k, len(a)+len(b)))
	for len(out) < cap(out) {
		if len(b) == 0 || len(a) > 0 && a[0].Distance <= b[0].Distance {
			out, a = append(out, a[0]), a[1:]
		} else {
			out, b = append(out, b[0]), b[1:]
		}
	}
	return out
}

func isNaN(d float64) bool { return d != d }
