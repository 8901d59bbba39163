package topk

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// nearest is the oracle: sort everything, take k.
func nearest(items []Item, k int) []Item {
	sorted := slices.Clone(items)
	slices.SortFunc(sorted, compare)
	return sorted[:min(max(k, 0), len(sorted))]
}

func TestCollectorKeepsWhatASortWould(t *testing.T) {
	seed := rand.Uint64()
	r := rand.New(rand.NewPCG(seed, 0))
	for range 2000 {
		n, k := r.IntN(300), r.IntN(60)-1
		items := make([]Item, n)
		for i := range items {
			// Few distances make many ties.
			items[i] = Item{Distance: float64(r.IntN(20)), Rowid: r.Int64(), Rank: int64(i)}
		}
		r.Shuffle(n, func(i, j int) { items[i], items[j] = items[j], items[i] })
		c := New(k)
		for i, item := range items {
			// Use the threshold as callers do.
			if item.Distance > c.Threshold() {
				continue
			}
			c.Offer(item)
			if c.Len() > max(k, 0) {
				t.Fatalf("seed %d: %d items kept after %d offers, k = %d", seed, c.Len(), i+1, k)
			}
		}
		if got, want := c.Sorted(), nearest(items, k); !slices.Equal(got, want) {
			t.Fatalf("seed %d: n = %d, k = %d:\ngot  %v\nwant %v", seed, n, k, got, want)
		}
	}
}

func TestThresholdIsTheFarthestKept(t *testing.T) {
	c := New(2)
	for _, step := range []struct{ offer, threshold float64 }{
		{5, math.Inf(1)},
		{7, 7},
		{9, 7},
		{6, 6},
		{1, 5},
		{5, 5},
	} {
		c.Offer(Item{Distance: step.offer})
		if got := c.Threshold(); got != step.threshold {
			t.Errorf("after %v: threshold %v, want %v", step.offer, got, step.threshold)
		}
	}
	if got := New(0).Threshold(); got != math.Inf(-1) {
		t.Errorf("k = 0: threshold %v, want -Inf", got)
	}
}

// Tables that are scanned in chunks may want the earlier chunk first and, inside of
// a chunk, the later slot.
func TestRankOrdersTiesByChunkAndSlot(t *testing.T) {
	const slots = 8
	for _, test := range []struct {
		k    int
		want []int64
	}{
		{5, []int64{8, 7, 6, 5, 4}},
		{20, []int64{8, 7, 6, 5, 4, 3, 2, 1, 16, 15, 14, 13, 12, 11, 10, 9, 20, 19, 18, 17}},
	} {
		t.Run(fmt.Sprint(test.k), func(t *testing.T) {
			c := New(test.k)
			for i := range int64(20) {
				chunk, slot := i/slots, i%slots
				c.Offer(Item{Rowid: i + 1, Rank: chunk*slots + slots - 1 - slot})
			}
			var got []int64
			for _, item := range c.Sorted() {
				got = append(got, item.Rowid)
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}

func TestNaNIsNearest(t *testing.T) {
	nan := math.NaN()
	c := New(3)
	for i, d := range []float64{2, nan, math.Inf(-1), nan, 1, nan} {
		if !(d > c.Threshold()) {
			c.Offer(Item{Distance: d, Rowid: int64(i), Rank: int64(i)})
		}
	}
	var got []int64
	for _, item := range c.Sorted() {
		got = append(got, item.Rowid)
	}
	if want := []int64{1, 3, 5}; !slices.Equal(got, want) {
		t.Errorf("got rows %v, want %v", got, want)
	}
}

func TestSortedLeavesAnEmptyCollector(t *testing.T) {
	c := New(1)
	c.Offer(Item{Distance: 1, Rowid: 1})
	first := c.Sorted()
	if c.Len() != 0 || c.Threshold() != math.Inf(1) {
		t.Errorf("%d items, threshold %v", c.Len(), c.Threshold())
	}
	c.Offer(Item{Distance: 2, Rowid: 2})
	if second := c.Sorted(); first[0].Rowid != 1 || second[0].Rowid != 2 {
		t.Errorf("got %v, then %v", first, second)
	}
}

func TestOffersDoNotAllocate(t *testing.T) {
	c := New(100)
	for i := range 100 {
		c.Offer(Item{Distance: float64(i)})
	}
	d := 100.0
	if n := testing.AllocsPerRun(1000, func() { d -= 0.5; c.Offer(Item{Distance: d}) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkOffer(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	const n = 100_000
	distances := make([]float64, n)
	for i := range distances {
		distances[i] = r.Float64()
	}
	for _, k := range []int{10, 100, 10_000, 1_000_000} {
		b.Run(fmt.Sprintf("k=%d/n=%d", k, n), func(b *testing.B) {
			for b.Loop() {
				c := New(k)
				for i, d := range distances {
					if d > c.Threshold() {
						continue
					}
					c.Offer(Item{Distance: d, Rowid: int64(i), Rank: int64(i)})
				}
				c.Sorted()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/candidate")
		})
	}
}
