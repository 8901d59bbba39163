package main

import (
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"github.com/mattn/go-isatty"
)

// isTerminal reports whether a person sits at f.
func isTerminal(f *os.File) bool {
	return isatty.IsTerminal(f.Fd()) || isatty.IsCygwinTerminal(f.Fd())
}

// A colour is the parameter of the terminal's "select graphic rendition".
// Source: ECMA-48, section 8.3.117.
type colour string

const (
	bold    colour = "1"
	dim     colour = "2"
	boldRed colour = "1;31"
	green   colour = "32"
	magenta colour = "35"
)

// painter colours text, or leaves it as it is.
type painter bool

// painterFor says whether to colour what goes to standard output: when is
// "always", "never", or "auto" for a terminal whose owner did not opt out.
// Source: https://no-color.org
func painterFor(when string) painter {
	switch when {
	case "always":
		return true
	case "never":
		return false
	}
	return painter(isTerminal(os.Stdout) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && understandsColour(os.Stdout))
}

func (p painter) paint(c colour, text string) string {
	if !p || text == "" {
		return text
	}
	return "\x1b[" + string(c) + "m" + text + "\x1b[0m"
}

// printable replaces control characters, with which a text could take the
// terminal over; line ends and tabs stay.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return unicode.ReplacementChar
		}
		return r
	}, text)
}

// displayPath is the path relative to the current folder where that is shorter.
func displayPath(path string) string {
	folder, err := os.Getwd()
	if err != nil {
		return path
	}
	relative, err := filepath.Rel(folder, path)
	if err != nil || len(relative) >= len(path) {
		return path
	}
	return relative
}
