package chunk

import "strings"

// Markdown splits CommonMark text at its headings, and a section that is too
// long as [Text] does, where possible not inside a fenced code block. Chunks
// are substrings of src in order; between them is only white space. A section
// begins with its heading's line; headings with nothing below them join the
// section that follows.
//
// Title is the path of headings. A title in front matter (between lines of
// "---" or "+++" at the top of the file) stands above all headings but those of
// the first level.
//
// Source: https://spec.commonmark.org/0.31.2/#leaf-blocks
func Markdown(src string, opt Options) []Chunk {
	sections, fences := outline(src)
	target, limit := opt.sizes()
	s := newSplitter(src, target, limit)
	s.fences = fences
	var chunks []Chunk
	for _, section := range sections {
		chunks = s.split(chunks, section.start, section.end, section.title)
	}
	return chunks
}

// section is a part of a Markdown text under one heading.
type section struct {
	span
	title string
}

// outline finds the sections of a Markdown text, which together cover all of
// it, and its fenced code blocks.
func outline(src string) ([]section, []span) {
	var o outliner
	start := o.frontMatter(src)
	for position := start; position < len(src); {
		line := src[position:]
		if i := strings.IndexByte(line, '\n'); i >= 0 {
			line = line[:i+1]
		}
		o.line(line, position)
		position += len(line)
	}
	o.closeFence(len(src))
	o.closeSection(len(src))
	return o.sections, o.fences
}

// outliner reads a Markdown text line by line.
type outliner struct {
	sections []section
	fences   []span
	// headings holds the current heading of each level.
	headings [6]string
	// start is where the current section begins. hasBody says that there is
	// more to it than headings.
	start   int
	hasBody bool
	// fence is the line that opened the current code block, or "", and
	// fenceStart is where it is.
	fence      string
	fenceStart int
	// paragraph is the previous line, at paragraphStart, if it is the first
	// of a paragraph, so that a line below may make it a heading; else "".
	paragraph      string
	paragraphStart int
	inParagraph    bool
}

// line takes the next line, which begins at position.
func (o *outliner) line(line string, position int) {
	text := strings.TrimSpace(line)
	indented := isIndented(line)
	marker := fenceMarker(text)
	switch {
	case o.fence != "":
		if !indented && closesFence(o.fence, text) {
			o.closeFence(position + len(line))
		}
		return
	case text == "":
		o.endParagraph()
		return
	case indented:
	case marker != "":
		o.fence, o.fenceStart = marker, position
	case isHeading(text):
		level, title := parseHeading(text)
		o.heading(level, title, position)
		return
	case o.paragraph != "" && isUnderline(text):
		level := 1
		if text[0] == '-' {
			level = 2
		}
		o.heading(level, o.paragraph, o.paragraphStart)
		return
	case !o.inParagraph && canBeHeading(text):
		o.paragraph, o.paragraphStart, o.inParagraph = text, position, true
		return
	}
	o.hasBody = true
	o.paragraph, o.inParagraph = "", marker == ""
}

// endParagraph notes that no line below can make a heading of what is above.
func (o *outliner) endParagraph() {
	if o.paragraph != "" {
		o.hasBody = true
	}
	o.paragraph, o.inParagraph = "", false
}

// heading begins a section at position, unless there are only headings above.
func (o *outliner) heading(level int, title string, position int) {
	if o.paragraphStart != position || o.paragraph == "" {
		o.endParagraph()
	}
	if o.hasBody {
		o.closeSection(position)
	}
	o.paragraph, o.inParagraph = "", false
	o.headings[level-1] = plainTitle(title)
	clear(o.headings[level:])
}

func (o *outliner) closeSection(end int) {
	if o.start < end {
		o.sections = append(o.sections, section{span{o.start, end}, o.path()})
	}
	o.start, o.hasBody = end, false
}

func (o *outliner) closeFence(end int) {
	if o.fence != "" {
		o.fences = append(o.fences, span{o.fenceStart, end})
	}
	o.fence = ""
}

// path returns the headings in force, joined.
func (o *outliner) path() string {
	var parts []string
	for _, heading := range o.headings {
		if heading != "" {
			parts = append(parts, heading)
		}
	}
	return strings.Join(parts, " > ")
}

// frontMatter takes the metadata at the top of src and returns where the text
// begins. The metadata becomes a section of its own.
func (o *outliner) frontMatter(src string) int {
	first, rest, ok := strings.Cut(src, "\n")
	mark := strings.TrimRight(first, " \t\r")
	if !ok || mark != "---" && mark != "+++" {
		return 0
	}
	title, separator := "", ":"
	if mark == "+++" {
		separator = "="
	}
	for len(rest) > 0 {
		var line string
		line, rest, _ = strings.Cut(rest, "\n")
		line = strings.TrimRight(line, " \t\r")
		if line == mark || mark == "---" && line == "..." {
			end := len(src) - len(rest)
			o.headings[0] = title
			o.closeSection(end)
			return end
		}
		if key, value, ok := strings.Cut(line, separator); ok && strings.TrimSpace(key) == "title" {
			title = strings.Trim(strings.TrimSpace(value), `"'`)
		}
	}
	return 0
}
