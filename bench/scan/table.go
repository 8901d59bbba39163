package scan

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"

	"github.com/nearlite/nearlite/vector"
)

// Size is the shape of the tables: the number of vectors, and the dimensions
// of each, a multiple of 8.
type Size struct{ Rows, Dims int }

// tables hold the same vectors with different elements.
var tables = []struct {
	name    string
	element vector.Element
}{
	{"float32s", vector.Float32},
	{"int8s", vector.Int8},
	{"bits", vector.Bit},
}

// The seeds of the random numbers.
const (
	tableSeed = 1
	querySeed = 2
)

// Write creates the tables and fills them with vectors whose elements are
// normally distributed. The same size gives the same contents.
func Write(ctx context.Context, db *sql.DB, size Size) error {
	if size.Rows < 1 || size.Dims < 8 || size.Dims%8 != 0 {
		return fmt.Errorf("a table of %d rows of %d dimensions; want at least one row, and a multiple of 8 dimensions", size.Rows, size.Dims)
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // does nothing after the commit
	for _, t := range tables {
		if err := writeTable(ctx, tx, t.name, t.element, size); err != nil {
			return fmt.Errorf("writing table %s: %w", t.name, err)
		}
	}
	return tx.Commit()
}

func writeTable(ctx context.Context, tx *sql.Tx, name string, e vector.Element, size Size) error {
	if _, err := tx.ExecContext(ctx, "CREATE TABLE "+name+"(id INTEGER PRIMARY KEY, embedding BLOB NOT NULL)"); err != nil {
		return err
	}
	insert, err := tx.PrepareContext(ctx, "INSERT INTO "+name+" VALUES (?, ?)")
	if err != nil {
		return err
	}
	defer insert.Close()
	r, v := rand.New(rand.NewPCG(tableSeed, 0)), make([]float32, size.Dims)
	for id := 1; id <= size.Rows; id++ {
		if _, err := insert.ExecContext(ctx, id, encode(e, normal(r, v))); err != nil {
			return err
		}
	}
	return nil
}

// normal fills v with normally distributed numbers.
func normal(r *rand.Rand, v []float32) []float32 {
	for i := range v {
		v[i] = float32(r.NormFloat64())
	}
	return v
}

// encode is the blob of v, quantized to element type e.
func encode(e vector.Element, v []float32) []byte {
	switch e {
	case vector.Int8:
		shrunk := make([]float32, len(v))
		for i, x := range v {
			shrunk[i] = x / 3 // nearly all lie in the interval [-1, 1] then
		}
		return vector.Int8sToBlob(vector.AppendInt8Unit(nil, shrunk))
	case vector.Bit:
		return vector.AppendBinaryFloat32(nil, v)
	}
	return vector.AppendFloat32s(nil, v)
}
