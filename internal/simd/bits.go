package simd

// Bits are packed 8 to a byte; their order inside of a byte does not matter here.
// Counts are ints: on a machine of 32 bits they hold for vectors below 256 MiB.

// Hamming returns the number of bits in which a and b differ.
func Hamming(a, b []byte) int { return active.Hamming(a, b) }

// AndPopcount returns the number of bits that are set in both a and b.
func AndPopcount(a, b []byte) int { return active.AndPopcount(a, b) }

// HammingMany sets out[i] to [Hamming] of q and row i.
// len(rows) == len(q)*len(out).
func HammingMany(q, rows []byte, out []int) { active.HammingMany(q, rows, out) }

// AndPopcountMany sets out[i] to [AndPopcount] of q and row i.
// len(rows) == len(q)*len(out).
func AndPopcountMany(q, rows []byte, out []int) { active.AndPopcountMany(q, rows, out) }

func (t *tier) Hamming(a, b []byte) int {
	if len(a) == len(b) && len(a) <= blockBits {
		return t.hamming(a, b)
	}
	return sum(t.hamming, a, b, blockBits)
}

func (t *tier) HammingMany(q, rows []byte, out []int) {
	many(t.hamming, t.hammingMany, q, rows, out, blockBits)
}

func (t *tier) AndPopcount(a, b []byte) int {
	if len(a) == len(b) && len(a) <= blockBits {
		return t.andPopcount(a, b)
	}
	return sum(t.andPopcount, a, b, blockBits)
}

func (t *tier) AndPopcountMany(q, rows []byte, out []int) {
	many(t.andPopcount, t.andPopcountMany, q, rows, out, blockBits)
}
