package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/nearlite/nearlite/vecutil"
	"github.com/nearlite/nearlite/vecutil/embed"
)

type searchCommand struct {
	embedderFlags
	DB    database `arg:"" name:"DB" help:"Database with a library."`
	Words []string `arg:"" name:"WORDS" help:"What to search for."`
	K     int      `name:"results" short:"k" placeholder:"N" default:"${default_k}" help:"Number of results (${default})."`
	Mode  string   `enum:"hybrid,words,vectors" default:"hybrid" placeholder:"MODE" help:"Search by hybrid (words and vectors, fused), words or vectors."`
	JSON  bool     `name:"json" help:"Print the results as a JSON array of objects with path, title, text, first_line, last_line and score."`
	Color string   `enum:"auto,always,never" default:"auto" placeholder:"WHEN" help:"Colour: auto (on a terminal, unless NO_COLOR is set), always or never."`
}

// Help is shown below the flags.
func (searchCommand) Help() string {
	return `Prints file:line, score and title of each result, best first, and the lines that fit best. As with grep, the exit status is 1 when nothing is found.

Example: nearlite search notes.db "renew the certificate" -k 3`
}

// Validate is called by the parser of the command line.
func (c *searchCommand) Validate() error {
	if c.K < 1 {
		return errors.New("-k must be 1 or more")
	}
	return c.embedderFlags.Validate()
}

func (c *searchCommand) Run(ctx context.Context) error {
	query := strings.Join(c.Words, " ")
	hits, err := c.search(ctx, query)
	if err != nil {
		return err
	}
	if c.JSON {
		err = printJSON(hits)
	} else {
		err = printHits(os.Stdout, painterFor(c.Color), query, hits)
	}
	if err == nil && len(hits) == 0 {
		return fmt.Errorf("nothing found for %q", query)
	}
	return err
}

func (c *searchCommand) search(ctx context.Context, query string) ([]vecutil.Hit, error) {
	options := vecutil.SearchOptions{K: c.K, Mode: modes[c.Mode]}
	var embedder embed.Embedder
	if options.Mode != vecutil.Words {
		var err error
		if embedder, err = c.embedder(); err != nil {
			return nil, err
		}
	}
	db, err := c.DB.openToRead(ctx)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	library, err := vecutil.OpenLibrary(ctx, db, embedder)
	switch {
	case errors.Is(err, vecutil.ErrNoLibrary):
		return nil, noLibrary(c.DB)
	case errors.As(err, new(*vecutil.EmbedderError)):
		return nil, fmt.Errorf("%w; see --embed-url and --embed-model, or search by --mode words", err)
	case err != nil:
		return nil, err
	}
	return library.Search(ctx, query, options)
}

var modes = map[string]vecutil.Mode{
	"hybrid":  vecutil.Hybrid,
	"words":   vecutil.Words,
	"vectors": vecutil.Vectors,
}
