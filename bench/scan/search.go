package scan

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"

	"github.com/nearlite/nearlite/vector"
)

// Search is a statement that returns the ids of the ten rows nearest to its
// one parameter, a vector of the table's dimensions and of type Element.
type Search struct {
	Name      string
	Statement string
	Element   vector.Element
}

// Searches lists the searches, the one that matters most first.
func Searches() []Search {
	return []Search{
		{"cosine float32", "SELECT id FROM float32s ORDER BY vec_distance_cosine(embedding, ?) LIMIT 10", vector.Float32},
		{"l2 float32", "SELECT id FROM float32s ORDER BY vec_distance_l2(embedding, ?) LIMIT 10", vector.Float32},
		{"l1 float32", "SELECT id FROM float32s ORDER BY vec_distance_l1(embedding, ?) LIMIT 10", vector.Float32},
		{"cosine int8", "SELECT id FROM int8s ORDER BY vec_distance_cosine(vec_int8(embedding), vec_int8(?)) LIMIT 10", vector.Int8},
		{"hamming bit", "SELECT id FROM bits ORDER BY vec_distance_hamming(vec_bit(embedding), vec_bit(?)), id LIMIT 10", vector.Bit},
	}
}

// Run returns the ids that the search finds for query number seed. Equal seeds
// give equal queries.
func (s Search) Run(ctx context.Context, db *sql.DB, dims int, seed uint64) ([]int64, error) {
	query := encode(s.Element, normal(rand.New(rand.NewPCG(querySeed, seed)), make([]float32, dims)))
	rows, err := db.QueryContext(ctx, s.Statement, query)
	if err != nil {
		return nil, fmt.Errorf("search %s: %w", s.Name, err)
	}
	defer rows.Close()
	var ids []int64
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return nil, fmt.Errorf("search %s: %w", s.Name, err)
		}
		ids = append(ids, id)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("search %s: %w", s.Name, err)
	}
	return ids, nil
}

// find returns the search of that name.
func find(name string) (Search, error) {
	for _, s := range Searches() {
		if s.Name == name {
			return s, nil
		}
	}
	return Search{}, fmt.Errorf("no search is called %q", name)
}
