package vec0

import (
	"github.com/nearlite/nearlite/internal/sqlite3"
	"github.com/nearlite/nearlite/vector"
)

// The three sets of flags that sqlite-vec's functions have.
const (
	plain  = sqlite3.Deterministic | sqlite3.Innocuous
	reads  = plain | sqlite3.Subtype
	writes = reads | sqlite3.ResultSubtype
)

func init() {
	for _, f := range []sqlite3.Function{
		{Name: "vec_version", Args: 0, Flags: plain, Call: version},
		{Name: "vec_debug", Args: 0, Flags: plain, Call: debugInfo},
		{Name: "vec_type", Args: 1, Flags: plain, Call: typeName},
		{Name: "vec_length", Args: 1, Flags: reads, Call: length},
		{Name: "vec_distance_l2", Args: 2, Flags: reads, Call: distanceL2},
		{Name: "vec_distance_l1", Args: 2, Flags: reads, Call: distanceL1},
		{Name: "vec_distance_cosine", Args: 2, Flags: reads, Call: distanceCosine},
		{Name: "vec_distance_hamming", Args: 2, Flags: reads, Call: distanceHamming},
		{Name: "vec_f32", Args: 1, Flags: writes, Call: toFloat32},
		{Name: "vec_int8", Args: 1, Flags: writes, Call: toInt8},
		{Name: "vec_bit", Args: 1, Flags: writes, Call: toBit},
		{Name: "vec_add", Args: 2, Flags: writes, Call: add},
		{Name: "vec_sub", Args: 2, Flags: writes, Call: sub},
		{Name: "vec_slice", Args: 3, Flags: writes, Call: slice},
		{Name: "vec_normalize", Args: 1, Flags: writes, Call: normalize},
		{Name: "vec_to_json", Args: 1, Flags: writes, Call: toJSON},
		{Name: "vec_quantize_int8", Args: 2, Flags: writes, Call: quantizeInt8},
		{Name: "vec_quantize_binary", Args: 1, Flags: writes, Call: quantizeBinary},
		{Name: "match", Args: 2, Flags: sqlite3.Innocuous, Call: match},
	} {
		sqlite3.RegisterFunction(f)
	}
	registerEach()
	registerTable()
}

// match stands behind the operator MATCH in place of SQLite's own function, which
// says the same. SQLite calls it only where no table takes the operator; but its
// own one is not innocuous, and so a view with MATCH would not work under PRAGMA
// trusted_schema=off.
func match(sqlite3.Context, sqlite3.Args) error {
	return message("unable to use function MATCH in the requested context")
}

// result sets a vector as the result, tagged with its element type.
func result(ctx sqlite3.Context, e vector.Element, blob []byte) {
	ctx.ResultBlob(blob)
	ctx.ResultSubtype(subtypeOf(e))
}
