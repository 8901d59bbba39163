package main

import (
	"encoding/binary"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// storedValue turns what the driver makes of columns declared as BOOLEAN or as
// a date into one of SQLite's own types: nil, int64, float64, string, []byte.
func storedValue(v any) any {
	switch v := v.(type) {
	case bool:
		if v {
			return int64(1)
		}
		return int64(0)
	case time.Time:
		return formatTime(v)
	}
	return v
}

// formatTime writes a time as SQLite's date functions do.
func formatTime(t time.Time) string {
	if _, offset := t.Zone(); offset != 0 {
		return t.Format("2006-01-02 15:04:05.999999999-07:00")
	}
	return t.Format("2006-01-02 15:04:05.999999999")
}

// A valueStyle says how a stored value is written.
type valueStyle struct {
	null    string
	text    func(string) string
	blob    func([]byte) string
	maxRune int // longer texts are cut; 0 means never
}

func (s valueStyle) format(v any) string {
	switch v := v.(type) {
	case nil:
		return s.null
	case []byte:
		return s.blob(v)
	case string:
		return s.text(s.cut(v))
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return formatFloat(v)
	}
	return fmt.Sprint(v)
}

func (s valueStyle) cut(text string) string {
	if s.maxRune == 0 || len(text) <= s.maxRune {
		return text
	}
	n := 0
	for i := range text {
		if n == s.maxRune {
			return text[:i] + "…"
		}
		n++
	}
	return text
}

// formatFloat writes the shortest text that reads back as x, and always as a
// real number.
func formatFloat(x float64) string {
	if math.Trunc(x) == x && math.Abs(x) < 1e15 {
		return strconv.FormatFloat(x, 'f', 1, 64)
	}
	return strings.TrimPrefix(strconv.FormatFloat(x, 'g', -1, 64), "+") // +Inf
}

// shortBlob writes a blob for people: as a vector if it looks like one, else
// the beginning of its hexadecimal form.
func shortBlob(b []byte) string {
	if v, ok := asVector(b); ok {
		return shortVector(v)
	}
	const most = 16
	if len(b) <= most {
		return wholeBlob(b)
	}
	return fmt.Sprintf("x'%x…' (%d bytes)", b[:most], len(b))
}

// wholeBlob writes a blob as SQL has it.
func wholeBlob(b []byte) string { return fmt.Sprintf("x'%x'", b) }

// asVector reads a blob as little-endian float32 numbers, if all of them are of
// a size that numbers in vectors have; other data hardly ever passes for that.
func asVector(b []byte) ([]float32, bool) {
	if len(b) < 8 || len(b)%4 != 0 {
		return nil, false
	}
	const least, most = 1e-12, 1e6
	v := make([]float32, len(b)/4)
	zero := true
	for i := range v {
		v[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
		size := math.Abs(float64(v[i]))
		if size != 0 && !(size >= least && size <= most) {
			return nil, false
		}
		zero = zero && size == 0
	}
	return v, !zero
}

// shortVector writes the first numbers of a long vector, and all of a short
// one.
func shortVector(v []float32) string {
	const most, shown = 6, 3
	var b strings.Builder
	b.WriteByte('[')
	for i, x := range v {
		if len(v) > most && i == shown {
			fmt.Fprintf(&b, " … %d × float32", len(v))
			break
		}
		if i > 0 {
			b.WriteByte(' ')
		}
		fmt.Fprintf(&b, "%.3g", x)
	}
	b.WriteByte(']')
	return b.String()
}
