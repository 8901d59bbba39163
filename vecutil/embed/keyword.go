package embed

import (
	"slices"
	"strings"
)

// Terms returns the words and identifiers of a query as a full-text index has
// them, for a search of texts that hold them all: in lower case, in order, each
// once, without stop words. "use WaitGroup, max_size" gives "waitgroup",
// "max_size". A query of nothing but stop words keeps them.
func Terms(query string) []string {
	var terms, stops []string
	for run := range strings.FieldsFuncSeq(query, isTermBreak) {
		words := Words(run)
		term := strings.ToLower(strings.Trim(run, "_'’"))
		if len(words) < 2 {
			term = strings.Join(words, "")
		}
		switch {
		case term == "" || slices.Contains(terms, term) || slices.Contains(stops, term):
		case stopWords[term]:
			stops = append(stops, term)
		default:
			terms = append(terms, term)
		}
	}
	if len(terms) == 0 {
		return stops
	}
	return terms
}

// Keywords returns the words of a query, for a search of texts that hold some
// of them: those of [Terms], and those that [Words] gives for the identifiers
// among them. "use WaitGroup" gives "waitgroup", "wait", "group".
func Keywords(query string) []string {
	keywords := Terms(query)
	hasOnlyStops := len(keywords) > 0 && stopWords[keywords[0]]
	for _, word := range Words(query) {
		if !slices.Contains(keywords, word) && (hasOnlyStops || !stopWords[word]) {
			keywords = append(keywords, word)
		}
	}
	return keywords
}

// isTermBreak reports whether r is no part of a term.
func isTermBreak(r rune) bool {
	return !isWordRune(r) && r != '_' && r != '\'' && r != '’'
}
