package definition

import (
	"math"
	"strconv"
	"strings"
)

// tokenKind is what a token is.
type tokenKind uint8

const (
	noToken tokenKind = iota
	identifier
	digits
	plus
	equals
	leftBracket
	rightBracket
	leftParenthesis
	rightParenthesis
	comma
)

var punctuation = map[byte]tokenKind{
	'+': plus, '=': equals, ',': comma,
	'[': leftBracket, ']': rightBracket,
	'(': leftParenthesis, ')': rightParenthesis,
}

// token is a piece of an argument.
type token struct {
	kind  tokenKind
	text  string // "" for punctuation
	after string // the argument from the text on
}

// scanner splits an argument into tokens.
type scanner struct {
	rest string
	last token // the token found last; of kind noToken before the first
}

// found is the outcome of a step of a scanner.
type found uint8

const (
	foundToken found = iota
	foundEnd         // only blanks are left
	foundNone        // a byte is left that starts no token
)

// next steps to the next token. Without one, the last token stays.
func (s *scanner) next() found {
	s.rest = strings.TrimLeft(s.rest, " \t\r\n")
	if s.rest == "" {
		return foundEnd
	}
	start := s.rest
	if kind, ok := punctuation[start[0]]; ok {
		s.rest = start[1:]
		s.last = token{kind: kind, after: s.rest}
		return foundToken
	}
	kind, n := word(start)
	if n == 0 {
		return foundNone
	}
	s.rest = start[n:]
	s.last = token{kind: kind, text: start[:n], after: start}
	return foundToken
}

// word is the kind and the length of the identifier or number that starts s,
// and noToken and 0 if none does.
func word(s string) (kind tokenKind, length int) {
	kind, inside := identifier, isWordByte
	switch {
	case isDigit(s[0]):
		kind, inside = digits, isDigit
	case !isLetter(s[0]):
		return noToken, 0
	}
	for length < len(s) && inside(s[length]) {
		length++
	}
	return kind, length
}

func isDigit(c byte) bool    { return '0' <= c && c <= '9' }
func isLetter(c byte) bool   { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }
func isWordByte(c byte) bool { return isLetter(c) || isDigit(c) || c == '_' }

// expect steps to the next token and reports whether it is of that kind.
func (s *scanner) expect(kind tokenKind) bool {
	return s.next() == foundToken && s.last.kind == kind
}

// allow steps to the next token, of whatever kind. Only where there is none it
// looks at the kind, and then at that of the token before. This is how
// sqlite-vec checks most of its tokens, so files hold statements that depend on
// it: float(3) for float[3], or +text for a column text of type text.
func (s *scanner) allow(kind tokenKind) bool {
	return s.next() == foundToken || s.last.kind == kind
}

// is reports whether the token is one of the keywords or starts one, in upper or
// lower case. sqlite-vec compares as many letters as the token has, so p is
// partition as well as primary, and punctuation, which has no text, is anything.
func (t token) is(keywords ...string) bool {
	for _, k := range keywords {
		if hasPrefixFold(k, t.text) {
			return true
		}
	}
	return false
}

// startsWith reports whether the token starts with one of the words, in upper or
// lower case.
func (t token) startsWith(words ...string) bool {
	for _, w := range words {
		if hasPrefixFold(t.text, w) {
			return true
		}
	}
	return false
}

// number is the decimal number that the argument goes on with at the token, 0
// if it is none, and the largest int if it is larger.
func (t token) number() int {
	s := strings.TrimLeft(t.after, " \t\r\n")
	n := 0
	for n < len(s) && isDigit(s[n]) {
		n++
	}
	if n == 0 {
		return 0
	}
	value, err := strconv.Atoi(s[:n])
	if err != nil {
		return math.MaxInt
	}
	return value
}
