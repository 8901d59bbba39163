package shadow

import "math/bits"

// Bitmap is a set of slots: bit i is bit i%8 of byte i/8.
type Bitmap []byte

// Has reports whether slot i is in the set.
func (b Bitmap) Has(i int) bool { return b[i/8]>>(i%8)&1 == 1 }

// Add puts slot i into the set.
func (b Bitmap) Add(i int) { b[i/8] |= 1 << (i % 8) }

// Remove takes slot i out of the set.
func (b Bitmap) Remove(i int) { b[i/8] &^= 1 << (i % 8) }

// Put adds slot i or removes it.
func (b Bitmap) Put(i int, in bool) {
	if in {
		b.Add(i)
	} else {
		b.Remove(i)
	}
}

// Slots is the number of slots that the set is about.
func (b Bitmap) Slots() int { return 8 * len(b) }

// Empty reports whether no slot is in the set.
func (b Bitmap) Empty() bool {
	for _, x := range b {
		if x != 0 {
			return false
		}
	}
	return true
}

// Count is the number of slots in the set.
func (b Bitmap) Count() (n int) {
	for _, x := range b {
		n += bits.OnesCount8(x)
	}
	return n
}

// FirstFree is the lowest slot that is not in the set, or -1.
func (b Bitmap) FirstFree() int {
	for i, x := range b {
		if x != 0xff {
			return 8*i + bits.TrailingZeros8(^x)
		}
	}
	return -1
}
