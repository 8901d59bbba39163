package main

import (
	"github.com/nearlite/nearlite/bench/peer"
	"github.com/nearlite/nearlite/vector"
)

// size is the shape of the tables: the number of vectors, and the dimensions of
// each, a multiple of 8.
type size struct{ rows, dims int }

// tables hold the same vectors with different elements.
func tables(s size) []peer.Insertion {
	table := func(name string, e vector.Element) peer.Insertion {
		return peer.Insertion{
			Create:    "CREATE TABLE " + name + "(id INTEGER PRIMARY KEY, embedding BLOB NOT NULL)",
			Statement: "INSERT INTO " + name + "(embedding) VALUES (?)",
			Element:   e, Dims: s.dims, Rows: s.rows,
		}
	}
	return []peer.Insertion{
		table("float32s", vector.Float32),
		table("int8s", vector.Int8),
		table("bits", vector.Bit),
	}
}
