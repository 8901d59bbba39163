package embed

import (
	"slices"
	"strings"
	"testing"
)

func TestTermsAndKeywords(t *testing.T) {
	tests := []struct {
		name     string
		query    string
		terms    []string
		keywords []string
	}{
		{
			"stop words are left out, and repetitions", "read a File, line by line",
			[]string{"read", "file", "line"}, []string{"read", "file", "line"},
		},
		{"stop words alone are kept", "how to", []string{"how", "to"}, []string{"how", "to"}},
		{
			"identifiers have words", "sync.WaitGroup _max_size",
			[]string{"sync", "waitgroup", "max_size"},
			[]string{"sync", "waitgroup", "max_size", "wait", "group", "max", "size", "maxsize"},
		},
		{"a possessive is a word", "the file's", []string{"file"}, []string{"file"}},
		{"a query without words", `"?!" _ '`, nil, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := Terms(test.query); !slices.Equal(got, test.terms) {
				t.Errorf("Terms(%q) = %q, want %q", test.query, got, test.terms)
			}
			if got := Keywords(test.query); !slices.Equal(got, test.keywords) {
				t.Errorf("Keywords(%q) = %q, want %q", test.query, got, test.keywords)
			}
		})
	}
}

func FuzzKeywords(f *testing.F) {
	f.Add("sync.WaitGroup's \"max_size\" O'Neil 日本語")
	f.Fuzz(func(t *testing.T, query string) {
		keywords := Keywords(query)
		for i, word := range keywords {
			if word == "" || slices.Contains(keywords[:i], word) || strings.ContainsAny(word, "\" \x00*()") {
				t.Errorf("Keywords(%q) gives %q", query, keywords)
			}
		}
	})
}
