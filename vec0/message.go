package vec0

import (
	"errors"
	"fmt"

	"github.com/nearlite/nearlite/vector"
)

// message is an error text of sqlite-vec's, to the letter: programs compare it.
type message string

func (m message) Error() string { return string(m) }

// messagef is a message with values filled in.
func messagef(format string, args ...any) error { return message(fmt.Sprintf(format, args...)) }

var errZeroLength error = message("zero-length vectors are not supported.")

// messageOf gives an error of the vector package the text that sqlite-vec has
// for it.
func messageOf(err error) error {
	if err == nil {
		return nil
	}
	var f *vector.FormatError
	if !errors.As(err, &f) {
		return err
	}
	switch f.Kind {
	case vector.FormatEmpty:
		return errZeroLength
	case vector.FormatBlobLength:
		return messagef("invalid float32 vector BLOB length. Must be divisible by 4, found %d", f.Length)
	case vector.FormatNaN:
		return messagef("invalid float32 vector: element %d is NaN", f.Index)
	case vector.FormatInf:
		return messagef("invalid float32 vector: element %d is Inf", f.Index)
	case vector.FormatNoBracket:
		return message("JSON array parsing error: Input does not start with '['")
	case vector.FormatInt8Range:
		return message("JSON parsing error: value out of range for int8")
	default:
		return message("JSON parsing error")
	}
}
