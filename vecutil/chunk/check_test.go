package chunk_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/nearlite/nearlite/vecutil/chunk"
)

// checkSizes checks what holds for the chunks of any source: they are not
// blank, bounded, of valid runes if the source is, and on lines that exist.
func checkSizes(t *testing.T, src string, chunks []chunk.Chunk, maxBytes int) {
	t.Helper()
	lines := 1 + strings.Count(src, "\n")
	for i, c := range chunks {
		if strings.TrimSpace(c.Text) == "" {
			t.Errorf("chunk %d is blank: %q", i, c.Text)
		}
		if len(c.Text) > maxBytes {
			t.Errorf("chunk %d has %d bytes, want at most %d", i, len(c.Text), maxBytes)
		}
		if utf8.ValidString(src) && !utf8.ValidString(c.Text) {
			t.Errorf("chunk %d cuts a rune: %q", i, c.Text)
		}
		if c.FirstLine < 1 || c.LastLine < c.FirstLine || c.LastLine > lines {
			t.Errorf("chunk %d is on lines %d to %d of %d", i, c.FirstLine, c.LastLine, lines)
		}
	}
}

// checkCover checks that chunks are substrings of src in order with nothing but
// white space between them, and that their lines are where they are.
func checkCover(t *testing.T, src string, chunks []chunk.Chunk) {
	t.Helper()
	position := 0
	for i, c := range chunks {
		gap := len(src[position:]) - len(strings.TrimLeftFunc(src[position:], unicode.IsSpace))
		start := position + gap
		if !strings.HasPrefix(src[start:], c.Text) {
			t.Fatalf("chunk %d is %q, want a prefix of %q", i, c.Text, src[start:])
		}
		position = start + len(c.Text)
		first := 1 + strings.Count(src[:start], "\n")
		last := first + strings.Count(c.Text, "\n")
		if c.FirstLine != first || c.LastLine != last {
			t.Errorf("chunk %d is on lines %d to %d, want %d to %d", i, c.FirstLine, c.LastLine, first, last)
		}
	}
	if rest := strings.TrimSpace(src[position:]); rest != "" {
		t.Errorf("no chunk holds %q", rest)
	}
}

// limit is the maximum in effect for options.
func limit(opt chunk.Options) int {
	target := opt.TargetBytes
	if target == 0 {
		target = chunk.DefaultTargetBytes
	}
	target = max(target, 16)
	if opt.MaxBytes == 0 {
		return target + target/2
	}
	return max(target, opt.MaxBytes)
}
