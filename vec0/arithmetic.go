package vec0

import (
	"github.com/nearlite/nearlite/internal/sqlite3"
	"github.com/nearlite/nearlite/vector"
)

func add(ctx sqlite3.Context, args sqlite3.Args) error {
	return combine(ctx, args, "Cannot add two bitvectors together.",
		func(x, y float32) float32 { return x + y }, func(x, y int8) int8 { return x + y })
}

func sub(ctx sqlite3.Context, args sqlite3.Args) error {
	return combine(ctx, args, "Cannot subtract two bitvectors together.",
		func(x, y float32) float32 { return x - y }, func(x, y int8) int8 { return x - y })
}

// combine is vec_add and vec_sub: element by element, int8 modulo 256.
func combine(ctx sqlite3.Context, args sqlite3.Args, noBits string,
	float32s func(x, y float32) float32, int8s func(x, y int8) int8) error {
	a, b, err := readPair(ctx, args)
	if err == nil {
		err = checkPair(a, b)
	}
	switch {
	case err != nil:
		return err
	case a.element == vector.Bit:
		return message(noBits)
	case a.element == vector.Int8:
		result(ctx, vector.Int8, vector.Int8sToBlob(zip(a.int8s(), b.int8s(), int8s)))
	default:
		result(ctx, vector.Float32, vector.AppendFloat32s(nil, zip(a.float32s(), b.float32s(), float32s)))
	}
	return nil
}

// zip is f of the elements of a and b, which are equally long.
func zip[T any](a, b []T, f func(x, y T) T) []T {
	r := make([]T, len(a))
	for i := range r {
		r[i] = f(a[i], b[i])
	}
	return r
}

func normalize(ctx sqlite3.Context, args sqlite3.Args) error {
	o, err := readFinite(ctx, args, 0)
	if err != nil {
		return err
	}
	if o.element != vector.Float32 {
		return message("only float32 vectors are supported when normalizing")
	}
	result(ctx, vector.Float32, vector.AppendFloat32s(nil, vector.AppendNormalized(nil, o.float32s())))
	return nil
}

// slice is vec_slice: elements start to end, the last one not included.
func slice(ctx sqlite3.Context, args sqlite3.Args) error {
	o, err := readFinite(ctx, args, 0)
	if err != nil {
		return err
	}
	start, end := int(args.At(1).Int32()), int(args.At(2).Int32())
	if err := checkSlice(o, start, end); err != nil {
		return err
	}
	switch o.element {
	case vector.Int8:
		result(ctx, o.element, vector.Int8sToBlob(o.int8s()[start:end]))
	case vector.Bit:
		result(ctx, o.element, o.blob[start/8:end/8])
	default:
		result(ctx, o.element, vector.AppendFloat32s(nil, o.float32s()[start:end]))
	}
	return nil
}

// checkSlice refuses bounds in sqlite-vec's order and words.
func checkSlice(o operand, start, end int) error {
	dims := o.dims()
	switch {
	case start < 0:
		return message("slice 'start' index must be a postive number.")
	case end < 0:
		return message("slice 'end' index must be a postive number.")
	case start > dims:
		return message("slice 'start' index is greater than the number of dimensions")
	case end > dims:
		return message("slice 'end' index is greater than the number of dimensions")
	case start > end:
		return message("slice 'start' index is greater than 'end' index")
	case start == end:
		return message("slice 'start' index is equal to the 'end' index, vectors must have non-zero length")
	case o.element == vector.Bit && start%8 != 0:
		return message("start index must be divisible by 8.")
	case o.element == vector.Bit && end%8 != 0:
		return message("end index must be divisible by 8.")
	}
	return nil
}
