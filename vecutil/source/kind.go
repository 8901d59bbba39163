package source

import (
	"path/filepath"
	"strings"
)

// Kind says how the text of a file is to be split into chunks.
type Kind int

const (
	// Text is plain text, and every format without a kind of its own.
	Text Kind = iota
	// Markdown is CommonMark and its relatives.
	Markdown
	// Go is Go source code.
	Go
)

// kinds lists the file name extensions, in lower case, that a walk takes from
// a folder.
var kinds = map[string]Kind{
	".txt": Text, ".text": Text, ".rst": Text, ".adoc": Text, ".asciidoc": Text,
	".org": Text, ".tex": Text, ".textile": Text,
	".md": Markdown, ".markdown": Markdown, ".mdown": Markdown, ".mdx": Markdown,
	".go": Go,
}

// KindOf returns the kind of a file by its name's extension, in any case.
// known is false, and the kind is [Text], for an extension that a walk does
// not take from a folder.
func KindOf(path string) (kind Kind, known bool) {
	kind, known = kinds[strings.ToLower(filepath.Ext(path))]
	return kind, known
}

// String returns "text", "markdown" or "go".
func (k Kind) String() string {
	switch k {
	case Markdown:
		return "markdown"
	case Go:
		return "go"
	default:
		return "text"
	}
}
