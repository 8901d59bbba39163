package embed

// The kinds of hashed strings, as the states that [hashBytes] begins with.
const (
	seedWord uint64 = (iota + 1) << 56
	seedGram
	seedText
)

// hashBytes continues the FNV-1a hash h with b. The result is meant for [mix],
// or for more bytes.
//
// Source: https://www.rfc-editor.org/rfc/rfc9923
func hashBytes[T []byte | string](h uint64, b T) uint64 {
	for i := range len(b) {
		h = (h ^ uint64(b[i])) * 0x100000001B3
	}
	return h
}

// mix spreads the bits of h over all 64. It is the finalizer of SplitMix64.
//
// Source: Steele, Lea and Flood, "Fast splittable pseudorandom number
// generators" (2014).
func mix(h uint64) uint64 {
	h = (h ^ h>>30) * 0xBF58476D1CE4E5B9
	h = (h ^ h>>27) * 0x94D049BB133111EB
	return h ^ h>>31
}
