package vecutil

import (
	"context"
	"fmt"
	"math"
	"strings"

	"github.com/nearlite/nearlite/vecutil/embed"
)

// anyOf is the FTS5 query for chunks with at least one of the words.
// https://sqlite.org/fts5.html#full_text_query_syntax
func anyOf(words []string) string {
	return strings.Join(quoteAll(words), " OR ")
}

// nearness is how many words may stand between the first and the last of those
// that are near each other: about a sentence.
const nearness = 15

// allNear is the FTS5 query for chunks that have all the words near each other;
// "" for fewer than two words.
// https://sqlite.org/fts5.html#fts5_near_queries
func allNear(words []string) string {
	if len(words) < 2 {
		return ""
	}
	return fmt.Sprintf("NEAR(%s, %d)", strings.Join(quoteAll(words), " "), nearness)
}

// quoteAll makes FTS5 strings of words, in which nothing is an operator.
func quoteAll(words []string) []string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = quote(w)
	}
	return quoted
}

func quote(word string) string { return `"` + strings.ReplaceAll(word, `"`, `""`) + `"` }

// wordWeights gives each word of the query its inverse document frequency: the
// rarer a word is in the library, the more it tells.
func (s *search) wordWeights(ctx context.Context) (func(string) float64, error) {
	var total float64
	if err := s.tx.QueryRowContext(ctx, `SELECT count(*) FROM library_chunks`).Scan(&total); err != nil {
		return nil, fmt.Errorf("counting chunks: %w", err)
	}
	weights := map[string]float64{}
	for _, w := range embed.Keywords(s.query) {
		var n float64
		err := s.tx.QueryRowContext(ctx, `SELECT count(*) FROM library_words WHERE library_words MATCH ?`, quote(w)).Scan(&n)
		if err != nil {
			return nil, fmt.Errorf("counting the word %q: %w", w, err)
		}
		weights[w] = math.Log(1 + (total-n+0.5)/(n+0.5))
	}
	return func(word string) float64 {
		if w, ok := weights[word]; ok {
			return w
		}
		return 0
	}, nil
}
