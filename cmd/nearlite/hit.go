package main

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/nearlite/nearlite/vecutil"
)

// snippetBytes is how much of a result's text is shown.
const snippetBytes = 280

// printHits prints results for people.
func printHits(w io.Writer, p painter, query string, hits []vecutil.Hit) error {
	b := bufio.NewWriter(w)
	for i, h := range hits {
		if i > 0 {
			b.WriteByte('\n')
		}
		printHit(b, p, h)
		text, spans := vecutil.Snippet(h.Text, query, snippetBytes)
		for _, line := range strings.Split(highlight(p, text, spans), "\n") {
			if strings.TrimSpace(line) != "" {
				fmt.Fprintf(b, "    %s\n", line)
			}
		}
	}
	return b.Flush()
}

// printHit prints the line that says where a result is.
func printHit(w io.Writer, p painter, h vecutil.Hit) {
	fmt.Fprintf(w, "%s:%s  %s  %s\n",
		p.paint(magenta, printable(displayPath(h.Path))), p.paint(green, fmt.Sprint(h.FirstLine)),
		p.paint(dim, fmt.Sprintf("%.3f", h.Score)), p.paint(bold, printable(h.Title)))
}

// highlight colours the spans of a text.
func highlight(p painter, text string, spans []vecutil.Span) string {
	var b strings.Builder
	end := 0
	for _, s := range spans {
		b.WriteString(printable(text[end:s.Start]))
		b.WriteString(p.paint(boldRed, printable(text[s.Start:s.End])))
		end = s.End
	}
	b.WriteString(printable(text[end:]))
	return b.String()
}
