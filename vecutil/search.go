package vecutil

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"github.com/nearlite/nearlite/vector"
	"github.com/nearlite/nearlite/vecutil/embed"
)

// Mode is a way to search.
type Mode int

const (
	// Hybrid fuses the rankings of Words and that of Vectors by reciprocal rank.
	Hybrid Mode = iota
	// Words fuses two rankings by BM25: of the chunks with any word of the
	// query, and of those that have all its words near each other.
	Words
	// Vectors ranks chunks by the cosine distance of their embeddings.
	Vectors
)

// DefaultK is the number of hits that Search returns when SearchOptions.K is 0.
const DefaultK = 10

// SearchOptions says how Search looks. The zero value is ready for use.
type SearchOptions struct {
	// K is the number of hits wanted; 0 means DefaultK.
	K int
	// Mode says what to search by.
	Mode Mode
}

// Hit is a chunk that answers a query.
type Hit struct {
	Path      string `json:"path"`       // the document's absolute path
	Title     string `json:"title"`      // heading path or symbol, "" without
	Text      string `json:"text"`       // the chunk's text
	FirstLine int    `json:"first_line"` // lines of the document, counted from 1
	LastLine  int    `json:"last_line"`
	// Score orders the hits of one search, higher is better. Hybrid and Words:
	// the fused reciprocal ranks as a share of the best possible, from 0 to 1.
	// Vectors: the cosine similarity.
	Score float64 `json:"score"`
}

// candidates is how many chunks each ranking contributes to a search for k.
// Fusion needs more than k: a chunk far down in both lists can win.
func candidates(k int) int { return max(100, 3*k) }

// Search returns the K best chunks for a query, best first; fewer only when the
// library has fewer that match. It returns ErrNoWords for a blank query, and
// ErrNoEmbedder when vectors are asked of a library opened without an embedder.
func (l *Library) Search(ctx context.Context, query string, opt SearchOptions) ([]Hit, error) {
	if strings.TrimSpace(query) == "" {
		return nil, ErrNoWords
	}
	if opt.Mode != Words && l.embedder == nil {
		return nil, fmt.Errorf("%w: search by words alone, or open it with the embedder", ErrNoEmbedder)
	}
	if opt.K <= 0 {
		opt.K = DefaultK
	}
	tx, err := l.db.BeginTx(ctx, nil) // both rankings from one snapshot
	if err != nil {
		return nil, err
	}
	defer tx.Rollback()
	s := search{library: l, tx: tx, query: query}
	ranked, err := s.rank(ctx, opt)
	if err != nil {
		return nil, err
	}
	return s.load(ctx, ranked[:min(opt.K, len(ranked))])
}

// search is one call of Search.
type search struct {
	library *Library
	tx      *sql.Tx
	query   string
}

// scored is a chunk in a ranking.
type scored struct {
	chunk int64
	score float64
}

// rank joins the rankings of the mode, best first.
func (s *search) rank(ctx context.Context, opt SearchOptions) ([]scored, error) {
	n := candidates(opt.K)
	if opt.Mode == Vectors {
		return s.byVectors(ctx, opt.K)
	}
	some, err := s.byWords(ctx, anyOf(embed.Keywords(s.query)), n)
	if err != nil {
		return nil, err
	}
	nearby, err := s.byWords(ctx, allNear(embed.Terms(s.query)), n)
	if err != nil {
		return nil, err
	}
	if opt.Mode == Words {
		return fuse(some, nearby), nil
	}
	vectors, err := s.byVectors(ctx, n)
	if err != nil {
		return nil, err
	}
	return fuse(some, nearby, vectors), nil
}

// titleWeight is how much more a word in a title counts than one in a body.
const titleWeight = 2.0

// byWords is the ranking by BM25 of the chunks that match an FTS5 query; empty
// for the query "".
func (s *search) byWords(ctx context.Context, match string, n int) ([]scored, error) {
	if match == "" {
		return nil, nil
	}
	return s.collect(ctx, `SELECT rowid, -bm25(library_words, ?, 1.0) AS score FROM library_words
		WHERE library_words MATCH ? ORDER BY score DESC, rowid LIMIT ?`,
		titleWeight, match, n)
}

// byVectors is the ranking by cosine similarity.
func (s *search) byVectors(ctx context.Context, n int) ([]scored, error) {
	q, err := s.embed(ctx)
	if err != nil {
		return nil, fmt.Errorf("embedding the query: %w", err)
	}
	blob := vector.AppendFloat32s(nil, q)
	return s.collect(ctx, `SELECT chunk_id, 1 - vec_distance_cosine(embedding, ?) AS score FROM library_vectors
		ORDER BY score DESC, chunk_id LIMIT ?`, blob, n)
}

func (s *search) collect(ctx context.Context, query string, args ...any) ([]scored, error) {
	rows, err := s.tx.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("searching: %w", err)
	}
	defer rows.Close()
	var list []scored
	for rows.Next() {
		var r scored
		if err := rows.Scan(&r.chunk, &r.score); err != nil {
			return nil, fmt.Errorf("searching: %w", err)
		}
		list = append(list, r)
	}
	return list, rows.Err()
}

// embed is the query's vector.
func (s *search) embed(ctx context.Context) ([]float32, error) {
	e := s.library.embedder
	if q, ok := e.(embed.QueryEmbedder); ok {
		weight, err := s.wordWeights(ctx)
		if err != nil {
			return nil, err
		}
		return q.EmbedQuery(ctx, s.query, weight)
	}
	vectors, err := e.Embed(ctx, []string{s.query})
	if err != nil {
		return nil, err
	}
	if len(vectors) != 1 {
		return nil, fmt.Errorf("the embedder returned %d vectors for one text", len(vectors))
	}
	return vectors[0], nil
}

// load reads the chunks of a ranking.
func (s *search) load(ctx context.Context, ranked []scored) ([]Hit, error) {
	hits := make([]Hit, 0, len(ranked))
	for _, r := range ranked {
		h := Hit{Score: r.score}
		err := s.tx.QueryRowContext(ctx, `SELECT path, title, body, first_line, last_line
			FROM library_chunks JOIN library_documents ON library_documents.id = document_id
			WHERE library_chunks.id = ?`, r.chunk).Scan(&h.Path, &h.Title, &h.Text, &h.FirstLine, &h.LastLine)
		if err != nil {
			return nil, fmt.Errorf("reading chunk %d: %w", r.chunk, err)
		}
		hits = append(hits, h)
	}
	return hits, nil
}
