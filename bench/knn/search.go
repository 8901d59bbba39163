package main

import (
	"fmt"

	"github.com/nearlite/nearlite/bench/peer"
	"github.com/nearlite/nearlite/vector"
)

// search is a statement that returns the ids of the ten rows nearest to its one
// parameter, a vector of the table's dimensions.
type search struct {
	name      string
	statement string
	element   vector.Element
}

// searches are all of them, the one that matters most first.
var searches = []search{
	{"cosine float32", "SELECT id FROM float32s ORDER BY vec_distance_cosine(embedding, ?) LIMIT 10", vector.Float32},
	{"l2 float32", "SELECT id FROM float32s ORDER BY vec_distance_l2(embedding, ?) LIMIT 10", vector.Float32},
	{"l1 float32", "SELECT id FROM float32s ORDER BY vec_distance_l1(embedding, ?) LIMIT 10", vector.Float32},
	{"cosine int8", "SELECT id FROM int8s ORDER BY vec_distance_cosine(vec_int8(embedding), vec_int8(?)) LIMIT 10", vector.Int8},
	{"hamming bit", "SELECT id FROM bits ORDER BY vec_distance_hamming(vec_bit(embedding), vec_bit(?)), id LIMIT 10", vector.Bit},
}

// of is the search in tables of that many dimensions.
func (s search) of(dims int) peer.Search {
	return peer.Search{Statement: s.statement, Element: s.element, Dims: dims}
}

// find returns the search of that name.
func find(name string) (search, error) {
	for _, s := range searches {
		if s.name == name {
			return s, nil
		}
	}
	return search{}, fmt.Errorf("no search is called %q", name)
}
