package embed

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestWords(t *testing.T) {
	tests := []struct {
		text string
		want string
	}{
		{"", ""},
		{" .,;—\n", ""},
		{"Read a FILE, line by line.", "read a file line by line"},
		{"sync.WaitGroup", "sync wait group waitgroup"},
		{"max_size __x _y_ z_", "max size maxsize x y z"},
		{"HTTPServer parseURL URLs IDs aB", "http server httpserver parse url parseurl urls ids a b ab"},
		{"base64 utf8.RuneLen x509Key", "base64 utf8 rune len runelen x509 key x509key"},
		{"don't the file's dogs' O'Neil ’s", "dont the file dogs oneil s"},
		{"Ärger Éclair naïve", "ärger éclair naïve"},
		{"日本語 text", "日 本 語 text"},
		{"a\xff\xfeb", "a b"},
	}
	for _, test := range tests {
		if got := Words(test.text); strings.Join(got, " ") != test.want {
			t.Errorf("Words(%q) = %q, want %q", test.text, got, test.want)
		}
	}
}

func FuzzWords(f *testing.F) {
	f.Add("sync.WaitGroup's max_size, HTTPServer 日本")
	f.Add("A'_’sß\xff\x00")
	f.Fuzz(func(t *testing.T, text string) {
		for _, word := range Words(text) {
			if word == "" || !utf8.ValidString(word) || strings.ContainsAny(word, " \"_.") {
				t.Errorf("Words(%q) gives %q", text, word)
			}
		}
	})
}
