package main

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"io"
	"strings"

	"github.com/mattn/go-runewidth"
)

// A rowWriter writes the rows of one statement.
type rowWriter interface {
	// columns is called once, first.
	columns(names []string) error
	// row takes stored values, and may keep neither the slice nor the blobs in
	// it.
	row(values []any) error
	// end is called once, last.
	end() error
}

// tsvWriter writes rows for other programs to cut at tabs: no line of names, \N
// for NULL, and backslashes before what would be taken for a tab or line end.
type tsvWriter struct{ w *bufio.Writer }

var tsvStyle = valueStyle{
	null: `\N`,
	text: strings.NewReplacer("\\", `\\`, "\t", `\t`, "\n", `\n`, "\r", `\r`).Replace,
	blob: shortBlob,
}

func (t tsvWriter) columns([]string) error { return nil }

func (t tsvWriter) row(values []any) error {
	for i, v := range values {
		if i > 0 {
			t.w.WriteByte('\t')
		}
		t.w.WriteString(tsvStyle.format(v))
	}
	return t.w.WriteByte('\n')
}

func (t tsvWriter) end() error { return t.w.Flush() }

// csvWriter writes a line of names and the rows, blobs as SQL has them.
// Source: RFC 4180, with line ends of one byte
type csvWriter struct{ w *csv.Writer }

var csvStyle = valueStyle{
	text: func(s string) string { return s },
	blob: wholeBlob,
}

func (c csvWriter) columns(names []string) error { return c.w.Write(names) }

func (c csvWriter) row(values []any) error {
	record := make([]string, len(values))
	for i, v := range values {
		record[i] = csvStyle.format(v)
	}
	return c.w.Write(record)
}

func (c csvWriter) end() error {
	c.w.Flush()
	return c.w.Error()
}

// jsonWriter writes one object a line, its keys in the order of the columns;
// blobs are texts as SQL has them.
type jsonWriter struct {
	w    *bufio.Writer
	keys [][]byte
}

func (j *jsonWriter) columns(names []string) error {
	for _, name := range names {
		key, err := marshal(name)
		if err != nil {
			return err
		}
		j.keys = append(j.keys, key)
	}
	return nil
}

func (j *jsonWriter) row(values []any) error {
	separator := byte('{')
	for i, v := range values {
		if b, ok := v.([]byte); ok {
			v = wholeBlob(b)
		}
		value, err := marshal(v)
		if err != nil { // an infinite number
			value = []byte("null")
		}
		j.w.WriteByte(separator)
		j.w.Write(j.keys[i])
		j.w.WriteByte(':')
		j.w.Write(value)
		separator = ','
	}
	_, err := j.w.WriteString("}\n")
	return err
}

func (j *jsonWriter) end() error { return j.w.Flush() }

// marshal is json.Marshal that leaves <, > and & as they are.
func marshal(v any) ([]byte, error) {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return []byte(strings.TrimSuffix(b.String(), "\n")), err
}

// tableWriter writes rows in columns for people. The first rows decide how wide
// the columns are.
type tableWriter struct {
	w       *bufio.Writer
	painter painter
	names   []string
	widths  []int
	waiting [][]cell // rows that have not been written, until the widths are set
	aligned bool     // the widths are set
}

// cell is a formatted value.
type cell struct {
	text          string
	number, faint bool
}

// measuredRows is how many rows decide how wide columns are.
const measuredRows = 200

var tableStyle = valueStyle{
	null:    "NULL",
	text:    func(s string) string { return printable(strings.NewReplacer("\n", "⏎", "\t", " ").Replace(s)) },
	blob:    shortBlob,
	maxRune: 100,
}

func newTableWriter(w io.Writer, p painter) *tableWriter {
	return &tableWriter{w: bufio.NewWriter(w), painter: p}
}

func (t *tableWriter) columns(names []string) error {
	for _, name := range names {
		name = tableStyle.format(name)
		t.names = append(t.names, name)
		t.widths = append(t.widths, runewidth.StringWidth(name))
	}
	return nil
}

func (t *tableWriter) row(values []any) error {
	row := make([]cell, len(values))
	for i, v := range values {
		row[i].text = tableStyle.format(v)
		row[i].faint = v == nil
		switch v.(type) {
		case int64, float64:
			row[i].number = true
		}
	}
	if t.aligned {
		return t.write(row)
	}
	t.waiting = append(t.waiting, row)
	if len(t.waiting) < measuredRows {
		return nil
	}
	return t.align()
}

// align sets the widths and writes what has waited for that.
func (t *tableWriter) align() error {
	for _, row := range t.waiting {
		for i, c := range row {
			t.widths[i] = max(t.widths[i], runewidth.StringWidth(c.text))
		}
	}
	t.aligned = true
	t.header()
	for _, row := range t.waiting {
		if err := t.write(row); err != nil {
			return err
		}
	}
	t.waiting = nil
	return nil
}

func (t *tableWriter) header() {
	for i, name := range t.names {
		t.pad(i, name, false, bold)
	}
	t.w.WriteByte('\n')
	for i, width := range t.widths {
		t.pad(i, strings.Repeat("─", width), false, dim)
	}
	t.w.WriteByte('\n')
}

func (t *tableWriter) write(row []cell) error {
	for i, c := range row {
		shade := colour("")
		if c.faint {
			shade = dim
		}
		t.pad(i, c.text, c.number, shade)
	}
	return t.w.WriteByte('\n')
}

// pad writes the text in column i, numbers to the right.
func (t *tableWriter) pad(i int, text string, right bool, c colour) {
	if i > 0 {
		t.w.WriteString("  ")
	}
	blanks := strings.Repeat(" ", max(0, t.widths[i]-runewidth.StringWidth(text)))
	if c != "" {
		text = t.painter.paint(c, text)
	}
	switch {
	case right:
		t.w.WriteString(blanks + text)
	case i == len(t.widths)-1:
		t.w.WriteString(text)
	default:
		t.w.WriteString(text + blanks)
	}
}

func (t *tableWriter) end() error {
	if !t.aligned {
		if err := t.align(); err != nil {
			return err
		}
	}
	return t.w.Flush()
}
