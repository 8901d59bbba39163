package shadow

import (
	"math/rand/v2"
	"testing"
)

// TestBitmapAgainstASet does random things to a bitmap and to a map.
func TestBitmapAgainstASet(t *testing.T) {
	seed := rand.Uint64()
	random := rand.New(rand.NewPCG(seed, 0))
	for _, bytes := range []int{1, 2, 8, 13, 512} {
		b, set := make(Bitmap, bytes), map[int]bool{}
		for range 2000 {
			switch i := random.IntN(b.Slots()); random.IntN(4) {
			case 0:
				b.Add(i)
				set[i] = true
			case 1:
				b.Remove(i)
				delete(set, i)
			case 2:
				in := random.IntN(3) > 0
				b.Put(i, in)
				if delete(set, i); in {
					set[i] = true
				}
			default: // the lowest free one, as rows are inserted
				if i = b.FirstFree(); i >= 0 {
					b.Add(i)
					set[i] = true
				}
			}
			checkBitmap(t, b, set)
			if t.Failed() {
				t.Fatalf("seed %d", seed)
			}
		}
	}
}

func checkBitmap(t *testing.T, b Bitmap, set map[int]bool) {
	t.Helper()
	free := -1
	for i := range b.Slots() {
		if b.Has(i) != set[i] {
			t.Errorf("slot %d: %v, want %v", i, b.Has(i), set[i])
		}
		if free < 0 && !set[i] {
			free = i
		}
	}
	if b.FirstFree() != free || b.Count() != len(set) || b.Empty() != (len(set) == 0) {
		t.Errorf("first free slot %d, %d slots in use, empty %v; want %d, %d", b.FirstFree(), b.Count(), b.Empty(), free, len(set))
	}
}

// TestBitmapOrder holds the order of the bits to that in files.
func TestBitmapOrder(t *testing.T) {
	b := make(Bitmap, 2)
	b.Add(0)
	b.Add(3)
	b.Add(15)
	if b[0] != 0x09 || b[1] != 0x80 {
		t.Errorf("slots 0, 3 and 15 are %x", []byte(b))
	}
}
