package vector

import (
	"math"
	"math/bits"
	"strconv"
)

// AppendJSONFloat32 appends v to dst as a JSON array of the shortest numbers
// that read back as the same float32. NaN is written as null, and infinities,
// which JSON has no number for, likewise.
func AppendJSONFloat32(dst []byte, v []float32) []byte {
	return appendArray(dst, v, appendShortest)
}

// AppendJSONFixed appends v to dst as a JSON array of numbers with six
// decimals and no blanks: the text of sqlite-vec's vec_to_json, to the byte.
// Numbers are rounded half away from zero, and to 16 significant digits at
// most; NaN is written as null, infinities as Inf and -Inf.
func AppendJSONFixed(dst []byte, v []float32) []byte {
	return appendArray(dst, v, appendFixed)
}

// AppendJSONInt8 appends v to dst as a JSON array of integers without blanks.
func AppendJSONInt8(dst []byte, v []int8) []byte {
	return appendArray(dst, v, func(dst []byte, x int8) []byte {
		return strconv.AppendInt(dst, int64(x), 10)
	})
}

// AppendJSONBit appends the bits of v to dst as a JSON array of 0 and 1 without
// blanks, the lowest bit of each byte first.
func AppendJSONBit(dst []byte, v []byte) []byte {
	dst = append(dst, '[')
	for i, b := range v {
		for j := range 8 {
			if i+j > 0 {
				dst = append(dst, ',')
			}
			dst = append(dst, '0'+b>>j&1)
		}
	}
	return append(dst, ']')
}

func appendArray[T float32 | int8](dst []byte, v []T, appendOne func([]byte, T) []byte) []byte {
	dst = append(dst, '[')
	for i, x := range v {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendOne(dst, x)
	}
	return append(dst, ']')
}

func appendShortest(dst []byte, x float32) []byte {
	if nonFinite(x) != 0 {
		return append(dst, "null"...)
	}
	format := byte('f')
	if size := max(x, -x); size != 0 && (size < 1e-6 || size >= 1e21) {
		format = 'e'
	}
	return strconv.AppendFloat(dst, float64(x), format, -1, 32)
}

// appendFixed appends x as SQLite's printf("%f") writes it.
// See https://sqlite.org/printf.html.
func appendFixed(dst []byte, x float32) []byte {
	switch {
	case x != x:
		return append(dst, "null"...)
	case x > math.MaxFloat32:
		return append(dst, "Inf"...)
	case x < -math.MaxFloat32:
		return append(dst, "-Inf"...)
	}
	if x < 0 {
		dst = append(dst, '-')
		x = -x
	}
	if x >= 1e16 {
		return append(appendRounded16(dst, x), ".000000"...)
	}
	whole, millionths := splitDecimal(x)
	dst = strconv.AppendUint(dst, whole, 10)
	dst = append(dst, '.')
	for unit := uint64(100000); unit > 0; unit /= 10 {
		dst = append(dst, byte('0'+millionths/unit%10))
	}
	return dst
}

// splitDecimal returns x, from 0 to below 2^64, as a whole number and
// millionths, rounded half up. Integers hold every step, so the result is exact.
func splitDecimal(x float32) (whole, millionths uint64) {
	fraction, exponent := math.Frexp(float64(x))
	mantissa, shift := uint64(fraction*(1<<24)), 24-exponent
	if shift <= 0 {
		return mantissa << -shift, 0
	}
	if shift > 63 {
		return 0, 0
	}
	n := (mantissa*1e6 + 1<<(shift-1)) >> shift
	return n / 1e6, n % 1e6
}

// appendRounded16 appends x, at least 1e16, as an integer whose digits after
// the 16th are zeros.
func appendRounded16(dst []byte, x float32) []byte {
	digits, zeros := leadingDigits(x)
	unit := uint64(100)
	if digits >= 1e18 {
		unit = 1000
		zeros++
	}
	dst = strconv.AppendUint(dst, (digits+unit/2)/unit, 10)
	for range zeros + 2 {
		dst = append(dst, '0')
	}
	return dst
}

// leadingDigits returns the first 18 or 19 decimal digits of x, at least 2^53,
// and how many follow or, negative, how many zeros were added to x. Like SQLite
// it multiplies by a power of ten that is cut to 64 bits, so that the last digit
// may be off by one in the same way as SQLite's.
func leadingDigits(x float32) (digits uint64, more int) {
	fraction, exponent := math.Frexp(float64(x))
	more = (exponent-1)*78913>>18 - 17 // log10 of the power of two below x, less 17
	if more <= 0 {
		return uint64(x) * uint64(powersOfTen[-more]), more
	}
	// x/10^more is mantissa * 2^(exponent-64-more) / 5^more.
	five := uint64(1)
	for range more {
		five *= 5
	}
	mantissa, size := uint64(fraction*(1<<32))<<32, bits.Len64(five)
	inverse, _ := bits.Div64(1<<(size-1), 0, five)
	product, _ := bits.Mul64(mantissa, inverse)
	return (product>>(more+size-exponent+62) + 1) >> 1, more
}
