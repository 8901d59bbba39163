package vector

import (
	"math"
	"strconv"
	"unsafe"
)

// scanFloat32 reads the number at the start of s. n is its length in bytes with
// the white space before it, and 0 if there is none.
func scanFloat32(s []byte) (x float32, n int, kind FormatKind) {
	d, n, inRange := scanFloat(s)
	if !inRange {
		return 0, n, FormatNumberRange
	}
	x = float32(d)
	return x, n, nonFinite(x)
}

// scanFloat reads the longest prefix of s that C's strtod takes in the "C"
// locale. inRange is false where strtod sets ERANGE and returns zero or an
// infinity; a subnormal result is in range.
func scanFloat(s []byte) (x float64, n int, inRange bool) {
	start := skipSpace(s)
	i := start
	if i < len(s) && (s[i] == '+' || s[i] == '-') {
		i++
	}
	if isHexFloat(s[i:]) {
		return scanHex(s, start, i+2)
	}
	d := scanDecimal(s, i)
	if d.digits == 0 {
		return scanWord(s, start)
	}
	end := scanExponent(s, d.end, 'e')
	if end == d.end && d.digits <= exactDigits {
		x = float64(d.mantissa) / powersOfTen[d.fraction]
		if s[start] == '-' {
			x = -x
		}
		return x, end, true
	}
	x, err := strconv.ParseFloat(unsafeString(s[start:end]), 64)
	return x, end, err == nil && !(x == 0 && d.nonzero)
}

// exactDigits is the number of decimal digits that a float64 always holds. As
// powers of ten up to 1e22 are exact too, one division then rounds correctly
// (W. D. Clinger, How to read floating point numbers accurately, PLDI 1990).
const exactDigits = 15

var powersOfTen = [exactDigits + 1]float64{1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15}

// decimal is an unsigned decimal number without exponent.
type decimal struct {
	mantissa uint64 // all digits as an integer; meaningless beyond 19 digits
	digits   int    // how many there are, leading zeros included
	fraction int    // how many of them follow the point
	nonzero  bool   // whether one of them is not 0
	end      int    // where the number ends in the text
}

// scanDecimal reads digits with at most one point among them, from s[i:].
func scanDecimal(s []byte, i int) decimal {
	var d decimal
	point := -1
	start := i
	for ; i < len(s); i++ {
		if c := s[i] - '0'; c <= 9 {
			d.mantissa = 10*d.mantissa + uint64(c)
			d.nonzero = d.nonzero || c != 0
		} else if s[i] == '.' && point < 0 {
			point = i
		} else {
			break
		}
	}
	d.end, d.digits = i, i-start
	if point >= 0 {
		d.digits--
		d.fraction = i - point - 1
	}
	return d
}

// scanHex reads a hexadecimal number whose sign is at start and whose digits
// are at i.
func scanHex(s []byte, start, i int) (x float64, n int, inRange bool) {
	nonzero, point := false, false
	for ; i < len(s); i++ {
		if isHexDigit(s[i]) {
			nonzero = nonzero || s[i] != '0'
		} else if s[i] == '.' && !point {
			point = true
		} else {
			break
		}
	}
	end := scanExponent(s, i, 'p')
	text := string(s[start:end])
	if end == i {
		text += "p0" // strconv wants the exponent that C leaves out
	}
	x, err := strconv.ParseFloat(text, 64)
	return x, end, err == nil && !(x == 0 && nonzero)
}

// scanWord reads an infinity or a NaN. Neither can be an element, so the
// remainder of a longer spelling, as of "infinity" or "nan(1)", is left unread.
func scanWord(s []byte, start int) (x float64, n int, inRange bool) {
	i, sign := start, 1
	if i < len(s) && (s[i] == '+' || s[i] == '-') {
		if s[i] == '-' {
			sign = -1
		}
		i++
	}
	if len(s)-i < 3 {
		return 0, 0, true
	}
	switch string([]byte{s[i] | 0x20, s[i+1] | 0x20, s[i+2] | 0x20}) {
	case "inf":
		return math.Inf(sign), i + 3, true
	case "nan":
		return math.NaN(), i + 3, true
	}
	return 0, 0, true
}

// scanExponent returns the end of the exponent at s[i:], which is i if letter
// is not followed by a number.
func scanExponent(s []byte, i int, letter byte) int {
	j := i
	if j == len(s) || s[j]|0x20 != letter {
		return i
	}
	j++
	if j < len(s) && (s[j] == '+' || s[j] == '-') {
		j++
	}
	if j == len(s) || !isDigit(s[j]) {
		return i
	}
	for j < len(s) && isDigit(s[j]) {
		j++
	}
	return j
}

// isHexFloat reports whether s starts with 0x and a hexadecimal digit, with a
// point between them at most. Otherwise the 0 stands alone.
func isHexFloat(s []byte) bool {
	if len(s) < 3 || s[0] != '0' || s[1]|0x20 != 'x' {
		return false
	}
	return isHexDigit(s[2]) || s[2] == '.' && len(s) > 3 && isHexDigit(s[3])
}

// scanInt8 reads the number at the start of s as C's strtol does in base 10. n
// is its length in bytes with the white space before it, and 0 if there is none.
func scanInt8(s []byte) (x int8, n int, kind FormatKind) {
	i := skipSpace(s)
	start := i
	if i < len(s) && (s[i] == '+' || s[i] == '-') {
		i++
	}
	first := i
	for i < len(s) && isDigit(s[i]) {
		i++
	}
	if i == first {
		return 0, 0, 0
	}
	v, err := strconv.ParseInt(unsafeString(s[start:i]), 10, 64)
	switch {
	case err != nil:
		return 0, i, FormatNumberRange
	case v < math.MinInt8 || v > math.MaxInt8:
		return 0, i, FormatInt8Range
	}
	return int8(v), i, 0
}

// scanBit is scanInt8 for an element of a bit vector.
func scanBit(s []byte) (x int8, n int, kind FormatKind) {
	x, n, kind = scanInt8(s)
	if kind == FormatInt8Range || x != 0 && x != 1 {
		kind = FormatBitRange
	}
	return x, n, kind
}

// skipSpace returns the number of bytes at the start of s that C's isspace
// holds for; they are more than JSON's.
func skipSpace(s []byte) int {
	i := 0
	for i < len(s) && (s[i] == ' ' || '\t' <= s[i] && s[i] <= '\r') {
		i++
	}
	return i
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isHexDigit(c byte) bool {
	return isDigit(c) || 'a' <= c|0x20 && c|0x20 <= 'f'
}

// unsafeString views b as a string, for the length of a call that does not
// keep it.
func unsafeString(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }
