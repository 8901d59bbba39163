package embed

import "math"

// projection is a sum of features, each a sparse random vector. It is summed
// in integers, so that neither the order nor the processor makes a difference.
type projection [hashDims]int64

// add adds the vector of the feature with this hash, times weight: eight
// coordinates, each plus or minus weight.
func (p *projection) add(hash uint64, weight int64) {
	for range 2 {
		hash = mix(hash + 0x9E3779B97F4A7C15)
		for shift := 0; shift < 64; shift += 16 {
			draw := hash >> shift & 0xFFFF
			sign := 1 - 2*int64(draw&1)
			p[draw*hashDims>>16] += sign * weight
		}
	}
}

// addUnique adds a vector of a direction that no other text has, as long as
// that of a feature of this weight that occurs once.
func (p *projection) addUnique(text string, weight int64) {
	const parts = 16
	hash := hashBytes(seedText, text)
	for i := range uint64(parts) {
		p.add(mix(hash+i), weight*saturateOne/4) // 4 is the square root of parts
	}
}

// normalize writes p, scaled to the Euclidean length 1, to vector. p must not
// be zero.
func (p *projection) normalize(vector []float32) {
	var sum float64
	for _, x := range p {
		sum += float64(float64(x) * float64(x)) // the conversion forbids a fused addition
	}
	norm := math.Sqrt(sum)
	for i, x := range p {
		vector[i] = float32(float64(x) / norm)
	}
}
