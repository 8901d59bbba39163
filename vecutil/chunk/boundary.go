package chunk

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// boundary is a kind of place where a text may be cut.
type boundary struct {
	// ends reports whether such a unit ends right before s[i], where
	// 0 < i < len(s).
	ends func(s string, i int) bool
	// keepsFences says that a cut inside a fence does not count.
	keepsFences bool
}

// boundaries lists the kinds from the strongest to the weakest.
var boundaries = []boundary{
	{isParagraphEnd, true},
	{isSentenceEnd, true},
	{isParagraphEnd, false},
	{isLineEnd, false},
	{isWordEnd, false},
	{isRuneStart, false},
}

// isParagraphEnd reports whether a blank line ends right before s[i].
func isParagraphEnd(s string, i int) bool {
	if s[i-1] != '\n' {
		return false
	}
	for i -= 2; i >= 0; i-- {
		switch s[i] {
		case '\n':
			return true
		case ' ', '\t', '\r':
		default:
			return false
		}
	}
	return false
}

// isLineEnd reports whether a line ends right before s[i].
func isLineEnd(s string, i int) bool { return s[i-1] == '\n' }

// isWordEnd reports whether white space begins at s[i].
func isWordEnd(s string, i int) bool {
	switch c := s[i]; {
	case c == ' ' || '\t' <= c && c <= '\r':
		return true
	case c < utf8.RuneSelf:
		return false
	}
	r, _ := utf8.DecodeRuneInString(s[i:])
	return unicode.IsSpace(r)
}

// isSentenceEnd reports whether a sentence, or an item of a list, ends right
// before s[i].
func isSentenceEnd(s string, i int) bool {
	if s[i-1] == '\n' && startsItem(s[i:]) {
		return true
	}
	last, size := utf8.DecodeLastRuneInString(s[:i])
	if last == '。' || last == '！' || last == '？' {
		return true
	}
	if !isWordEnd(s, i) {
		return false
	}
	end := i
	for strings.ContainsRune("\"')]”’»*_", last) && end > size {
		end -= size
		last, size = utf8.DecodeLastRuneInString(s[:end])
	}
	switch last {
	case '!', '?', '…':
		return true
	case '.':
		return !isAbbreviation(s[:end-1]) && startsSentence(s[i:])
	}
	return false
}

// startsSentence reports whether what follows a full stop looks like a new
// sentence: it does not go on with a small letter.
func startsSentence(s string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(s, unicode.IsSpace))
	return !unicode.IsLower(r)
}

// startsItem reports whether s begins with the mark of a list item.
func startsItem(s string) bool {
	s = strings.TrimLeft(s, " \t")
	digits := 0
	for digits < len(s) && '0' <= s[digits] && s[digits] <= '9' {
		digits++
	}
	if 0 < digits && digits <= 3 && digits+1 < len(s) {
		return (s[digits] == '.' || s[digits] == ')') && s[digits+1] == ' '
	}
	return strings.HasPrefix(s, "- ") || strings.HasPrefix(s, "* ") || strings.HasPrefix(s, "• ")
}

// abbreviations are words that a full stop follows inside a sentence, in lower
// case.
var abbreviations = map[string]bool{
	"al": true, "approx": true, "ca": true, "cf": true, "ch": true, "dr": true,
	"e.g": true, "ed": true, "eq": true, "fig": true, "i.e": true, "mr": true,
	"mrs": true, "ms": true, "no": true, "nos": true, "p": true, "pp": true,
	"prof": true, "sec": true, "st": true, "vol": true, "vs": true,
}

// isAbbreviation reports whether s, which a full stop follows, ends with an
// abbreviation or an initial.
func isAbbreviation(s string) bool {
	const longest = 8
	start := len(s)
	for start > 0 && len(s)-start <= longest && (s[start-1] == '.' || isASCIILetter(s[start-1])) {
		start--
	}
	word := s[start:]
	if len(word) == 1 && 'A' <= word[0] && word[0] <= 'Z' {
		return true
	}
	return len(word) <= longest && abbreviations[strings.ToLower(word)]
}

func isASCIILetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
