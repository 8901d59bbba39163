// Package chunk splits text into pieces of a size that suits retrieval: small
// enough to be about one thing, large enough to say it.
//
// [Text] splits plain text at paragraphs and sentences, [Markdown] also at
// headings, and [Go] takes the documentation from Go source code. All of them
// are pure functions, and safe for concurrent use.
package chunk
