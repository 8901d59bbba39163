package chunk_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nearlite/nearlite/vecutil/chunk"
)

const goSource = `// Package shop sells things.
//
// It is small.
package shop

import "io"

//go:generate stringer

// MaxItems bounds a cart.
const MaxItems = 10

// Kinds of items.
const (
	Fruit = iota
	Bread
)

var hidden = 1

// Cart holds items.
type Cart struct {
	// Items are in it.
	Items []string
	total int
	Owner string // who pays
}

// Add puts an item into the cart.
//
//nolint:all
func (c *Cart) Add(
	item string,
) error {
	return nil
}

func (c *Cart) sum() int { return 0 }

type (
	// Seller sells.
	Seller interface {
		io.Closer
		// Sell sells an item.
		Sell(item string) error
		check()
	}
	// List is generic.
	List[T any] []T
)

/* Len returns
the length. */
func (l List[T]) Len() int { return len(l) }

// Exported method of an unexported type.
func (i item) Name() string { return "" }

type item struct{}
`

func TestGo(t *testing.T) {
	chunks, err := chunk.Go("shop.go", goSource, chunk.Options{Package: "example.org/shop"})
	if err != nil {
		t.Fatal(err)
	}
	want := []chunk.Chunk{
		{"example.org/shop", "package shop\n\nPackage shop sells things.\n\nIt is small.", 1, 4},
		{"example.org/shop.MaxItems", "const MaxItems = 10\n\nMaxItems bounds a cart.", 11, 11},
		{"example.org/shop.Fruit", "const (\n\tFruit = iota\n\tBread\n)\n\nKinds of items.", 14, 17},
		{"example.org/shop.Cart", "type Cart struct {\n\t// Items are in it.\n\tItems []string\n\tOwner string // who pays\n}\n\nCart holds items.", 22, 27},
		{"example.org/shop.Cart.Add", "func (c *Cart) Add(\n\titem string,\n) error\n\nAdd puts an item into the cart.", 32, 34},
		{"example.org/shop.Seller", "type Seller interface {\n\tio.Closer\n\t// Sell sells an item.\n\tSell(item string) error\n}\n\nSeller sells.", 42, 47},
		{"example.org/shop.List", "type List[T any] []T\n\nList is generic.", 49, 49},
		{"example.org/shop.List.Len", "func (l List[T]) Len() int\n\nLen returns\nthe length.", 54, 54},
	}
	if len(chunks) != len(want) {
		t.Errorf("%d chunks, want %d", len(chunks), len(want))
	}
	for i := range min(len(chunks), len(want)) {
		if chunks[i] != want[i] {
			t.Errorf("chunk %d is\n%+v\nwant\n%+v", i, chunks[i], want[i])
		}
	}
}

func TestGoTitlesBeginWithPackageNameWithoutImportPath(t *testing.T) {
	chunks, err := chunk.Go("a.go", "package a\n\nfunc F() {}\n", chunk.Options{})
	if err != nil || len(chunks) != 1 || chunks[0].Title != "a.F" {
		t.Errorf("chunks are %+v, %v, want one titled a.F", chunks, err)
	}
}

func TestGoTakesUnexportedNamesWhereNobodyImports(t *testing.T) {
	for filename, src := range map[string]string{
		"main.go":   "package main\n\n// run runs.\nfunc run() {}\n",
		"a_test.go": "package a\n\n// run runs.\nfunc run() {}\n",
	} {
		chunks, err := chunk.Go(filename, src, chunk.Options{})
		if err != nil || len(chunks) != 1 || !strings.HasSuffix(chunks[0].Title, ".run") {
			t.Errorf("%s: chunks are %+v, %v, want one for run", filename, chunks, err)
		}
	}
}

func TestGoFallsBackToText(t *testing.T) {
	src := "package a\n\nfunc {\n"
	chunks, err := chunk.Go("broken.go", src, chunk.Options{})
	if err == nil || !strings.Contains(err.Error(), "broken.go:3") {
		t.Errorf("error is %v, want one that names broken.go:3", err)
	}
	checkTexts(t, chunks, strings.TrimSpace(src))
}

func TestGoSplitsLongDeclarations(t *testing.T) {
	var src strings.Builder
	src.WriteString("package a\n\n")
	for i := range 30 {
		fmt.Fprintf(&src, "// Sentence %d of the comment says something.\n", i)
	}
	src.WriteString("type T struct {\n")
	for i := range 30 {
		fmt.Fprintf(&src, "\tField%d string // a field\n", i)
	}
	src.WriteString("}\n")
	opt := chunk.Options{TargetBytes: 200, MaxBytes: 300}
	chunks, err := chunk.Go("a.go", src.String(), opt)
	if err != nil {
		t.Fatal(err)
	}
	checkSizes(t, src.String(), chunks, 300)
	var all strings.Builder
	for _, c := range chunks {
		if c.Title != "a.T" {
			t.Errorf("title is %q, want a.T", c.Title)
		}
		all.WriteString(c.Text + "\n")
	}
	for i := range 30 {
		if !strings.Contains(all.String(), fmt.Sprintf("Sentence %d of", i)) || !strings.Contains(all.String(), fmt.Sprintf("Field%d string", i)) {
			t.Errorf("no chunk holds sentence or field %d", i)
		}
	}
	if second := chunks[1]; !strings.Contains(strings.Split(src.String(), "\n")[second.FirstLine-1], strings.Split(second.Text, "\n")[0]) {
		t.Errorf("chunk %q is not at line %d", second.Text, second.FirstLine)
	}
}

// Every Go file of this module's text packages keeps the rules.
func TestGoOnRealFiles(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("..", "*", "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatalf("files %v, %v, want some", files, err)
	}
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		chunks, err := chunk.Go(file, string(src), chunk.Options{})
		if err != nil {
			t.Error(err)
		}
		checkSizes(t, string(src), chunks, limit(chunk.Options{}))
	}
}

func FuzzGo(f *testing.F) {
	f.Add(goSource, 40, 60)
	f.Add("package main\r\n\r\n/* a\r\n b */ /* c */ // d\r\nfunc (*T[A, B]) f()\n", 0, 0)
	f.Add("package a\n//line x:1\nvar (\n\ta, B = 1, 2 // c\n)\nfunc (a, b T) F()\nfunc () G()", 16, 16)
	f.Fuzz(func(t *testing.T, src string, target, maximum int) {
		opt := chunk.Options{TargetBytes: target % 4096, MaxBytes: maximum % 4096}
		chunks, err := chunk.Go("fuzz.go", src, opt)
		checkSizes(t, src, chunks, limit(opt))
		if err != nil {
			checkCover(t, src, chunks)
		}
	})
}

func BenchmarkGo(b *testing.B) {
	b.SetBytes(int64(len(goSource)))
	for b.Loop() {
		if _, err := chunk.Go("shop.go", goSource, chunk.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
