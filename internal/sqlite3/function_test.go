package sqlite3

import (
	"bytes"
	"fmt"
	"testing"
)

func init() {
	RegisterFunction(Function{Name: "test_echo", Args: 1, Flags: Deterministic | Innocuous | Subtype | ResultSubtype,
		Call: func(ctx Context, args Args) error {
			ctx.ResultValue(args.At(0))
			if s := args.At(0).Subtype(); s != 0 {
				ctx.ResultSubtype(s + 1)
			} else {
				ctx.ResultSubtype(100)
			}
			return nil
		}})
	RegisterFunction(Function{Name: "test_subtype", Args: 1, Flags: Subtype, Call: func(ctx Context, args Args) error {
		ctx.ResultInt64(int64(args.At(0).Subtype()))
		return nil
	}})
	RegisterFunction(Function{Name: "test_describe", Args: AnyArgs, Call: func(ctx Context, args Args) error {
		var b bytes.Buffer
		for i := range args.Len() {
			v := args.At(i)
			fmt.Fprintf(&b, "%v:%s:%d ", v.Type(), v.Text(), len(v.RawBlob()))
		}
		ctx.ResultRawText(b.Bytes())
		return nil
	}})
	RegisterFunction(Function{Name: "test_fail", Args: 2, Call: func(_ Context, args Args) error {
		return Errorf(Code(args.At(0).Int64()), "%s", args.At(1).Text())
	}})
	RegisterFunction(Function{Name: "test_half", Args: 1, Call: func(ctx Context, args Args) error {
		ctx.ResultFloat64(args.At(0).Float64() / 2)
		return nil
	}})
	RegisterFunction(Function{Name: "test_int32", Args: 1, Call: func(ctx Context, args Args) error {
		ctx.ResultInt64(int64(args.At(0).Int32()))
		return nil
	}})
	RegisterFunction(Function{Name: "test_repeat", Args: 1, Call: func(ctx Context, args Args) error {
		ctx.ResultBlob(bytes.Repeat(args.At(0).RawBlob(), 2))
		return nil
	}})
	RegisterFunction(Function{Name: "test_through", Args: 1, Call: throughStatement})
	RegisterFunction(Function{Name: "test_close", Args: 0, Call: func(ctx Context, _ Args) error { return ctx.Conn().Close() }})
	RegisterFunction(Function{Name: "test_aux", Args: 1, Call: func(ctx Context, args Args) error {
		calls, _ := ctx.AuxData(0).(*int)
		if calls == nil {
			calls = new(int)
			ctx.SetAuxData(0, calls)
		}
		*calls++
		ctx.ResultInt64(int64(*calls))
		return nil
	}})
}

// throughStatement returns its argument by way of a statement of its own.
func throughStatement(ctx Context, args Args) error {
	s, err := ctx.Conn().Prepare(`SELECT ?1`, 0)
	if err != nil {
		return err
	}
	defer s.Close()
	if err := s.BindValue(1, args.At(0)); err != nil {
		return err
	}
	if _, err := s.Step(); err != nil {
		return err
	}
	ctx.ResultValue(s.Value(0))
	return nil
}

func TestFunctionsReturnEveryType(t *testing.T) {
	c := openMemory(t)
	wantRows(t, c, `SELECT test_half(5), typeof(test_half(6))`, "2.5|real")
	wantRows(t, c, `SELECT test_int32(1 << 32 | 7), test_int32(-1)`, "7|-1")
	wantRows(t, c, `SELECT hex(test_repeat(x'0a00')), typeof(test_repeat(x'')), hex(test_repeat(x''))`, "0A000A00|blob|")
	for _, v := range []string{`1`, `2.5`, `'text'`, `x'00ff'`, `NULL`} {
		wantRows(t, c, `SELECT test_through(`+v+`) IS `+v+`, typeof(test_through(`+v+`)) = typeof(`+v+`)`, "1|1")
	}
}

func TestFunctionsSeeValuesAndSubtypes(t *testing.T) {
	c := openMemory(t)
	wantRows(t, c, `SELECT test_describe(1, 2.5, 'text', x'00ff', NULL, '', x'')`,
		"INTEGER:1:1 FLOAT:2.5:3 TEXT:text:4 BLOB:\x00\xff:2 NULL::0 TEXT::0 BLOB::0 ")
	wantRows(t, c, `SELECT test_subtype(1), test_subtype(test_echo(1)), test_subtype(test_echo(test_echo(1)))`, "0|100|101")
	wantRows(t, c, `SELECT test_aux(7) FROM (SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3)`, "1", "2", "3")
}
