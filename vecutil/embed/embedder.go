package embed

import "context"

// Embedder turns texts into vectors. Its methods may be called concurrently.
type Embedder interface {
	// Name identifies the vectors: vectors of embedders with different names
	// must not be compared.
	Name() string
	// Dims is the length of every vector, or 0 as long as it is not known.
	Dims() int
	// Embed returns one vector for each text, in order. The first line of a
	// text is taken as its title. The vectors are finite and not zero, and
	// belong to the caller.
	Embed(ctx context.Context, texts []string) ([][]float32, error)
}

// QueryEmbedder is an [Embedder] that treats the text of a query differently
// from a text that is searched.
type QueryEmbedder interface {
	Embedder
	// EmbedQuery returns the vector of a query. weight says how much a word,
	// one of those that [Words] returns for the query, tells texts apart, for
	// example its inverse document frequency; nil means that all words weigh
	// the same.
	EmbedQuery(ctx context.Context, text string, weight func(word string) float64) ([]float32, error)
}
