package vector

import (
	"errors"
	"fmt"
	"strings"
)

// Errors of [Distance], [Vector.Normalize], [CosineSimilarity] and
// [L2Distance]. Each is wrapped with what was found.
var (
	// ErrElementMismatch is returned when two vectors have different element
	// types.
	ErrElementMismatch = errors.New("vectors have different element types")

	// ErrDimensionMismatch is returned when two vectors have different lengths.
	ErrDimensionMismatch = errors.New("vectors have different dimensions")

	// ErrUnsupportedElement is returned when a metric or an operation is not
	// defined for an element type.
	ErrUnsupportedElement = errors.New("element type is not supported")

	// ErrEmptyVector is returned when a vector has no elements.
	ErrEmptyVector = errors.New("vector has no elements")

	// ErrZeroVector is returned when a direction is asked of a vector whose
	// elements are all zero.
	ErrZeroVector = errors.New("vector is zero and has no direction")
)

// FormatKind says what is wrong with the bytes or the text of a vector. Each
// refusal of sqlite-vec's readers has a kind of its own, so that its message can
// be made from it.
type FormatKind uint8

// What can be wrong with a vector.
const (
	FormatEmpty       FormatKind = iota + 1 // no element, or no input at all
	FormatBlobLength                        // blob is not a whole number of elements
	FormatNaN                               // element Index is not a number
	FormatInf                               // element Index is infinite as a float32
	FormatNoBracket                         // text does not start with '['
	FormatSyntax                            // no number where one must be
	FormatNumberRange                       // number overflows or underflows a float64, or overflows an int64
	FormatInt8Range                         // number is not in -128..127
	FormatBitRange                          // element of a bit vector is neither 0 nor 1
	FormatBitLength                         // bit vector's dimensions, Index, are not a multiple of 8
)

// FormatError reports bytes or text that are no vector.
type FormatError struct {
	Kind    FormatKind
	Element Element // the element type that was read
	Index   int     // 0-based element at which reading stopped
	Offset  int     // byte of the text at which reading stopped; 0 for blobs
	Length  int     // length of the input in bytes; 0 if it was a slice of numbers
}

// Error describes what was found and what to do about it.
func (e *FormatError) Error() string {
	switch e.Kind {
	case FormatEmpty:
		return fmt.Sprintf("vector: empty %s vector: give at least one element", e.Element)
	case FormatBlobLength:
		return fmt.Sprintf("vector: a %s blob of %d bytes: the length must be a multiple of %d",
			e.Element, e.Length, e.Element.BlobSize(1))
	case FormatNaN:
		return fmt.Sprintf("vector: %s element %d is NaN: replace it with a finite number", e.Element, e.Index)
	case FormatInf:
		return fmt.Sprintf("vector: %s element %d is infinite: the largest float32 is about 3.4e38", e.Element, e.Index)
	case FormatNoBracket:
		return fmt.Sprintf("vector: %s text does not start with '[': write it as a JSON array such as [1, 2, 3]", e.Element)
	case FormatSyntax:
		return fmt.Sprintf("vector: %s text has no number at byte %d (element %d): write it as a JSON array such as [1, 2, 3]",
			e.Element, e.Offset, e.Index)
	case FormatNumberRange:
		return fmt.Sprintf("vector: %s element %d at byte %d is too large or too close to zero to be read: write a number in range, or 0",
			e.Element, e.Index, e.Offset)
	case FormatInt8Range:
		return fmt.Sprintf("vector: int8 element %d at byte %d is out of range: int8 elements go from -128 to 127",
			e.Index, e.Offset)
	case FormatBitRange:
		return fmt.Sprintf("vector: bit element %d at byte %d is neither 0 nor 1", e.Index, e.Offset)
	case FormatBitLength:
		return fmt.Sprintf("vector: bit vector of %d dimensions: give a multiple of 8", e.Index)
	}
	return fmt.Sprintf("vector: malformed %s vector (kind %d)", e.Element, e.Kind)
}

func elementMismatch(a, b Element) error {
	return fmt.Errorf("vector: %w: %s and %s; convert one of them", ErrElementMismatch, a, b)
}

func dimensionMismatch(a, b int) error {
	return fmt.Errorf("vector: %w: %d and %d; compare vectors of one embedding model", ErrDimensionMismatch, a, b)
}

func unsupportedElement(m Metric, e Element) error {
	var known []string
	for metric, name := range metricNames {
		if Metric(metric).Supports(e) {
			known = append(known, name)
		}
	}
	return fmt.Errorf("vector: %s distance: %w: %s; use %s", m, ErrUnsupportedElement, e, strings.Join(known, ", "))
}
