package docstore

import (
	"container/heap"
	"context"
	"database/sql"
	"fmt"
	"slices"
)

// Score rates an embedding: more is better. ok is false for a row that cannot
// be found. The bytes are valid during the call only.
type Score func(embedding []byte) (score float64, ok bool)

// Search returns the k rows that score best, best first, and of equals the one
// that the table lists first. It reads every row with an embedding, in one
// statement, and holds k of them in memory.
func Search(ctx context.Context, db *sql.DB, k int, score Score) ([]Row, error) {
	if k <= 0 {
		return nil, nil
	}
	rows, err := db.QueryContext(ctx, selectEmbedded)
	if err != nil {
		return nil, fmt.Errorf("docstore: search: %w (was the table made with EnsureSchema?)", err)
	}
	defer rows.Close()
	best := shortlist{k: k}
	var id, content, meta, embedding sql.RawBytes
	for seq := 0; rows.Next(); seq++ {
		if err := ctx.Err(); err != nil { // rows.Next learns of it later
			return nil, fmt.Errorf("docstore: search: %w", err)
		}
		if err := rows.Scan(&id, &content, &meta, &embedding); err != nil {
			return nil, fmt.Errorf("docstore: search: %w", err)
		}
		s, ok := score(embedding)
		if !ok || !best.admits(s) {
			continue
		}
		best.add(hit{score: s, seq: seq, row: Row{
			ID: string(id), Content: string(content), Meta: string(meta), Embedding: slices.Clone(embedding),
		}})
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("docstore: search: %w", err)
	}
	return best.sorted(), nil
}

// hit is a scored row; seq is its place in the table.
type hit struct {
	score float64
	seq   int
	row   Row
}

func (h hit) worseThan(o hit) bool {
	return h.score < o.score || h.score == o.score && h.seq > o.seq
}

// shortlist keeps the k best hits, in a heap whose root is the worst of them.
type shortlist struct {
	k    int
	hits hitHeap
}

// admits reports whether a later hit of this score belongs to the k best.
func (l *shortlist) admits(score float64) bool {
	return len(l.hits) < l.k || score > l.hits[0].score
}

func (l *shortlist) add(h hit) {
	if len(l.hits) < l.k {
		heap.Push(&l.hits, h)
		return
	}
	l.hits[0] = h
	heap.Fix(&l.hits, 0)
}

// sorted empties the shortlist and returns its rows, best first.
func (l *shortlist) sorted() []Row {
	rows := make([]Row, len(l.hits))
	for i := len(rows) - 1; i >= 0; i-- {
		rows[i] = heap.Pop(&l.hits).(hit).row
	}
	return rows
}

type hitHeap []hit

func (h hitHeap) Len() int           { return len(h) }
func (h hitHeap) Less(i, j int) bool { return h[i].worseThan(h[j]) }
func (h hitHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *hitHeap) Push(x any)        { *h = append(*h, x.(hit)) }
func (h *hitHeap) Pop() any {
	last := len(*h) - 1
	x := (*h)[last]
	*h = (*h)[:last]
	return x
}
