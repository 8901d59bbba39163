package definition

import (
	"errors"

	"github.com/nearlite/nearlite/vector"
)

// Vector is a vector column.
type Vector struct {
	Name    string
	Element vector.Element
	Dims    int           // elements, 1 to MaxDims
	Metric  vector.Metric // of KNN queries; always Hamming for bit columns
	Rescore *Rescore      // nil for a flat column, see [Vector.Flat]
}

// Flat reports whether the column has no index: its vectors are those of
// _vector_chunksNN.
func (v Vector) Flat() bool { return v.Rescore == nil }

// BlobSize returns the bytes of a vector of the column. Of bit[N] it is N/8
// rounded down, as in the files of sqlite-vec: where N is no multiple of 8 no
// value fits the column, and its chunks are that short.
func (v Vector) BlobSize() int { return blobSize(v.Element, v.Dims) }

// CodeSize returns the bytes of a quantised vector of a rescore column, and 0
// for a flat one.
func (v Vector) CodeSize() int {
	if v.Flat() {
		return 0
	}
	return blobSize(v.Rescore.Quantizer, v.Dims)
}

func blobSize(e vector.Element, dims int) int {
	if e == vector.Bit {
		return dims / 8
	}
	return e.BlobSize(dims)
}

// errMalformed tells of an argument that is a vector column and not a right one.
var errMalformed = errors.New("malformed vector column")

// addVector reads NAME TYPE[N] and the options of the column.
func (t *Table) addVector(arg string) (bool, error) {
	v, ok, err := parseVector(arg)
	if errors.Is(err, errMalformed) {
		err = messagef("could not parse vector column '%s'", arg)
	}
	if !ok || err != nil {
		return false, err
	}
	if len(t.Vectors) == MaxVectors {
		return false, messagef("Too many provided vector columns, maximum %d", MaxVectors)
	}
	if v.Dims > MaxDims {
		return false, messagef("Dimension on vector column too large, provided %d, maximum %d", v.Dims, MaxDims)
	}
	addColumn(t, KindVector, &t.Vectors, v)
	return true, checkColumnName(v.Name, arg)
}

// parseVector reports false for an argument that is no vector column.
func parseVector(arg string) (v Vector, ok bool, err error) {
	s := scanner{rest: arg}
	if !s.allow(identifier) {
		return v, false, nil
	}
	v.Name = s.last.text
	if !s.expect(identifier) {
		return v, false, nil
	}
	if v.Element, ok = elementOf(s.last); !ok {
		return v, false, nil
	}
	if !s.allow(leftBracket) {
		return v, false, nil
	}
	if !s.allow(digits) {
		return v, false, errMalformed
	}
	if v.Dims = s.last.number(); v.Dims <= 0 {
		return v, false, errMalformed
	}
	if !s.allow(rightBracket) {
		return v, false, errMalformed
	}
	if v.Element == vector.Bit {
		v.Metric = vector.Hamming
	}
	return v, true, v.parseOptions(&s)
}

// elementOf is the element type that a token starts with.
func elementOf(t token) (vector.Element, bool) {
	switch {
	case t.startsWith("float", "f32"):
		return vector.Float32, true
	case t.startsWith("int8", "i8"):
		return vector.Int8, true
	case t.startsWith("bit"):
		return vector.Bit, true
	}
	return 0, false
}

// parseOptions reads what follows the type, in any order; of two options of one
// name the last counts.
func (v *Vector) parseOptions(s *scanner) error {
	for {
		switch s.next() {
		case foundEnd:
			return nil
		case foundNone:
			return errMalformed
		}
		var err error
		switch option := s.last; {
		case option.is("distance_metric"):
			err = v.parseMetric(s)
		case option.is("indexed"):
			err = v.parseIndex(s)
		default:
			err = errMalformed
		}
		if err != nil {
			return err
		}
	}
}

// parseMetric reads =METRIC. Bit vectors have no choice of it.
func (v *Vector) parseMetric(s *scanner) error {
	if v.Element == vector.Bit || !s.allow(equals) || !s.allow(identifier) {
		return errMalformed
	}
	for _, m := range []vector.Metric{vector.L2, vector.L1, vector.Cosine} {
		if s.last.is(m.String()) {
			v.Metric = m
			return nil
		}
	}
	return errMalformed
}
