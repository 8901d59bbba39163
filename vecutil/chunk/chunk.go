package chunk

// Chunk is one piece of a source text.
type Chunk struct {
	// Title says where the chunk belongs: the path of Markdown headings, such
	// as "Guide > Install", or a Go symbol, such as "bufio.Scanner.Scan". It is
	// "" for plain text.
	Title string
	// Text is the chunk's text, never blank and at most [Options.MaxBytes]
	// long.
	Text string
	// FirstLine and LastLine are the lines of the source that the chunk stands
	// for, counted from 1.
	FirstLine, LastLine int
}

// Sizes that [Options] stands for when it is zero. A paragraph or two are
// about one thing, and fit every embedding model's input.
const (
	DefaultTargetBytes = 800
	DefaultMaxBytes    = 1200
)

// minBytes is the smallest target: there must be room for any rune.
const minBytes = 16

// Options says how large chunks are. The zero value is ready for use.
type Options struct {
	// TargetBytes is the size that a chunk should have, in bytes of UTF-8; 0
	// means [DefaultTargetBytes], and less than 16 means 16.
	TargetBytes int
	// MaxBytes is the size that no chunk's text exceeds, in bytes of UTF-8; 0
	// means one and a half times the target, and less than the target means
	// the target.
	MaxBytes int
	// Package is the import path that titles of Go chunks begin with, such as
	// "net/url"; "" means the name in the package clause.
	Package string
}

// sizes returns the target and the maximum in effect.
func (o Options) sizes() (target, limit int) {
	target = o.TargetBytes
	if target == 0 {
		target = DefaultTargetBytes
	}
	target = max(target, minBytes)
	limit = o.MaxBytes
	if limit == 0 {
		limit = target + target/2
	}
	return target, max(target, limit)
}
