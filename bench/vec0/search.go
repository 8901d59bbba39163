package main

import (
	"fmt"

	"github.com/nearlite/nearlite/bench/peer"
	"github.com/nearlite/nearlite/vector"
)

// search is a KNN search, k = 10, of a vec0 table of its own.
type search struct {
	name    string
	element vector.Element
	metric  string // "" for the column's default
	rows    int
	dims    int
	target  float64 // nearlite's share of moderncvec's time, at most
}

// searches are all of them, the one that matters most first.
var searches = []search{
	{"l2 float32", vector.Float32, "l2", 100_000, 1536, 0.55},
	{"cosine float32", vector.Float32, "cosine", 100_000, 1536, 0.4},
	{"l2 int8", vector.Int8, "l2", 100_000, 768, 0.25},
	{"hamming bit", vector.Bit, "", 100_000, 1536, 0.65},
	{"l2 float32, short", vector.Float32, "l2", 1_000_000, 128, 0.55},
}

// table is the table that is searched.
func (s search) table() peer.Insertion {
	column := fmt.Sprintf("embedding %s[%d]", s.element, s.dims)
	if s.metric != "" {
		column += " distance_metric=" + s.metric
	}
	return peer.Insertion{
		Create:    "CREATE VIRTUAL TABLE vectors USING vec0(" + column + ")",
		Statement: "INSERT INTO vectors(embedding) VALUES (" + s.value() + ")",
		Element:   s.element, Dims: s.dims, Rows: s.rows,
	}
}

// knn is the statement.
func (s search) knn() peer.Search {
	return peer.Search{
		Statement: "SELECT rowid FROM vectors WHERE embedding MATCH " + s.value() + " AND k = 10",
		Element:   s.element, Dims: s.dims,
	}
}

// value is the expression of the parameter as a vector of the column's type.
func (s search) value() string {
	switch s.element {
	case vector.Int8:
		return "vec_int8(?)"
	case vector.Bit:
		return "vec_bit(?)"
	}
	return "?"
}

// insertion is the table whose filling is timed, and how many times as fast as
// moderncvec nearlite is to be at least.
var insertion = search{name: "float32", element: vector.Float32, rows: 20_000, dims: 1536, target: 4}

// scaled has rows times scale, and at least ten for ten to be found.
func (s search) scaled(scale float64) search {
	s.rows = max(10, int(scale*float64(s.rows)))
	return s
}
