package vecutil

import (
	"math/bits"
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
// a line. It has the most different words of the query; of several such parts
// one that begins with a line is taken, then that with the most occurrences,
// then the first. Without any word it is the beginning of the text.
//
// A word is found in its other forms ("read" in "reader"), and in identifiers
// ("wait" in "WaitGroup", which is marked whole). The spans are in order and do
// not overlap. Invalid UTF-8 stays as it is.
func Snippet(text, query string, maxBytes int) (string, []Span) {
	text = strings.TrimRightFunc(text, unicode.IsSpace)
	matches := findWords(text, embed.Keywords(query))
	w := bestWindow(text, matches, max(maxBytes, 0))
	snippet, shift := text[w.Start:w.End], -w.Start
	if !beginsLine(text, w.Start) {
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
	known := map[string]uint64{}
	for _, t := range tokens(text) {
		token := text[t.Start:t.End]
		found, ok := known[token]
		if !ok {
			found = wordsIn(token, words)
			known[token] = found
		}
		if found != 0 {
			matches = append(matches, match{t, found})
		}
	}
	return matches
}

// wordsIn returns which of the words are in a token, as match has them.
func wordsIn(token string, words []string) (found uint64) {
	for _, part := range embed.Words(token) {
		for i, w := range words {
			if sameWord(part, w) {
				found |= 1 << min(i, 63)
			}
		}
	}
	return found
}

// withoutSpaces are scripts that put no spaces between words, the first of
// which begins at firstWithoutSpaces.
var withoutSpaces = []*unicode.RangeTable{unicode.Thai, unicode.Lao, unicode.Myanmar, unicode.Khmer, unicode.Hiragana, unicode.Katakana, unicode.Han}

const firstWithoutSpaces = 0x0E00

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
		case r >= firstWithoutSpaces && unicode.In(r, withoutSpaces...):
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

// sameWord reports whether two words are forms of one.
func sameWord(a, b string) bool { return a == b || embed.Stem(a) == embed.Stem(b) }

// bestWindow finds the part of at most maxBytes with the most different words;
// of several one that begins with a line, then that with the most matches, then
// the first.
func bestWindow(text string, matches []match, maxBytes int) Span {
	if len(text) <= maxBytes {
		return Span{0, len(text)}
	}
	best := Span{0, windowEnd(text, 0, maxBytes)}
	most := weigh(text, best, within(matches, best))
	tried, seen, line := 0, 0, 0
	for _, m := range matches {
		if end := strings.LastIndexByte(text[seen:m.Start], '\n'); end >= 0 {
			line = seen + end + 1
		}
		seen = m.Start
		start := windowStart(text, line, m.Start, maxBytes)
		if start-tried < maxBytes/16 {
			continue // nearly the same part; trying all would take quadratic time
		}
		tried = start
		w := Span{start, windowEnd(text, start, maxBytes)}
		if weight := weigh(text, w, within(matches, w)); slices.Compare(weight[:], most[:]) > 0 {
			best, most = w, weight
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

// weigh says how good a window is, the most important first: its number of
// different words, 1 if it begins with a line, its number of matches.
func weigh(text string, w Span, matches []match) [3]int {
	var words uint64
	for _, m := range matches {
		words |= m.words
	}
	line := 0
	if beginsLine(text, w.Start) {
		line = 1
	}
	return [3]int{bits.OnesCount64(words), line, len(matches)}
}

func beginsLine(text string, i int) bool { return i == 0 || text[i-1] == '\n' }

// windowStart is where a window for the match at i begins: at line, the
// beginning of its line, or a few words before the match if that is too far
// ahead.
func windowStart(text string, line, i, maxBytes int) int {
	if i-line <= maxBytes/2 {
		return line
	}
	start := i - maxBytes/4
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
