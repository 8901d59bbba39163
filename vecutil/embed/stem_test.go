package embed

import (
	"strings"
	"testing"
)

func TestStemOfFormsOfOneWordIsTheSame(t *testing.T) {
	for _, forms := range []string{
		"read reads reader readers reading",
		"decode decodes decoded decoder decoding",
		"parse parses parsed parser parsing",
		"run runs runner running",
		"copy copies copied",
		"query queries querying",
		"directory directories",
		"match matches matched matching",
		"compress compresses compressed compression",
		"iterate iterator iterators iteration iterations",
		"connect connection connections connected",
		"embed embedded embedding embeddings",
		"buffer buffers buffered",
		"quick quickly",
		"call calls called calling",
		"route router routing",
		"box boxes",
	} {
		words := strings.Fields(forms)
		want := string(stem([]byte(words[0])))
		for _, word := range words[1:] {
			if got := string(stem([]byte(word))); got != want {
				t.Errorf("stem(%q) = %q, want %q as of %q", word, got, want, words[0])
			}
		}
	}
}

func TestStemKeepsWords(t *testing.T) {
	for _, word := range []string{"", "a", "ing", "string", "this", "class", "status", "need", "speed", "thing", "base64s", "straßen", "日本"} {
		if got := string(stem([]byte(word))); got != word {
			t.Errorf("stem(%q) = %q, want the word itself", word, got)
		}
	}
}
