package embed

import (
	"context"
	"strings"
	"sync"
)

// hashName identifies the vectors of [Hash]. It must change with every change
// to how they are made.
const hashName = "nearlite-hash-384-v1"

// hashDims is the length of the vectors of [Hash].
const hashDims = 384

// Hash is the built-in embedder. Its vectors are random projections of the
// words, joined pairs of words and parts of words of a text: two texts are near
// each other if they share many of them. Forms of one word count as the same
// word, repetitions count ever less, stop words hardly at all, and the title
// more than the rest. A query counts each word once.
//
// A vector is a function of the text alone, the same on every machine and in
// every process. It has 384 dimensions and the Euclidean length 1, also for an
// empty text. The zero value is ready for use.
//
// Source: Achlioptas, "Database-friendly random projections" (2003);
// Weinberger et al., "Feature hashing for large scale multitask learning"
// (2009).
type Hash struct{}

var _ QueryEmbedder = Hash{}

// Name returns "nearlite-hash-384-v1".
func (Hash) Name() string { return hashName }

// Dims returns 384.
func (Hash) Dims() int { return hashDims }

// Embed fails only with the context's error.
func (Hash) Embed(ctx context.Context, texts []string) ([][]float32, error) {
	f := featuresPool.Get().(*features)
	defer featuresPool.Put(f)
	vectors := make([][]float32, len(texts))
	values := make([]float32, len(texts)*hashDims)
	for i, text := range texts {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		title, body, _ := strings.Cut(text, "\n")
		f.reset(forText, nil)
		f.add(title, titleCount)
		f.add(body, 1)
		var p projection
		f.project(&p)
		p.addUnique(text, weightUnique)
		vectors[i], values = values[:hashDims:hashDims], values[hashDims:]
		p.normalize(vectors[i])
	}
	return vectors, nil
}

// EmbedQuery fails only with the context's error. A weight counts up to 1000,
// with a resolution of 1/256; a negative one or NaN counts as 0.
func (Hash) EmbedQuery(ctx context.Context, text string, weight func(word string) float64) ([]float32, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	f := featuresPool.Get().(*features)
	defer featuresPool.Put(f)
	f.reset(forQuery, weight)
	f.add(text, 1)
	var p projection
	f.project(&p)
	if p == (projection{}) {
		p.addUnique(text, weightUnique)
	}
	vector := make([]float32, hashDims)
	p.normalize(vector)
	return vector, nil
}

var featuresPool = sync.Pool{New: func() any { return newFeatures() }}
