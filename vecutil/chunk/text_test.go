package chunk_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/nearlite/nearlite/vecutil/chunk"
)

// texts returns the texts of chunks.
func texts(chunks []chunk.Chunk) []string {
	var list []string
	for _, c := range chunks {
		list = append(list, c.Text)
	}
	return list
}

func checkTexts(t *testing.T, chunks []chunk.Chunk, want ...string) {
	t.Helper()
	got := texts(chunks)
	if strings.Join(got, "\x00") != strings.Join(want, "\x00") {
		t.Errorf("chunks are\n%q\nwant\n%q", got, want)
	}
}

func TestText(t *testing.T) {
	small := chunk.Options{TargetBytes: 40, MaxBytes: 60}
	tests := []struct {
		name string
		src  string
		want []string
	}{
		{"no chunk from nothing", "", nil},
		{"no chunk from white space", " \n\t\r\n ", nil},
		{"a short text stays whole", "One. Two.\n\nThree.\n", []string{"One. Two.\n\nThree."}},
		{
			"a paragraph end is preferred to a sentence end",
			"Alpha beta gamma delta. Epsilon.\n\nZeta eta theta. Iota kappa lambda mu nu xi.",
			[]string{"Alpha beta gamma delta. Epsilon.", "Zeta eta theta. Iota kappa lambda mu nu xi."},
		},
		{
			"a sentence end is preferred to a word end",
			"Alpha beta gamma delta epsilon zeta. Eta theta iota kappa lambda mu nu.",
			[]string{"Alpha beta gamma delta epsilon zeta.", "Eta theta iota kappa lambda mu nu."},
		},
		{
			"an abbreviation ends no sentence",
			"Alpha beta gamma, e.g. delta epsilon or Dr. Zeta here. Eta theta iota kappa.",
			[]string{"Alpha beta gamma, e.g. delta epsilon or Dr. Zeta here.", "Eta theta iota kappa."},
		},
		{
			"a full stop before a small letter ends no sentence",
			"Alpha beta gamma delta epsi. zeta eta theta iota! Kappa lambda mu nu.",
			[]string{"Alpha beta gamma delta epsi. zeta eta theta iota!", "Kappa lambda mu nu."},
		},
		{
			"a list is cut between its items",
			"- alpha beta gamma delta eps\n- zeta eta theta iota kap\n- lambda mu nu xi omicron",
			[]string{"- alpha beta gamma delta eps", "- zeta eta theta iota kap\n- lambda mu nu xi omicron"},
		},
		{
			"words are kept where there is no sentence",
			strings.Repeat("alpha ", 12),
			[]string{"alpha alpha alpha alpha alpha alpha alpha", "alpha alpha alpha alpha alpha"},
		},
		{
			"a long word is cut between runes",
			strings.Repeat("é", 35),
			[]string{strings.Repeat("é", 20), strings.Repeat("é", 15)},
		},
		{
			"sentences without spaces are kept",
			strings.Repeat("字", 10) + "。" + strings.Repeat("文", 12) + "。",
			[]string{strings.Repeat("字", 10) + "。", strings.Repeat("文", 12) + "。"},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			chunks := chunk.Text(test.src, small)
			checkTexts(t, chunks, test.want...)
			checkSizes(t, test.src, chunks, limit(small))
			checkCover(t, test.src, chunks)
		})
	}
}

func TestTextNumbersLinesAcrossBlankAndCRLFLines(t *testing.T) {
	src := "\r\n\r\nFirst paragraph, of two\r\nlines of text here.\r\n\r\n\r\nSecond paragraph, also of some length.\r\n"
	chunks := chunk.Text(src, chunk.Options{TargetBytes: 40, MaxBytes: 60})
	if len(chunks) != 2 || chunks[0].FirstLine != 3 || chunks[0].LastLine != 4 || chunks[1].FirstLine != 7 {
		t.Errorf("chunks are %+v, want lines 3 to 4 and 7", chunks)
	}
}

func TestTextCoversRandomText(t *testing.T) {
	const alphabet = "aaabcde \t\n\n..!?-#*ABé字。\u00a0\x80"
	letters := []rune(alphabet)
	for seed := range uint64(300) {
		random := rand.New(rand.NewPCG(seed, 1))
		var b strings.Builder
		for range random.IntN(600) {
			b.WriteRune(letters[random.IntN(len(letters))])
		}
		opt := chunk.Options{TargetBytes: random.IntN(100), MaxBytes: random.IntN(150)}
		for name, split := range map[string]func(string, chunk.Options) []chunk.Chunk{"Text": chunk.Text, "Markdown": chunk.Markdown} {
			chunks := split(b.String(), opt)
			checkSizes(t, b.String(), chunks, limit(opt))
			checkCover(t, b.String(), chunks)
			if t.Failed() {
				t.Fatalf("%s, seed %d, options %+v, text %q", name, seed, opt, b.String())
			}
		}
	}
}

func FuzzText(f *testing.F) {
	f.Add("One. Two.\n\nThree e.g. four. «Five!» Six", 20, 30)
	f.Add("- a\n- b\n1. c\n字。\xff\x80\x00", -1, 1<<30)
	f.Fuzz(func(t *testing.T, src string, target, maximum int) {
		opt := chunk.Options{TargetBytes: target % 4096, MaxBytes: maximum % 4096}
		chunks := chunk.Text(src, opt)
		checkSizes(t, src, chunks, limit(opt))
		checkCover(t, src, chunks)
	})
}

func BenchmarkText(b *testing.B) {
	src := strings.Repeat("The quick brown fox, e.g. a red one, jumps over the lazy dog. It does so often!\nThen it rests.\n\n", 2000)
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		chunk.Text(src, chunk.Options{})
	}
}
