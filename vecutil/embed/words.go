package embed

import (
	"unicode"
	"unicode/utf8"
)

// Words returns the words of text in lower case, in order, with repetitions.
//
// A word is a run of letters and digits. An identifier gives its parts and
// then itself as a whole: "WaitGroup" gives "wait", "group", "waitgroup", and
// "max_size" gives "max", "size", "maxsize". What follows an apostrophe belongs
// to the word, except for a final "s". In scripts that put no spaces between
// words each character is a word.
func Words(text string) []string {
	var words []string
	var s wordScanner
	s.scan(text, func(word []byte, _ bool) { words = append(words, string(word)) })
	return words
}

// wordScanner finds the words of a text. It allocates only when an identifier
// is longer than all before.
type wordScanner struct {
	// identifier holds the current identifier in lower case, and parts where
	// its parts after the first begin.
	identifier []byte
	parts      []int
}

// scan calls emit for each word, which is valid during the call. whole says
// that the word is an identifier whose parts came before.
func (s *wordScanner) scan(text string, emit func(word []byte, whole bool)) {
	s.identifier, s.parts = s.identifier[:0], s.parts[:0]
	var previous rune
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		switch {
		case isIdeographic(r):
			s.flush(emit)
			s.identifier = utf8.AppendRune(s.identifier, r)
			s.flush(emit)
		case isWordRune(r):
			if isPartStart(previous, r, text[i+size:]) {
				s.startPart()
			}
			s.append(r)
		case r == '_' && len(s.identifier) > 0:
			s.startPart()
		case (r == '\'' || r == '’') && len(s.identifier) > 0:
			if isPossessive(text[i+size:]) {
				size++
			}
		default:
			s.flush(emit)
		}
		previous = r
		i += size
	}
	s.flush(emit)
}

// isPossessive reports whether rest, which follows an apostrophe, is an "s"
// that ends the word.
func isPossessive(rest string) bool {
	if rest == "" || rest[0]|0x20 != 's' {
		return false
	}
	r, _ := utf8.DecodeRuneInString(rest[1:])
	return len(rest) == 1 || !isWordRune(r)
}

// append adds r, in lower case, to the current identifier.
func (s *wordScanner) append(r rune) {
	if r < utf8.RuneSelf {
		if 'A' <= r && r <= 'Z' {
			r |= 0x20
		}
		s.identifier = append(s.identifier, byte(r))
		return
	}
	s.identifier = utf8.AppendRune(s.identifier, unicode.ToLower(r))
}

// startPart notes that a part of the identifier begins.
func (s *wordScanner) startPart() {
	if n := len(s.parts); n > 0 && s.parts[n-1] == len(s.identifier) {
		return
	}
	s.parts = append(s.parts, len(s.identifier))
}

// flush emits the current identifier, and before it its parts, if any.
func (s *wordScanner) flush(emit func(word []byte, whole bool)) {
	if len(s.identifier) == 0 {
		return
	}
	start, several := 0, false
	for _, end := range s.parts {
		if start < end && end < len(s.identifier) {
			emit(s.identifier[start:end], false)
			start, several = end, true
		}
	}
	if several {
		emit(s.identifier[start:], false)
	}
	emit(s.identifier, several)
	s.identifier, s.parts = s.identifier[:0], s.parts[:0]
}

// isPartStart reports whether a part of an identifier begins with r, which
// previous precedes and rest follows: a capital after a small letter or a
// digit, or the last of several capitals before a small letter.
func isPartStart(previous, r rune, rest string) bool {
	if !isUpper(r) {
		return false
	}
	if isUpper(previous) {
		next, _ := utf8.DecodeRuneInString(rest)
		return isLower(next) && !isPlural(next, rest)
	}
	return isWordRune(previous)
}

// isPlural reports whether rest, which begins with next, is an "s" alone, as
// after "URL" in "URLs".
func isPlural(next rune, rest string) bool {
	if next != 's' {
		return false
	}
	after, _ := utf8.DecodeRuneInString(rest[1:])
	return len(rest) == 1 || !isLower(after)
}

func isUpper(r rune) bool {
	if r < utf8.RuneSelf {
		return 'A' <= r && r <= 'Z'
	}
	return unicode.IsUpper(r)
}

func isLower(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z'
	}
	return unicode.IsLower(r)
}

func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r|0x20 && r|0x20 <= 'z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r)
}

// isIdeographic reports whether r is of a script without spaces.
func isIdeographic(r rune) bool {
	return r >= 0x0E00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}
