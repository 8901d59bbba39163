package vecutil

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// marked is a snippet with brackets around its spans.
func marked(snippet string, spans []Span) string {
	var b strings.Builder
	end := 0
	for _, s := range spans {
		b.WriteString(snippet[end:s.Start] + "[" + snippet[s.Start:s.End] + "]")
		end = s.End
	}
	return b.String() + snippet[end:]
}

func TestSnippet(t *testing.T) {
	const poem = "The first line is about nothing.\nThe second line is long and speaks of trees.\nThe third names the river, and the trees at its bank.\nThe last one ends."
	tests := []struct {
		name, text, query string
		maxBytes          int
		want              string
	}{
		{"whole text", "Read the file.\n\n", "reading files", 100, "[Read] the [file]."},
		{"no word", poem, "zebra", 40, "The first line is about nothing."},
		{"nothing to search for", poem, "", 40, "The first line is about nothing."},
		{"best line", poem, "trees at the river", 60, "The third names the [river], and the [trees] at its bank."},
		{"more different words win", "a a a a a a\nx x x x x x x\nb and c too", "a b c", 12, "[b] and [c] too"},
		{"part of a long line", "one two three four five six seven eight nine ten eleven twelve", "seven", 20, "…six [seven] eight…"},
		{"identifier", "var wg sync.WaitGroup", "wait", 40, "var wg sync.[WaitGroup]"},
		{"snake case", "set max_size to 3", "size", 40, "set [max_size] to 3"},
		{"forms of a word", "decoding, decoder, decoded, decode; decide", "decode", 60, "[decoding], [decoder], [decoded], [decode]; decide"},
		{"not a form", "a reel of film, to filter and filed", "file", 60, "a reel of film, to filter and [filed]"},
		{"script without spaces", "日本語の文書", "文書", 60, "日本語の[文][書]"},
		{"umlauts are not cut", "ääääääääää", "x", 5, "ää…"},
		{"no room", "text", "text", 0, "…"},
		{"negative room", "text", "text", -1, "…"},
		{"empty text", " \n", "text", 10, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := marked(Snippet(tt.text, tt.query, tt.maxBytes)); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

func FuzzSnippet(f *testing.F) {
	f.Add("The third names the river, and the trees.\nAt its bank", "tree rivers", 20)
	f.Add("ä\xffb\n日本", "b 日", 3)
	f.Fuzz(func(t *testing.T, text, query string, maxBytes int) {
		snippet, spans := Snippet(text, query, maxBytes)
		if len(snippet) > max(maxBytes, 0)+2*len("…") {
			t.Errorf("%d bytes, %d allowed", len(snippet), maxBytes)
		}
		if !strings.Contains(text, strings.TrimSuffix(strings.TrimPrefix(snippet, "…"), "…")) && !strings.Contains(text, "…") {
			t.Errorf("%q is no part of %q", snippet, text)
		}
		if utf8.ValidString(text) && !utf8.ValidString(snippet) {
			t.Errorf("%q is cut inside a rune", snippet)
		}
		if !slices.IsSortedFunc(spans, func(a, b Span) int { return a.Start - b.Start }) {
			t.Errorf("spans %v are not in order", spans)
		}
		end := 0
		for _, s := range spans {
			if s.Start < end || s.End <= s.Start || s.End > len(snippet) {
				t.Fatalf("span %v in %d bytes after %d", s, len(snippet), end)
			}
			end = s.End
		}
	})
}

func TestSnippetOfALongText(t *testing.T) {
	text := strings.Repeat("a b ", 1<<17)
	if got, _ := Snippet(text, "a b", len(text)/2); len(got) < len(text)/4 {
		t.Errorf("%d bytes", len(got))
	}
}

func BenchmarkSnippet(b *testing.B) {
	text := strings.Repeat("The scanner reads a file line by line, and stops at its end. ", 20)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Snippet(text, "read a file line by line", 280)
	}
}
