package chunk

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Text splits plain text. Chunks are substrings of src in order; between them
// is only white space. A chunk ends where a paragraph ends, else where a
// sentence, a line or a word ends, whichever is the first kind of these to be
// had near the target size; a longer word is cut between two runes.
func Text(src string, opt Options) []Chunk {
	target, limit := opt.sizes()
	return newSplitter(src, target, limit).split(nil, 0, len(src), "")
}

// splitter cuts one source text into chunks.
type splitter struct {
	src           string
	target, limit int
	// fences are the byte ranges, in order, that should stay whole if possible.
	fences []span
	lines  lineCounter
}

// span is the byte range [start, end) of a source text.
type span struct{ start, end int }

// newSplitter returns a splitter of src. The limit must have room for any
// rune.
func newSplitter(src string, target, limit int) *splitter {
	return &splitter{src: src, target: target, limit: limit, lines: lineCounter{src: src, line: 1}}
}

// split appends the chunks of src[start:end) to chunks. The ranges of
// successive calls must ascend.
func (s *splitter) split(chunks []Chunk, start, end int, title string) []Chunk {
	for {
		start += len(s.src[start:end]) - len(strings.TrimLeftFunc(s.src[start:end], unicode.IsSpace))
		if start == end {
			return chunks
		}
		cut := s.cut(start, end)
		text := strings.TrimRightFunc(s.src[start:cut], unicode.IsSpace)
		chunks = append(chunks, Chunk{
			Title:     title,
			Text:      text,
			FirstLine: s.lines.at(start),
			LastLine:  s.lines.at(start + len(text) - 1),
		})
		start = cut
	}
}

// cut returns where the chunk that begins at start ends: the boundary of the
// strongest kind between half the target and the limit, and of these the one
// nearest to the target.
func (s *splitter) cut(start, end int) int {
	if end-start <= s.limit {
		return end
	}
	first, last := start+s.target/2, start+s.limit
	for _, kind := range boundaries {
		for distance := 0; distance <= s.limit; distance++ {
			below, above := start+s.target-distance, start+s.target+distance
			if below >= first && kind.ends(s.src, below) && !(kind.keepsFences && s.fenced(below)) {
				return below
			}
			if above <= last && kind.ends(s.src, above) && !(kind.keepsFences && s.fenced(above)) {
				return above
			}
		}
	}
	return last
}

// fenced reports whether position i is inside a fence.
func (s *splitter) fenced(i int) bool {
	low, high := 0, len(s.fences)
	for low < high {
		if mid := (low + high) / 2; s.fences[mid].end <= i {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low < len(s.fences) && s.fences[low].start < i
}

// lineCounter turns ascending byte positions of src into line numbers.
type lineCounter struct {
	src      string
	position int
	line     int
}

// at returns the line of position, counted from 1.
func (l *lineCounter) at(position int) int {
	l.line += strings.Count(l.src[l.position:position], "\n")
	l.position = position
	return l.line
}

// isRuneStart reports whether a rune, or a byte that is part of none, begins
// at position i of s.
func isRuneStart(s string, i int) bool { return utf8.RuneStart(s[i]) }
