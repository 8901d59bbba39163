package vector

import (
	"bytes"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"unsafe"
)

func TestFloat32BlobIsLittleEndian(t *testing.T) {
	blob := AppendFloat32s([]byte{0xff}, []float32{1, -2})
	want := []byte{0xff, 0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0}
	if !bytes.Equal(blob, want) {
		t.Fatalf("blob % x, want % x", blob, want)
	}
	for offset := range 4 {
		// Every alignment: a view or a copy, the same elements.
		moved := append(make([]byte, offset, 16), want[1:]...)[offset:]
		v, err := Float32sFromBlob(moved)
		if err != nil || !slices.Equal(v, []float32{1, -2}) {
			t.Errorf("offset %d: %v, %v", offset, v, err)
		}
	}
}

func TestFloat32sFromBlobSharesAlignedMemory(t *testing.T) {
	if !hostIsLittleEndian {
		t.Skip("a view needs a little-endian host")
	}
	elements := []float32{1, 2}
	blob := float32Bytes(elements)
	v, err := Float32sFromBlob(blob)
	if err != nil || unsafe.SliceData(v) != unsafe.SliceData(elements) {
		t.Errorf("aligned blob was copied (%v)", err)
	}
}

func TestInt8BlobViews(t *testing.T) {
	v := Int8sFromBlob([]byte{1, 0xff, 0x80})
	if !slices.Equal(v, []int8{1, -1, -128}) {
		t.Errorf("Int8sFromBlob = %v", v)
	}
	if got := Int8sToBlob(v); !bytes.Equal(got, []byte{1, 0xff, 0x80}) {
		t.Errorf("Int8sToBlob = %v", got)
	}
	if len(Int8sFromBlob(nil)) != 0 || len(Int8sToBlob(nil)) != 0 {
		t.Error("empty input is not empty output")
	}
}

func TestCheckBlob(t *testing.T) {
	nan, inf := float32(math.NaN()), float32(math.Inf(-1))
	tests := []struct {
		name  string
		e     Element
		blob  []byte
		kind  FormatKind
		index int
	}{
		{"empty float32", Float32, nil, FormatEmpty, 0},
		{"empty int8", Int8, []byte{}, FormatEmpty, 0},
		{"empty bit", Bit, nil, FormatEmpty, 0},
		{"odd length", Float32, make([]byte, 7), FormatBlobLength, 0},
		{"nan", Float32, AppendFloat32s(nil, []float32{1, 2, nan, inf}), FormatNaN, 2},
		{"infinity", Float32, AppendFloat32s(nil, []float32{1, 2, 3, 4, 5, inf}), FormatInf, 5},
		{"float32", Float32, AppendFloat32s(nil, []float32{1}), 0, 0},
		{"int8", Int8, []byte{0x80}, 0, 0},
		{"bit", Bit, []byte{0x80}, 0, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := CheckBlob(tt.e, tt.blob)
			if tt.kind == 0 {
				if err != nil {
					t.Fatal(err)
				}
				return
			}
			var got *FormatError
			want := FormatError{Kind: tt.kind, Element: tt.e, Index: tt.index, Length: len(tt.blob)}
			if !errors.As(err, &got) || *got != want {
				t.Fatalf("error %v, want %+v", err, want)
			}
		})
	}
}

func TestIsFinite(t *testing.T) {
	edge := []float32{0, float32(math.Copysign(0, -1)), math.MaxFloat32, -math.MaxFloat32, math.SmallestNonzeroFloat32}
	for n := range 20 {
		v := make([]float32, n)
		for i := range v {
			v[i] = edge[i%len(edge)]
		}
		if !IsFinite(v) {
			t.Fatalf("IsFinite(%v) = false", v)
		}
		for i := range v {
			for _, bits := range []uint32{0x7f800000, 0xff800000, 0x7f800001, 0xffc00000, 0x7fffffff, 0xffffffff} {
				bad := slices.Clone(v)
				bad[i] = math.Float32frombits(bits)
				if IsFinite(bad) {
					t.Errorf("IsFinite is true with bits %08x at %d of %d", bits, i, n)
				}
				if err := CheckFinite(bad); err == nil || err.(*FormatError).Index != i {
					t.Errorf("CheckFinite = %v with bits %08x at %d of %d", err, bits, i, n)
				}
			}
		}
	}
}

func TestIsFiniteAgreesOnRandomBits(t *testing.T) {
	const seed = 7
	r := rand.New(rand.NewPCG(seed, seed))
	for range 100000 {
		x := math.Float32frombits(r.Uint32())
		want := !math.IsNaN(float64(x)) && !math.IsInf(float64(x), 0)
		if got := IsFinite([]float32{x}); got != want {
			t.Fatalf("seed %d: IsFinite(%v) = %v", seed, x, got)
		}
	}
}

func FuzzBlob(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte{0, 0, 0x80, 0x7f})
	f.Add([]byte{1, 2, 3, 4, 5})
	f.Fuzz(func(t *testing.T, blob []byte) {
		for _, e := range []Element{Float32, Int8, Bit} {
			v, err := FromBlob(e, blob)
			if err != nil {
				checkFormatError(t, err, blob)
				continue
			}
			if v.Dims() != e.Dims(len(blob)) {
				t.Fatalf("%d bytes gave %d dims", len(blob), v.Dims())
			}
			if got := v.AppendBlob(nil); !bytes.Equal(got, blob) {
				t.Fatalf("% x written and read is % x", blob, got)
			}
		}
	})
}

func BenchmarkIsFinite(b *testing.B) {
	v := make([]float32, 1536)
	b.SetBytes(int64(Float32.BlobSize(len(v))))
	for b.Loop() {
		if !IsFinite(v) {
			b.Fatal("not finite")
		}
	}
}
