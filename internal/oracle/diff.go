package oracle

import (
	"bytes"
	"fmt"
	"math"
)

// Tolerance is how far two REAL values may lie apart: by Relative times the
// greater one, or by Absolute. The zero value asks for equal ones.
type Tolerance struct{ Relative, Absolute float64 }

// Diff says how got differs from want, and is empty if it does not. Values
// must agree in type, errors in text and code; rows before an error do not
// count.
func (t Tolerance) Diff(want, got Answer) string {
	switch {
	case want.Error != got.Error || want.Code != got.Code:
		return fmt.Sprintf("got %s\nwant %s", got, want)
	case want.Error != "":
		return ""
	case len(want.Rows) != len(got.Rows):
		return fmt.Sprintf("got %d rows, want %d\ngot %s\nwant %s", len(got.Rows), len(want.Rows), got, want)
	}
	for i := range want.Rows {
		if !t.sameRow(want.Rows[i], got.Rows[i]) {
			return fmt.Sprintf("row %d\ngot %s\nwant %s", i, got, want)
		}
	}
	return ""
}

func (t Tolerance) sameRow(want, got []Value) bool {
	if len(want) != len(got) {
		return false
	}
	for i := range want {
		if !t.same(want[i].Any, got[i].Any) {
			return false
		}
	}
	return true
}

func (t Tolerance) same(want, got any) bool {
	switch want := want.(type) {
	case []byte:
		got, ok := got.([]byte)
		return ok && bytes.Equal(want, got)
	case float64:
		got, ok := got.(float64)
		return ok && (want == got || t.close(want, got))
	}
	return want == got
}

func (t Tolerance) close(want, got float64) bool {
	d := math.Abs(want - got)
	return d <= t.Absolute || d <= t.Relative*max(math.Abs(want), math.Abs(got)) && !math.IsInf(d, 0)
}

// String is the answer for a message, shortened where it is long.
func (a Answer) String() string {
	var text []byte
	for i, row := range a.Rows {
		if i == 8 {
			text = append(text, " …"...)
			break
		}
		text = append(text, " ("...)
		for j, v := range row {
			if j > 0 {
				text = append(text, ", "...)
			}
			text = append(text, short(v.SQL())...)
		}
		text = append(text, ')')
	}
	if a.Error != "" {
		text = append(text, " error: "+a.Error...)
	}
	if len(text) == 0 {
		return "no rows"
	}
	return string(text[1:])
}

func short(s string) string {
	if len(s) > 400 {
		return s[:400] + "…"
	}
	return s
}
