package vec0

import (
	"strings"

	"github.com/nearlite/nearlite/internal/sqlite3"
	"github.com/nearlite/nearlite/vector"
)

// toFloat32 is vec_f32. It reads float32 whatever the argument's subtype is, as
// toInt8 and toBit read their own types.
func toFloat32(ctx sqlite3.Context, args sqlite3.Args) error {
	o, err := readAs(vector.Float32, ctx, args, 0)
	if err == nil {
		err = o.checkFinite()
	}
	if err != nil {
		return err
	}
	result(ctx, vector.Float32, vector.AppendFloat32s(nil, o.float32s()))
	return nil
}

func toInt8(ctx sqlite3.Context, args sqlite3.Args) error {
	o, err := readAs(vector.Int8, ctx, args, 0)
	if err != nil {
		return err
	}
	result(ctx, vector.Int8, vector.Int8sToBlob(o.int8s()))
	return nil
}

func toBit(ctx sqlite3.Context, args sqlite3.Args) error {
	o, err := readAs(vector.Bit, ctx, args, 0)
	if err != nil {
		return err
	}
	result(ctx, vector.Bit, o.blob)
	return nil
}

func toJSON(ctx sqlite3.Context, args sqlite3.Args) error {
	o, err := readFinite(ctx, args, 0)
	if err != nil {
		return err
	}
	var text []byte
	switch o.element {
	case vector.Int8:
		text = vector.AppendJSONInt8(nil, o.int8s())
	case vector.Bit:
		text = vector.AppendJSONBit(nil, o.blob)
	default:
		text = vector.AppendJSONFixed(nil, o.float32s())
	}
	ctx.ResultRawText(text)
	ctx.ResultSubtype(subtypeJSON)
	return nil
}

func quantizeInt8(ctx sqlite3.Context, args sqlite3.Args) error {
	o, err := readAs(vector.Float32, ctx, args, 0)
	if err == nil {
		err = o.checkFinite()
	}
	if err != nil {
		return err
	}
	how := args.At(1)
	if how.Type() != sqlite3.Text || !strings.EqualFold(how.Text(), "unit") {
		return message("2nd argument to vec_quantize_int8() must be 'unit'.")
	}
	result(ctx, vector.Int8, vector.Int8sToBlob(vector.AppendInt8Unit(nil, o.float32s())))
	return nil
}

func quantizeBinary(ctx sqlite3.Context, args sqlite3.Args) error {
	o, err := readFinite(ctx, args, 0)
	switch {
	case err != nil:
		return err
	case o.element == vector.Bit:
		return message("Can only binary quantize float or int8 vectors")
	case o.dims()%8 != 0:
		return message("Binary quantization requires vectors with a length divisible by 8")
	case o.element == vector.Int8:
		result(ctx, vector.Bit, vector.AppendBinaryInt8(nil, o.int8s()))
	default:
		result(ctx, vector.Bit, vector.AppendBinaryFloat32(nil, o.float32s()))
	}
	return nil
}
