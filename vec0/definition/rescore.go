package definition

import "github.com/nearlite/nearlite/vector"

// Rescore is the index of a float32 column: its quantised vectors are scanned,
// and the exact distance decides among the best of them.
type Rescore struct {
	Quantizer  vector.Element // Bit or Int8
	Oversample int            // candidates for each row wanted, 1 to MaxOversample
}

// Limits of a rescore index.
const (
	DefaultOversample = 8
	MaxOversample     = 128
)

// parseRescore reads (quantizer=Q, oversample=N).
func (v *Vector) parseRescore(s *scanner) error {
	if v.Element != vector.Float32 || !s.expect(leftParenthesis) {
		return errMalformed
	}
	r := Rescore{Oversample: DefaultOversample}
	quantized := false
	for s.expect(identifier) {
		option := s.last
		if !s.expect(equals) || s.next() != foundToken {
			return errMalformed
		}
		switch {
		case option.is("quantizer"):
			quantized = r.setQuantizer(s.last)
			if !quantized {
				return errMalformed
			}
		case !option.is("oversample") || !r.setOversample(s.last):
			return errMalformed
		}
		if !s.expect(comma) {
			break
		}
	}
	if s.last.kind != rightParenthesis || !quantized {
		return errMalformed
	}
	if r.Quantizer == vector.Bit && v.Dims%8 != 0 {
		return errMalformed
	}
	v.Rescore = &r
	return nil
}

func (r *Rescore) setQuantizer(t token) bool {
	switch {
	case t.kind != identifier:
		return false
	case t.is("bit"):
		r.Quantizer = vector.Bit
	case t.is("int8"):
		r.Quantizer = vector.Int8
	default:
		return false
	}
	return true
}

func (r *Rescore) setOversample(t token) bool {
	r.Oversample = t.number()
	return t.kind == digits && r.Oversample >= 1 && r.Oversample <= MaxOversample
}
