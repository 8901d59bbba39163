package vecutil

import (
	"errors"
	"fmt"
)

var (
	// ErrNoLibrary is returned when a database has no library in it.
	ErrNoLibrary = errors.New("the database holds no library")

	// ErrFormat is returned for a library that a newer version wrote.
	ErrFormat = errors.New("the library's format is not known")

	// ErrNoWords is returned for a query in which there is nothing to search
	// for.
	ErrNoWords = errors.New("the query is empty")

	// ErrNoEmbedder is returned when a library opened without an embedder is
	// asked for something that needs one.
	ErrNoEmbedder = errors.New("the library was opened without an embedder")
)

// EmbedderError is returned when a library holds the vectors of one embedder
// and is used with another, whose vectors mean something else.
type EmbedderError struct {
	Stored, Given         string // names of the embedders
	StoredDims, GivenDims int    // lengths of their vectors; 0 if not known
}

// Error names both embedders.
func (e *EmbedderError) Error() string {
	if e.Stored == e.Given {
		return fmt.Sprintf("the library holds vectors of %s with %d dimensions, and it now gives %d; use the model that made them, or add the documents to a new database",
			e.Stored, e.StoredDims, e.GivenDims)
	}
	return fmt.Sprintf("the library holds vectors of the embedder %s, and %s was given; use %s, or add the documents to a new database",
		e.Stored, e.Given, e.Stored)
}
