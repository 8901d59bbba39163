package embed

import (
	"context"
	"errors"
	"hash/crc32"
	"math"
	"strings"
	"sync"
	"testing"
)

var ctx = context.Background()

// vectorOf returns the vector of a text.
func vectorOf(t *testing.T, text string) []float32 {
	t.Helper()
	vectors, err := Hash{}.Embed(ctx, []string{text})
	if err != nil || len(vectors) != 1 || len(vectors[0]) != hashDims {
		t.Fatalf("Embed(%q): %v, want one vector of %d dimensions", text, err, hashDims)
	}
	return vectors[0]
}

// queryOf returns the vector of a query.
func queryOf(t *testing.T, text string, weight func(string) float64) []float32 {
	t.Helper()
	vector, err := Hash{}.EmbedQuery(ctx, text, weight)
	if err != nil || len(vector) != hashDims {
		t.Fatalf("EmbedQuery(%q): %v, want a vector of %d dimensions", text, err, hashDims)
	}
	return vector
}

func cosine(a, b []float32) float64 {
	var dot float64
	for i := range a {
		dot += float64(a[i]) * float64(b[i])
	}
	return dot
}

// The digests stand for vectors bit by bit: vectors in databases depend on
// them. If they must change, so must the name.
func TestHashIsTheSameEverywhere(t *testing.T) {
	tests := []struct {
		text string
		want uint32
	}{
		{"", 0xc0079661},
		{"\n!?", 0x198cdda7},
		{"bufio.Scanner\nScanner reads a file line by line. Reading libraries.", 0x19539884},
		{"Ärger 日本語 max_size HTTPServer\nfunc (s *Scanner) Scan() bool", 0x9890f56e},
	}
	for _, test := range tests {
		digest := crc32.NewIEEE()
		for _, x := range vectorOf(t, test.text) {
			bits := math.Float32bits(x)
			digest.Write([]byte{byte(bits), byte(bits >> 8), byte(bits >> 16), byte(bits >> 24)})
		}
		if got := digest.Sum32(); got != test.want {
			t.Errorf("the vector of %q has the digest %#08x, want %#08x", test.text, got, test.want)
		}
	}
	if (Hash{}).Name() != "nearlite-hash-384-v1" {
		t.Errorf("the name is %s: record the digests that belong to it", Hash{}.Name())
	}
}

func TestHashHasLengthOne(t *testing.T) {
	for _, text := range []string{"", " ", "!", "\n", "a", "the", "a\nb", "\x00\xff", strings.Repeat("word word2 ", 5000), strings.Repeat("x", 1<<16)} {
		never := func(string) float64 { return math.NaN() }
		for name, vector := range map[string][]float32{"text": vectorOf(t, text), "query": queryOf(t, text, nil), "weightless query": queryOf(t, text, never)} {
			if length := math.Sqrt(cosine(vector, vector)); math.Abs(length-1) > 1e-6 {
				t.Errorf("%s %.20q has length %v, want 1", name, text, length)
			}
		}
	}
}

func TestHashVectorDependsOnTheTextAlone(t *testing.T) {
	texts := []string{"first text", strings.Repeat("a long text of many words0 ", 3000), "", "first text", "zeta\neta"}
	together, err := Hash{}.Embed(ctx, texts)
	if err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for i, text := range texts {
				alone, err := Hash{}.Embed(ctx, []string{text})
				if err != nil || [hashDims]float32(alone[0]) != [hashDims]float32(together[i]) {
					t.Errorf("text %d has another vector alone than with others: %v", i, err)
				}
			}
		})
	}
	group.Wait()
}

func TestHashPutsTheBetterTextNearer(t *testing.T) {
	tests := []struct {
		name                   string
		query, nearer, farther string
	}{
		{"shared words", "read a file", "\nIt reads files from a folder.", "\nIt paints pictures on a wall."},
		{"forms of a word", "decoding", "\nThe decoder decodes.", "\nThe defender defends."},
		{"parts of an identifier", "wait group", "\nWaitGroup is here.", "\nMutex is here."},
		{"joined words", "waitgroup", "\nA wait group is here.", "\nA group will wait here."},
		{"parts of a word", "unmarshalling", "\nMarshaller of things.", "\nPainter of things."},
		{"the title", "scanner", "Scanner\nReads some text.", "Text\nReads some scanner."},
		{"stop words do not count", "how to sort it", "\nSort.", "\nHow to do it, to this, to that."},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			query := queryOf(t, test.query, nil)
			nearer, farther := cosine(query, vectorOf(t, test.nearer)), cosine(query, vectorOf(t, test.farther))
			if nearer <= farther+0.02 {
				t.Errorf("cosine of %q is %.3f, of %q %.3f, want more", test.nearer, nearer, test.farther, farther)
			}
		})
	}
}

func TestHashWeighsQueryWords(t *testing.T) {
	weight := func(word string) float64 {
		if word == "json" {
			return 8
		}
		return 1
	}
	query := queryOf(t, "parse json", weight)
	json, parse := cosine(query, vectorOf(t, "\njson")), cosine(query, vectorOf(t, "\nparse"))
	if json <= parse {
		t.Errorf("cosine of json is %.3f, of parse %.3f, want more for the heavier word", json, parse)
	}
}

func TestHashStopsWhenCancelled(t *testing.T) {
	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := (Hash{}).Embed(cancelled, []string{"a"}); !errors.Is(err, context.Canceled) {
		t.Errorf("Embed: %v, want %v", err, context.Canceled)
	}
	if _, err := (Hash{}).EmbedQuery(cancelled, "a", nil); !errors.Is(err, context.Canceled) {
		t.Errorf("EmbedQuery: %v, want %v", err, context.Canceled)
	}
}

func FuzzHash(f *testing.F) {
	f.Add("bufio.Scanner\nScanner reads a file's lines.")
	f.Add("\xff_A日'S\x00")
	f.Fuzz(func(t *testing.T, text string) {
		for _, vector := range [][]float32{vectorOf(t, text), queryOf(t, text, nil)} {
			if length := cosine(vector, vector); !(math.Abs(length-1) < 1e-5) {
				t.Errorf("the vector of %q has the squared length %v, want 1", text, length)
			}
		}
	})
}

// prose is a text of 800 bytes.
var prose = strings.Repeat(`bufio.Scanner
Scanner provides a convenient interface for reading data such as a file of newline-delimited lines of text.
Successive calls to the [Scanner.Scan] method will step through the tokens of a file, skipping the bytes between.
The specification of a token is defined by a split function of type [SplitFunc]; the default breaks the input.
`, 3)[:800]

func BenchmarkHashEmbed(b *testing.B) {
	texts := make([]string, 64)
	for i := range texts {
		texts[i] = prose
	}
	b.SetBytes(int64(len(texts) * len(prose)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := (Hash{}).Embed(ctx, texts); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkHashEmbedQuery(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := (Hash{}).EmbedQuery(ctx, "read a file line by line", nil); err != nil {
			b.Fatal(err)
		}
	}
}
