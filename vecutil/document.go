package vecutil

import (
	"context"
	"crypto/sha256"
	"errors"

	"github.com/nearlite/nearlite/vecutil/chunk"
	"github.com/nearlite/nearlite/vecutil/embed"
	"github.com/nearlite/nearlite/vecutil/source"
)

// document is a file on its way into the library.
type document struct {
	file    source.File
	digest  [sha256.Size]byte
	changed bool // text differs from what is stored
	chunks  []chunk.Chunk
	vectors [][]float32 // one for each chunk
}

// readDocument reads and splits a file. The text of one whose digest is the
// stored one is not split. A Go file that does not parse is split as text.
func readDocument(ctx context.Context, f source.File, known stored, opt AddOptions) (document, error) {
	text, err := source.Read(ctx, f.Path, opt.Source)
	if err != nil {
		return document{}, err
	}
	d := document{file: f, digest: sha256.Sum256([]byte(text))}
	if known.id != 0 && d.digest == known.digest {
		return d, nil
	}
	d.changed = true
	options := opt.Chunk
	options.Package = f.Package
	switch f.Kind {
	case source.Markdown:
		d.chunks = chunk.Markdown(text, options)
	case source.Go:
		// The error only says why the chunks are those of plain text.
		d.chunks, _ = chunk.Go(f.Path, text, options)
	default:
		d.chunks = chunk.Text(text, options)
	}
	return d, nil
}

// embedDocuments computes the vectors of all chunks of docs, asking the
// embedder once.
func embedDocuments(ctx context.Context, e embed.Embedder, docs []document) error {
	var texts []string
	for _, d := range docs {
		for _, c := range d.chunks {
			texts = append(texts, embeddedText(c.Title, c.Text))
		}
	}
	if len(texts) == 0 {
		return nil
	}
	vectors, err := e.Embed(ctx, texts)
	if err != nil {
		return err
	}
	if len(vectors) != len(texts) {
		return errors.New("the embedder returned another number of vectors than it was given texts; it cannot be used")
	}
	for i := range docs {
		n := len(docs[i].chunks)
		docs[i].vectors, vectors = vectors[:n:n], vectors[n:]
	}
	return nil
}

// embeddedText is what the embedder sees of a chunk: its first line is the
// title.
func embeddedText(title, body string) string { return title + "\n" + body }
