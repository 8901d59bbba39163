package chunk

import (
	"go/ast"
	"strings"
)

// comment is the text of a doc comment without its markers: line i of text is
// line firstLine+i of the file.
type comment struct {
	text      string
	firstLine int
}

// commentText returns the text of a doc comment. Directives are left blank.
//
// Source: https://go.dev/doc/comment
func (d *documenter) commentText(group *ast.CommentGroup) comment {
	result := comment{firstLine: d.line(group.Pos())}
	var b strings.Builder
	last := result.firstLine
	for _, c := range group.List {
		for line := d.line(c.Pos()); last < line; last++ {
			b.WriteByte('\n')
		}
		text := c.Text[2:]
		if c.Text[1] == '*' {
			text = strings.TrimSuffix(text, "*/")
		} else if isDirective(text) {
			continue
		}
		b.WriteString(strings.TrimPrefix(text, " "))
		last += strings.Count(text, "\n")
	}
	result.text = b.String()
	return result
}

// isDirective reports whether a line comment's text after the slashes is an
// instruction to a tool, such as "go:generate stringer".
func isDirective(text string) bool {
	if strings.HasPrefix(text, "line ") || strings.HasPrefix(text, "export ") || strings.HasPrefix(text, "extern ") {
		return true
	}
	tool, instruction, ok := strings.Cut(text, ":")
	return ok && isLowerWord(tool) && instruction != "" && isLowerWord(instruction[:1])
}

// isLowerWord reports whether s consists of small letters and digits, at
// least one.
func isLowerWord(s string) bool {
	return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789") == ""
}

// split adds the chunks of a declaration with its doc comment. The first one
// begins with the code, if that takes at most half of it, and is described by
// whole; further parts of the comment have their own lines. Longer code gets
// chunks of its own, after those of the comment.
func (d *documenter) split(code string, doc comment, whole Chunk) {
	target, limit := d.opt.sizes()
	code = strings.TrimSpace(code)
	if len(code) > limit/2 || strings.TrimSpace(doc.text) == "" {
		d.comment("", doc, whole, target, limit)
		for _, part := range Text(code, d.opt) {
			whole.Text = part.Text
			d.chunks = append(d.chunks, whole)
		}
		return
	}
	code += "\n\n"
	room := limit - len(code)
	d.comment(code, doc, whole, min(target, room), room)
}

// comment adds the parts of a doc comment, of the given sizes, the first one
// after prefix.
func (d *documenter) comment(prefix string, doc comment, whole Chunk, target, limit int) {
	parts := newSplitter(doc.text, target, limit).split(nil, 0, len(doc.text), whole.Title)
	for i, part := range parts {
		part.FirstLine += doc.firstLine - 1
		part.LastLine += doc.firstLine - 1
		if i == 0 {
			part.Text = prefix + part.Text
			part.FirstLine, part.LastLine = whole.FirstLine, whole.LastLine
		}
		d.chunks = append(d.chunks, part)
	}
}
