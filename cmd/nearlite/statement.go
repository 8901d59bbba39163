package main

import "strings"

// nextStatement cuts the first SQL statement, with its semicolon, off a text.
// complete is false when the text ends within the statement. A statement of
// nothing but white space and comments is left out.
//
// A semicolon ends a statement unless it is in a string, a quoted name or a
// comment. CREATE TRIGGER ends with a semicolon, END and another semicolon.
// Source: https://www.sqlite.org/c3ref/complete.html
func nextStatement(text string) (statement, rest string, complete bool) {
	var seen outline
	start := 0
	for i := 0; i < len(text); {
		kind, end := nextToken(text, i)
		switch {
		case kind == openToken:
			return text[start:], "", false
		case kind == blankToken:
		case kind != semicolonToken:
			seen.add(strings.ToUpper(text[i:end]))
		case seen.empty():
			start = end
		case seen.endsHere():
			return text[start:end], text[end:], true
		default:
			seen.add(";")
		}
		i = end
	}
	if seen.empty() {
		return "", "", true
	}
	return text[start:], "", false
}

// outline is what is kept of a statement while it is read: as many of its first
// tokens as tell a CREATE TRIGGER, and the last two.
type outline struct {
	first          []string
	previous, last string
}

func (o *outline) add(token string) {
	if len(o.first) < 6 { // EXPLAIN QUERY PLAN CREATE TEMPORARY TRIGGER
		o.first = append(o.first, token)
	}
	o.previous, o.last = o.last, token
}

func (o *outline) empty() bool { return o.last == "" }

// endsHere reports whether a semicolon ends the statement.
func (o *outline) endsHere() bool {
	return !o.isTrigger() || o.previous == ";" && o.last == "END"
}

func (o *outline) isTrigger() bool {
	for i, token := range o.first {
		switch token {
		case "EXPLAIN", "QUERY", "PLAN", "CREATE", "TEMP", "TEMPORARY":
		case "TRIGGER":
			return i > 0
		default:
			return false
		}
	}
	return false
}

// A token is as much of SQL's grammar as tells where a statement ends.
type token int

const (
	blankToken token = iota // white space and comments
	wordToken
	semicolonToken
	otherToken
	openToken // a string, quoted name or comment without its end
)

// nextToken returns the kind and the end of the token at text[i:].
// Source: https://www.sqlite.org/lang.html, https://www.sqlite.org/lang_comment.html
func nextToken(text string, i int) (token, int) {
	switch c := text[i]; {
	case c == ';':
		return semicolonToken, i + 1
	case strings.IndexByte(" \t\r\n\f", c) >= 0:
		return blankToken, i + 1
	case strings.HasPrefix(text[i:], "--"):
		if n := strings.IndexByte(text[i:], '\n'); n >= 0 {
			return blankToken, i + n + 1
		}
		return blankToken, len(text)
	case strings.HasPrefix(text[i:], "/*"):
		return closedBy(text, i+2, "*/", blankToken)
	case c == '\'' || c == '"' || c == '`':
		return closedBy(text, i+1, string(c), otherToken)
	case c == '[':
		return closedBy(text, i+1, "]", otherToken)
	case isWordByte(c):
		end := i
		for end < len(text) && isWordByte(text[end]) {
			end++
		}
		return wordToken, end
	}
	return otherToken, i + 1
}

// closedBy ends a token after the closing characters. A quote that is doubled
// counts as the end of one string and the beginning of the next.
func closedBy(text string, from int, closing string, kind token) (token, int) {
	if n := strings.Index(text[from:], closing); n >= 0 {
		return kind, from + n + len(closing)
	}
	return openToken, len(text)
}

func isWordByte(c byte) bool {
	return c == '_' || c == '$' || c >= 0x80 || 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9'
}
