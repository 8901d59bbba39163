package vecutil

import (
	"math"
	"testing"
)

func TestFuseAddsReciprocalRanks(t *testing.T) {
	first := []scored{{1, 9}, {2, 8}, {3, 7}}
	second := []scored{{3, 0.5}, {1, 0.4}}
	got := fuse(first, second)
	best := 2.0 / (rankConstant + 1)
	want := []scored{
		{1, (1.0/(rankConstant+1) + 1.0/(rankConstant+2)) / best},
		{3, (1.0/(rankConstant+3) + 1.0/(rankConstant+1)) / best},
		{2, 1.0 / (rankConstant + 2) / best},
	}
	if len(got) != len(want) {
		t.Fatalf("got %v", got)
	}
	for i := range want {
		if got[i].chunk != want[i].chunk || math.Abs(got[i].score-want[i].score) > 1e-12 {
			t.Errorf("place %d: got %v, want %v", i, got[i], want[i])
		}
	}
}

func TestFuseOfOneRankingKeepsItsOrder(t *testing.T) {
	got := fuse(nil, []scored{{5, 1}, {4, 1}})
	if len(got) != 2 || got[0].chunk != 5 || got[0].score != 1 || got[1].chunk != 4 {
		t.Errorf("got %v", got)
	}
}

func TestFuseBreaksTiesByChunk(t *testing.T) {
	got := fuse([]scored{{7, 1}}, []scored{{2, 1}})
	if got[0].chunk != 2 || got[1].chunk != 7 || got[0].score != 0.5 {
		t.Errorf("got %v", got)
	}
}
