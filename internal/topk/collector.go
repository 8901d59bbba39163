package topk

import (
	"cmp"
	"math"
	"slices"
)

// An Item is a candidate: a row and its distance.
type Item struct {
	Distance float64
	Rowid    int64

	// Rank decides between equal distances: the smaller one is nearer. It makes
	// the result independent of the order of the offers, as long as no two items
	// have both equal. Use the rowid for ties by rowid, a running number for ties
	// by order of arrival.
	Rank int64
}

// compare orders items from near to far. NaN is nearer than any number.
func compare(a, b Item) int {
	if c := cmp.Compare(a.Distance, b.Distance); c != 0 {
		return c
	}
	return cmp.Compare(a.Rank, b.Rank)
}

// A Collector keeps the k nearest of the items offered to it. It takes memory for
// those that it keeps, not for k. It is not safe for concurrent use: give each
// goroutine its own, and offer the items of all to one of them.
type Collector struct {
	k         int
	threshold float64

	// items is in the order of arrival until it holds k of them, and from then on
	// a heap with the farthest item on top.
	items []Item
}

// New returns a collector of the k nearest items; of none, if k is not positive.
func New(k int) *Collector {
	c := &Collector{k: k, threshold: math.Inf(1)}
	if k <= 0 {
		c.threshold = math.Inf(-1)
	}
	return c
}

// Threshold returns the distance of the farthest item kept, or +Inf while there
// are fewer than k. What is farther needs no offer; an equal distance may still
// win by its rank.
func (c *Collector) Threshold() float64 { return c.threshold }

// Len returns the number of items kept.
func (c *Collector) Len() int { return len(c.items) }

// Offer keeps the item if it is among the k nearest so far, and drops the one that
// is no longer.
func (c *Collector) Offer(item Item) {
	switch {
	case c.k <= 0:
	case len(c.items) < c.k:
		c.items = append(c.items, item)
		if len(c.items) == c.k {
			c.heapify()
		}
	case compare(item, c.items[0]) < 0:
		c.items[0] = item
		c.sink(0)
		c.threshold = c.items[0].Distance
	}
}

// Sorted returns the items kept, the nearest first, and leaves the collector
// empty. The caller owns the slice.
func (c *Collector) Sorted() []Item {
	items := c.items
	*c = *New(c.k)
	slices.SortFunc(items, compare)
	return items
}

func (c *Collector) heapify() {
	for i := len(c.items)/2 - 1; i >= 0; i-- {
		c.sink(i)
	}
	c.threshold = c.items[0].Distance
}

// sink moves the item at i down to where no item below it is farther.
func (c *Collector) sink(i int) {
	items := c.items
	item := items[i]
	for {
		child := 2*i + 1
		if child >= len(items) {
			break
		}
		if child+1 < len(items) && compare(items[child+1], items[child]) > 0 {
			child++
		}
		if compare(items[child], item) <= 0 {
			break
		}
		items[i] = items[child]
		i = child
	}
	items[i] = item
}
