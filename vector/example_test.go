package vector_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"log"

	"github.com/nearlite/nearlite/vector"
	_ "modernc.org/sqlite"
)

func ExampleDistance() {
	a := vector.FromFloat32s([]float32{0, 3})
	b := vector.FromFloat32s([]float32{4, 0})
	d, err := vector.Distance(vector.L2, a, b)
	fmt.Println(d, err)

	_, err = vector.Distance(vector.L2, a, vector.FromFloat32s([]float32{1}))
	fmt.Println(errors.Is(err, vector.ErrDimensionMismatch))
	// Output:
	// 5 <nil>
	// true
}

func ExampleParseFloat32() {
	v, err := vector.ParseFloat32(nil, []byte("[1, 0.5, -2e-3]"))
	fmt.Println(v, err)

	_, err = vector.ParseFloat32(nil, []byte("[1, nan]"))
	fmt.Println(err)
	// Output:
	// [1 0.5 -0.002] <nil>
	// vector: float32 element 1 is NaN: replace it with a finite number
}

func ExampleVector() {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		log.Fatal(err)
	}
	defer db.Close()

	// A vector is bound as its blob, and scanned from one.
	var v vector.Vector
	if err := db.QueryRow("select ?", vector.FromFloat32s([]float32{1, 0.25})).Scan(&v); err != nil {
		log.Fatal(err)
	}
	text, err := json.Marshal(v)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(v)
	fmt.Println(string(text))
	// Output:
	// float32[2] 1 0.25
	// [1,0.25]
}

func ExampleSQLiteStore() {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		log.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1) // each connection to :memory: has a database of its own
	if err := vector.EnsureSchema(db); err != nil {
		log.Fatal(err)
	}

	ctx := context.Background()
	store := vector.NewSQLiteStore(db)
	if err := store.AddDocuments(ctx, []vector.Document{
		{ID: "cat", Content: "a small cat", Embedding: []float32{0.9, 0.1}},
		{ID: "car", Content: "a fast car", Embedding: []float32{0.1, 0.9}},
	}); err != nil {
		log.Fatal(err)
	}
	docs, err := store.SimilaritySearch(ctx, []float32{1, 0}, 1)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(docs[0].ID, "-", docs[0].Content)
	// Output: cat - a small cat
}

func ExampleAppendInt8Unit() {
	fmt.Println(vector.AppendInt8Unit(nil, []float32{1, 0, -0.5}))
	// Output: [126 0 -64]
}
