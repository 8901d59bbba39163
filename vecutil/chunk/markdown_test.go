package chunk_test

import (
	"strings"
	"testing"

	"github.com/nearlite/nearlite/vecutil/chunk"
)

func TestMarkdown(t *testing.T) {
	type section struct{ title, text string }
	tests := []struct {
		name string
		src  string
		want []section
	}{
		{"text without a heading", "Just text.\n", []section{{"", "Just text."}}},
		{
			"headings make a path", "# Guide\nIntro.\n## Install\nRun it.\n## Use\nUse it.\n# Other\nEnd.\n",
			[]section{
				{"Guide", "# Guide\nIntro."}, {"Guide > Install", "## Install\nRun it."},
				{"Guide > Use", "## Use\nUse it."}, {"Other", "# Other\nEnd."},
			},
		},
		{
			"underlined headings", "Guide\n=====\nIntro.\n\nInstall\n-------\nRun it.\n",
			[]section{{"Guide", "Guide\n=====\nIntro."}, {"Guide > Install", "Install\n-------\nRun it."}},
		},
		{
			"a heading without a body joins the next section", "# Guide\n\n## Install\nRun it.\n",
			[]section{{"Guide > Install", "# Guide\n\n## Install\nRun it."}},
		},
		{
			"a heading at the end", "Text.\n\n# End",
			[]section{{"", "Text."}, {"End", "# End"}},
		},
		{
			"no heading in a code fence", "# A\n```sh\n# comment\n~~~\n```\nText.\n# B\nMore.\n",
			[]section{{"A", "# A\n```sh\n# comment\n~~~\n```\nText."}, {"B", "# B\nMore."}},
		},
		{
			"an open code fence goes to the end", "# A\n~~~\n# comment\n",
			[]section{{"A", "# A\n~~~\n# comment"}},
		},
		{
			"no heading in indented code", "# A\nText.\n\n    # comment\n\nMore.\n",
			[]section{{"A", "# A\nText.\n\n    # comment\n\nMore."}},
		},
		{
			"a thematic break is no heading", "# A\nText, and\nmore text.\n---\nMore.\n\n---\nEnd.\n",
			[]section{{"A", "# A\nText, and\nmore text.\n---\nMore.\n\n---\nEnd."}},
		},
		{
			"a table is no heading", "| a | b |\n|---|---|\n| 1 | 2 |\n",
			[]section{{"", "| a | b |\n|---|---|\n| 1 | 2 |"}},
		},
		{
			"a hash without a space is no heading", "#tag\nText.\n",
			[]section{{"", "#tag\nText."}},
		},
		{
			"closing hashes, markup and anchors are not in the title", "## The `Go` [site](https://go.dev) {#go} ##\nText.\n",
			[]section{{"The Go site", "## The `Go` [site](https://go.dev) {#go} ##\nText."}},
		},
		{
			"the title of front matter is above all", "---\ntitle: \"My guide\"\n# not: a heading\n---\nIntro.\n## Install\nRun it.\n",
			[]section{
				{"My guide", "---\ntitle: \"My guide\"\n# not: a heading\n---"},
				{"My guide", "Intro."}, {"My guide > Install", "## Install\nRun it."},
			},
		},
		{
			"front matter in TOML", "+++\ntitle = 'Guide'\n+++\nIntro.\n",
			[]section{{"Guide", "+++\ntitle = 'Guide'\n+++"}, {"Guide", "Intro."}},
		},
		{
			"front matter that does not end is text", "---\ntitle: x\n",
			[]section{{"", "---\ntitle: x"}},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			chunks := chunk.Markdown(test.src, chunk.Options{})
			var got []section
			for _, c := range chunks {
				got = append(got, section{c.Title, c.Text})
			}
			if len(got) != len(test.want) {
				t.Fatalf("sections are\n%q\nwant\n%q", got, test.want)
			}
			for i := range got {
				if got[i] != test.want[i] {
					t.Errorf("section %d is\n%q\nwant\n%q", i, got[i], test.want[i])
				}
			}
			checkCover(t, test.src, chunks)
		})
	}
}

func TestMarkdownKeepsFencesWhole(t *testing.T) {
	code := "```go\nfunc a() {}\n\nfunc b() {}\n\nfunc c() {}\n```"
	src := "Some text before the code.\n\n" + code + "\n\nSome text after the code, long enough to cut.\n"
	chunks := chunk.Markdown(src, chunk.Options{TargetBytes: 40, MaxBytes: 90})
	for _, c := range chunks {
		if strings.Contains(c.Text, code) {
			return
		}
	}
	t.Errorf("no chunk holds the whole code block: %q", texts(chunks))
}

func FuzzMarkdown(f *testing.F) {
	f.Add("---\ntitle: x\n---\n# A\n```\n# b\n```\nC\n---\n## D ##\n", 20, 30)
	f.Add("+++\n~~~\n\t#\n[a](b) {#c}\n===\n\xff", 0, 0)
	f.Fuzz(func(t *testing.T, src string, target, maximum int) {
		opt := chunk.Options{TargetBytes: target % 4096, MaxBytes: maximum % 4096}
		chunks := chunk.Markdown(src, opt)
		checkSizes(t, src, chunks, limit(opt))
		checkCover(t, src, chunks)
	})
}

func BenchmarkMarkdown(b *testing.B) {
	src := strings.Repeat("## Heading\n\nThe quick brown fox, e.g. a red one, jumps over the lazy dog. It does so often!\n\n```\ncode\n```\n\n", 2000)
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		chunk.Markdown(src, chunk.Options{})
	}
}
