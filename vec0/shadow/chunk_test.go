package shadow

import (
	"bytes"
	"math/rand/v2"
	"testing"
)

// TestRunAgainstABlob writes slots in any order, each by a run, which is written
// out where it cannot take the slot, and holds the outcome to writing each slot
// at once.
func TestRunAgainstABlob(t *testing.T) {
	seed := rand.Uint64()
	random := rand.New(rand.NewPCG(seed, 0))
	const slots, size = 32, 3
	var r run
	got, want := make([]byte, slots*size), make([]byte, slots*size)
	written := 0
	write := func() {
		copy(got[r.from*size:r.to*size], r.data)
		r.from, r.to, r.data = 0, 0, r.data[:0]
		written++
	}
	at := 0
	for i := range 5000 {
		if at++; random.IntN(4) == 0 || at >= slots {
			at = random.IntN(slots)
		}
		slot := []byte{byte(i), byte(i >> 8), byte(random.Uint32())}
		if !r.takes(at) {
			write()
		}
		r.put(at, slot)
		copy(want[at*size:], slot)
		if len(r.data) != (r.to-r.from)*size || r.from < 0 || r.to > slots {
			t.Fatalf("seed %d, step %d: %d bytes for the slots %d to %d", seed, i, len(r.data), r.from, r.to)
		}
	}
	write()
	if !bytes.Equal(got, want) {
		t.Errorf("seed %d:\n got %x\nwant %x", seed, got, want)
	}
	if written > 2500 {
		t.Errorf("seed %d: %d writes for 5000 slots that mostly follow each other", seed, written)
	}
}

func TestRunTakesWhatAdjoinsIt(t *testing.T) {
	var r run
	slot := []byte{1}
	if !r.takes(5) {
		t.Error("an empty run does not take a slot")
	}
	r.put(5, slot)
	r.put(6, slot)
	for i, want := range map[int]bool{4: false, 5: true, 6: true, 7: true, 8: false} {
		if r.takes(i) != want {
			t.Errorf("slots 5 and 6 and then %d: %v, want %v", i, r.takes(i), want)
		}
	}
}
