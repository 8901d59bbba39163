package vec0

import (
	"math"

	"github.com/nearlite/nearlite/internal/sqlite3"
	"github.com/nearlite/nearlite/vector"
)

func distanceL2(ctx sqlite3.Context, args sqlite3.Args) error {
	return distance(ctx, args, vector.L2, "L2")
}

func distanceL1(ctx sqlite3.Context, args sqlite3.Args) error {
	return distance(ctx, args, vector.L1, "L1")
}

func distanceCosine(ctx sqlite3.Context, args sqlite3.Args) error {
	return distance(ctx, args, vector.Cosine, "cosine")
}

// distance is vec_distance_l2, _l1 and _cosine; name is the metric as their
// error texts spell it.
func distance(ctx sqlite3.Context, args sqlite3.Args, m vector.Metric, name string) error {
	a, b, err := readPair(ctx, args)
	if err != nil {
		return err
	}
	switch a.element {
	case vector.Bit:
		return messagef("Cannot calculate %s distance between two bitvectors.", name)
	case vector.Int8:
		return int8Distance(ctx, m, a, b)
	}
	d := m.Float32(a.float32s(), b.float32s())
	// Every sum over an element that is not finite is not finite either, so
	// finite results need no look at the elements.
	if math.IsNaN(d) || math.IsInf(d, 0) {
		if err := checkPair(a, b); err != nil {
			return err
		}
	}
	ctx.ResultFloat64(d)
	return nil
}

// int8Distance sets the distance of two int8 vectors. L1 is an integer.
func int8Distance(ctx sqlite3.Context, m vector.Metric, a, b operand) error {
	d := m.Int8(a.int8s(), b.int8s())
	if m == vector.L1 {
		ctx.ResultInt64(int64(d))
	} else {
		ctx.ResultFloat64(d)
	}
	return nil
}

func distanceHamming(ctx sqlite3.Context, args sqlite3.Args) error {
	a, b, err := readPair(ctx, args)
	if err != nil {
		return err
	}
	switch a.element {
	case vector.Float32:
		if err := checkPair(a, b); err != nil {
			return err
		}
		return message("Cannot calculate hamming distance between two float32 vectors.")
	case vector.Int8:
		return message("Cannot calculate hamming distance between two int8 vectors.")
	}
	ctx.ResultFloat64(vector.Hamming.Bit(a.blob, b.blob))
	return nil
}
