package chunk

import (
	"regexp"
	"strings"
)

// isIndented reports whether a line is indented so far that it is code.
func isIndented(line string) bool {
	return strings.HasPrefix(line, "    ") || strings.HasPrefix(line, "\t") ||
		strings.HasPrefix(strings.TrimLeft(line, " "), "\t")
}

// fenceMarker returns the run of at least three backquotes or tildes that text
// begins with and that opens a fenced code block, or "".
func fenceMarker(text string) string {
	if text == "" || text[0] != '`' && text[0] != '~' {
		return ""
	}
	rest := strings.TrimLeft(text, text[:1])
	if length := len(text) - len(rest); length >= 3 && (text[0] == '~' || !strings.Contains(rest, "`")) {
		return text[:length]
	}
	return ""
}

// closesFence reports whether text closes the code block that marker opened.
func closesFence(marker, text string) bool {
	return len(text) >= len(marker) && strings.Trim(text, marker[:1]) == ""
}

// isHeading reports whether text is a heading that begins with "#".
func isHeading(text string) bool {
	rest := strings.TrimLeft(text, "#")
	level := len(text) - len(rest)
	return 1 <= level && level <= 6 && (rest == "" || rest[0] == ' ' || rest[0] == '\t')
}

// parseHeading returns the level, 1 to 6, and the title of a heading that
// begins with "#".
func parseHeading(text string) (level int, title string) {
	title = strings.TrimLeft(text, "#")
	level = len(text) - len(title)
	title = strings.TrimSpace(title)
	if stripped := strings.TrimRight(title, "#"); stripped == "" || strings.HasSuffix(stripped, " ") {
		title = strings.TrimSpace(stripped)
	}
	return level, title
}

// isUnderline reports whether text makes a heading of the line above it.
func isUnderline(text string) bool {
	return text != "" && (text[0] == '=' || text[0] == '-') && strings.Trim(text, text[:1]) == ""
}

// canBeHeading reports whether an underline below text makes it a heading: it
// is not part of a list, a quotation or a table, and no thematic break.
func canBeHeading(text string) bool {
	return !startsItem(text) && !strings.HasPrefix(text, ">") && !strings.HasPrefix(text, "|") &&
		strings.Trim(text, "-=*_ \t") != ""
}

var (
	linkPattern   = regexp.MustCompile(`!?\[([^\]]*)\]\([^)]*\)`)
	anchorPattern = regexp.MustCompile(`\s*\{#[^}]*\}$`)
	emphasis      = strings.NewReplacer("`", "", "**", "")
)

// plainTitle returns a heading's title without its links, emphasis and anchor.
func plainTitle(title string) string {
	if strings.ContainsAny(title, "[{") {
		title = linkPattern.ReplaceAllString(title, "$1")
		title = anchorPattern.ReplaceAllString(title, "")
	}
	return emphasis.Replace(title)
}
