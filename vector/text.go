package vector

// ParseFloat32 appends the elements of a JSON array to dst, and returns the
// longer slice; on error it returns dst as it was, and a [*FormatError]. Nothing
// is allocated if dst has room.
//
// It reads what sqlite-vec reads. Each element is what C's strtod takes:
// decimal, hexadecimal as in 0x1.8p3, with a leading '+' or point if need be. It
// is rounded to float64, then to float32, and must be finite. Between elements
// stands any run, even an empty one, of blanks and commas. The array ends with
// ']', after which everything is ignored, or with the text.
func ParseFloat32(dst []float32, text []byte) ([]float32, error) {
	return parseArray(dst, text, Float32, scanFloat32)
}

// ParseInt8 appends the elements of a JSON array of integers from -128 to 127
// to dst. It is to int8 what [ParseFloat32] is to float32; each element is what
// C's strtol takes in base 10.
func ParseInt8(dst []int8, text []byte) ([]int8, error) {
	return parseArray(dst, text, Int8, scanInt8)
}

// parseBits returns the packed bits of a JSON array of 0 and 1, whose length is
// a multiple of 8. sqlite-vec has no text of bit vectors; the leniencies are
// those of [ParseInt8].
func parseBits(text []byte) ([]byte, error) {
	bits, err := parseArray(nil, text, Bit, scanBit)
	if err != nil {
		return nil, err
	}
	if len(bits)%8 != 0 {
		return nil, &FormatError{Kind: FormatBitLength, Element: Bit, Index: len(bits), Length: len(text)}
	}
	return AppendBinaryInt8(nil, bits), nil
}

// parseArray reads elements with scan, which is given the text that follows
// and returns an element, how many bytes it took (0 if there is no number), and
// what is wrong with the element (0 if nothing is).
func parseArray[T float32 | int8](dst []T, text []byte, e Element, scan func([]byte) (T, int, FormatKind)) ([]T, error) {
	start := len(dst)
	fail := func(kind FormatKind, offset int) ([]T, error) {
		return dst[:start], &FormatError{Kind: kind, Element: e, Index: len(dst) - start, Offset: offset, Length: len(text)}
	}
	if len(text) == 0 {
		return fail(FormatEmpty, 0)
	}
	i := 0
	for i < len(text) && isJSONSpace(text[i]) {
		i++
	}
	if i == len(text) || text[i] != '[' {
		return fail(FormatNoBracket, i)
	}
	for i++; i < len(text); {
		x, n, kind := scan(text[i:])
		if kind != 0 {
			return fail(kind, i)
		}
		if n == 0 {
			if text[i] != ']' {
				return fail(FormatSyntax, i)
			}
			break
		}
		dst = append(dst, x)
		i += n
		for i < len(text) && (text[i] == ',' || isJSONSpace(text[i])) {
			i++
		}
		if i < len(text) && text[i] == ']' {
			break
		}
	}
	if len(dst) == start {
		return fail(FormatEmpty, i)
	}
	return dst, nil
}

func isJSONSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }
