package vecutil

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/nearlite/nearlite/vecutil/embed"
)

// Span is a part of a text, from the byte Start up to and without the byte End.
type Span struct{ Start, End int }

// Snippet returns the part of text that says most about query, such as a Hit's
// Text for the query that found it, and where the query's words stand in it.
//
// The part is at most maxBytes long, plus three for the "…" at an end that cuts
// a line; it begins at a line if it can, else at a word, and has the most
// different words of the query, then the most occurrences. Without any it is
// the beginning of the text. A word is found in its other forms ("read" in
// "reader"), and in identifiers ("wait" in "WaitGroup", which is marked whole).
// The spans are in order and do not overlap. Invalid UTF-8 stays as it is.
func Snippet(text, query string, maxBytes int) (string, []Span) {
	text = strings.TrimRightFunc(text, unicode.IsSpace)
	matches := findWords(text, embed.Keywords(query))
	w := bestWindow(text, matches, max(maxBytes, 0))
	snippet, shift := text[w.Start:w.End], -w.Start
	if w.Start > 0 && text[w.Start-1] != '\n' {
		snippet, shift = "…"+snippet, shift+len("…")
	}
	if w.End < len(text) && text[w.End] != '\n' {
		snippet += "…"
	}
	var spans []Span
	for _, m := range within(matches, w) {
		spans = append(spans, Span{m.Start + shift, m.End + shift})
	}
	return snippet, spans
}

// match is an occurrence of words of the query.
type match struct {
	Span
	words uint64 // bit i for word i; those beyond 63 share the last
}

// findWords finds the occurrences of words in a text.
func findWords(text string, words []string) []match {
	var matches []match
	for _, t := range tokens(text) {
		m := match{Span: t}
		for _, part := range embed.Words(text[t.Start:t.End]) {
			for i, w := range words {
				if sameWord(part, w) {
					m.words |= 1 << min(i, 63)
				}
			}
		}
		if m.words != 0 {
			matches = append(matches, m)
		}
	}
	return matches
}

// tokens finds the runs of letters, digits and underscores; a character of a
// script without spaces is a token of its own.
func tokens(text string) []Span {
	var spans []Span
	start := -1
	flush := func(end int) {
		if start >= 0 {
			spans = append(spans, Span{start, end})
			start = -1
		}
	}
	for i, r := range text {
		switch {
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar):
			flush(i)
			spans = append(spans, Span{i, i + utf8.RuneLen(r)})
		case r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r):
			if start < 0 {
				start = i
			}
		default:
			flush(i)
		}
	}
	flush(len(text))
	return spans
}

// sameWord reports whether two words in lower case are forms of one: they begin
// alike, and only a short ending is left of either.
func sameWord(a, b string) bool {
	if a == b {
		return true
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	const (
		beginning = 3 // least bytes in common
		ending    = 3 // most bytes of an ending: "ing"
	)
	n := 0
	for n < len(a) && a[n] == b[n] {
		n++
	}
	return n >= beginning && n >= len(a)-1 && len(b)-n <= ending
}

// bestWindow finds the part of at most maxBytes with the most different words,
// then the most matches; the first of several.
func bestWindow(text string, matches []match, maxBytes int) Span {
	if len(text) <= maxBytes {
		return Span{0, len(text)}
	}
	best := Span{0, windowEnd(text, 0, maxBytes)}
	bestWords, bestMatches := weigh(within(matches, best))
	for _, m := range matches {
		start := windowStart(text, m.Start, maxBytes)
		w := Span{start, windowEnd(text, start, maxBytes)}
		words, n := weigh(within(matches, w))
		if words > bestWords || words == bestWords && n > bestMatches {
			best, bestWords, bestMatches = w, words, n
		}
	}
	return best
}

// within returns the matches that lie in a window.
func within(matches []match, w Span) []match {
	from, _ := slices.BinarySearchFunc(matches, w.Start, func(m match, start int) int { return m.Start - start })
	to := from
	for to < len(matches) && matches[to].End <= w.End {
		to++
	}
	return matches[from:to]
}

// weigh counts the different words and the matches.
func weigh(matches []match) (words, n int) {
	var all uint64
	for _, m := range matches {
		all |= m.words
	}
	for ; all != 0; all &= all - 1 {
		words++
	}
	return words, len(matches)
}

// windowStart is where a window for the match at i begins: with its line, or a
// few words before the match if the line begins too far ahead.
func windowStart(text string, i, maxBytes int) int {
	before := maxBytes / 4
	if line := strings.LastIndexByte(text[:i], '\n') + 1; i-line <= before {
		return line
	}
	start := i - before
	if blank := strings.IndexFunc(text[start:i], unicode.IsSpace); blank >= 0 {
		start += blank
		return start + len(text[start:i]) - len(strings.TrimLeftFunc(text[start:i], unicode.IsSpace))
	}
	return i
}

// windowEnd is where a window that begins at start ends: after a line if the
// last one begins late in it, else after a word.
func windowEnd(text string, start, maxBytes int) int {
	if len(text)-start <= maxBytes {
		return len(text)
	}
	end := start + maxBytes
	for end > start && !utf8.RuneStart(text[end]) {
		end--
	}
	part := text[start:end]
	if text[end] == '\n' {
		return end
	}
	if line := strings.LastIndexByte(part, '\n'); line > maxBytes*3/4 {
		return start + len(strings.TrimRightFunc(part[:line], unicode.IsSpace))
	}
	if blank := strings.LastIndexFunc(part, unicode.IsSpace); blank > maxBytes/2 {
		return start + len(strings.TrimRightFunc(part[:blank], unicode.IsSpace))
	}
	return end
}
