package vector

import "testing"

func TestFormatErrorSaysWhatToDo(t *testing.T) {
	tests := []struct {
		err  FormatError
		want string
	}{
		{FormatError{Kind: FormatEmpty, Element: Bit}, "vector: empty bit vector: give at least one element"},
		{FormatError{Kind: FormatBlobLength, Length: 7}, "vector: a float32 blob of 7 bytes: the length must be a multiple of 4"},
		{FormatError{Kind: FormatNaN, Index: 3}, "vector: float32 element 3 is NaN: replace it with a finite number"},
		{FormatError{Kind: FormatInf, Index: 3}, "vector: float32 element 3 is infinite: the largest float32 is about 3.4e38"},
		{FormatError{Kind: FormatNoBracket, Element: Int8}, "vector: int8 text does not start with '[': write it as a JSON array such as [1, 2, 3]"},
		{FormatError{Kind: FormatSyntax, Index: 1, Offset: 4}, "vector: float32 text has no number at byte 4 (element 1): write it as a JSON array such as [1, 2, 3]"},
		{FormatError{Kind: FormatNumberRange, Index: 1, Offset: 4}, "vector: float32 element 1 at byte 4 is too large or too close to zero to be read: write a number in range, or 0"},
		{FormatError{Kind: FormatInt8Range, Element: Int8, Index: 1, Offset: 4}, "vector: int8 element 1 at byte 4 is out of range: int8 elements go from -128 to 127"},
		{FormatError{Kind: FormatBitRange, Element: Bit, Index: 1, Offset: 4}, "vector: bit element 1 at byte 4 is neither 0 nor 1"},
		{FormatError{Kind: FormatBitLength, Element: Bit, Index: 9}, "vector: bit vector of 9 dimensions: give a multiple of 8"},
	}
	for _, tt := range tests {
		if got := tt.err.Error(); got != tt.want {
			t.Errorf("%q, want %q", got, tt.want)
		}
	}
}
