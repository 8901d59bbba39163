package engine

import (
	"errors"
	"fmt"

	"github.com/nearlite/nearlite/internal/sqlite3"
	_ "github.com/nearlite/nearlite/vec0" // sqlite-vec's functions, on every connection
	"github.com/nearlite/nearlite/vector"
)

func init() {
	sqlite3.RegisterFunction(blobFunction("vec_cosine", vector.CosineSimilarity))
	sqlite3.RegisterFunction(blobFunction("vec_l2", vector.L2Distance))
}

// blobFunction is an SQL function of two float32 blobs. NULL or an empty blob
// for either gives NULL; any other type is an error, since a number or a text
// in place of an embedding is a mistake in the query.
func blobFunction(name string, f func(a, b []float32) (float64, error)) sqlite3.Function {
	return sqlite3.Function{
		Name: name, Args: 2, Flags: sqlite3.Deterministic | sqlite3.Innocuous,
		Call: func(ctx sqlite3.Context, args sqlite3.Args) error {
			a, err := blobArgument(args.At(0))
			if err != nil {
				return fmt.Errorf("%s: first argument: %w", name, err)
			}
			b, err := blobArgument(args.At(1))
			if err != nil {
				return fmt.Errorf("%s: second argument: %w", name, err)
			}
			if a == nil || b == nil {
				return nil
			}
			result, err := f(a, b)
			if err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			ctx.ResultFloat64(result)
			return nil
		},
	}
}

// blobArgument is a view of an embedding; nil for NULL and for an empty blob.
func blobArgument(v sqlite3.Value) ([]float32, error) {
	switch v.Type() {
	case sqlite3.Null:
		return nil, nil
	case sqlite3.Blob:
		blob := v.RawBlob()
		if len(blob) == 0 {
			return nil, nil
		}
		return vector.Float32sFromBlob(blob)
	default:
		return nil, errNotABlob
	}
}

var errNotABlob = errors.New("an embedding is a BLOB of little-endian float32; convert text with vec_f32()")
