package embed

import "bytes"

// Stem returns what a word, one of those that [Words] returns, has in common
// with its other forms: two words with the same stem count as one.
func Stem(word string) string { return string(stem([]byte(word))) }

// stem returns the beginning of an English word in lower case that it has in
// common with its other forms: "read" for "reader", "reading" and "reads". It
// may be no word itself, such as "quer" for "query" and "queries". Words of at
// most three letters, and those with other characters than English letters,
// stay as they are.
func stem(word []byte) []byte {
	if len(word) <= 3 || !isASCIILetters(word) {
		return word
	}
	word = stemPlural(word)
	for before := 0; before != len(word); {
		before = len(word)
		word = stemSuffix(word)
	}
	return stemVowel(word)
}

func isASCIILetters(word []byte) bool {
	for _, c := range word {
		if c < 'a' || c > 'z' {
			return false
		}
	}
	return true
}

// stemPlural takes the plural off a noun, or the third person off a verb.
func stemPlural(word []byte) []byte {
	n := len(word)
	if word[n-1] != 's' {
		return word
	}
	switch {
	case n > 4 && endsWithAny(word, "ies"):
		return word[:n-2]
	case n > 4 && endsWithAny(word[:n-2], "ss", "sh", "ch", "x", "z") && word[n-2] == 'e':
		return word[:n-2]
	case endsWithAny(word, "ss", "us", "is"):
		return word
	default:
		return word[:n-1]
	}
}

// suffixes are the endings of words made from verbs, and of adverbs. Of those
// that fit a word the first is taken off if at least three letters with a vowel
// remain; keep is how many of its letters stay.
var suffixes = []struct {
	text string
	keep int
}{
	{"ation", 2}, {"tion", 1}, {"sion", 1},
	{"eed", 3}, {"ied", 1}, {"ing", 0}, {"ed", 0}, {"er", 0}, {"or", 0}, {"ly", 0},
}

// stemSuffix takes one suffix off a word, and undoubles the consonant before
// it.
func stemSuffix(word []byte) []byte {
	for _, suffix := range suffixes {
		if !endsWithAny(word, suffix.text) {
			continue
		}
		rest := len(word) - len(suffix.text)
		if rest < 3 || !bytes.ContainsAny(word[:rest], "aeiouy") {
			return word
		}
		if suffix.keep == 0 {
			return undouble(word[:rest])
		}
		return word[:rest+suffix.keep]
	}
	return word
}

// stemVowel takes a final "e", "i", or "y" after a consonant off a word, which
// come and go as endings are added.
func stemVowel(word []byte) []byte {
	n := len(word)
	if n <= 3 {
		return word
	}
	switch last := word[n-1]; {
	case last == 'e', last == 'i', last == 'y' && bytes.IndexByte([]byte("aeiou"), word[n-2]) < 0:
		return word[:n-1]
	}
	return word
}

// undouble shortens a doubled last consonant that comes from the ending, as in
// "running", and not from the word itself, as in "calling".
func undouble(word []byte) []byte {
	n := len(word)
	if n > 3 && word[n-1] == word[n-2] && bytes.IndexByte([]byte("aeioulsfz"), word[n-1]) < 0 {
		return word[:n-1]
	}
	return word
}

func endsWithAny(word []byte, endings ...string) bool {
	for _, ending := range endings {
		if len(word) >= len(ending) && string(word[len(word)-len(ending):]) == ending {
			return true
		}
	}
	return false
}
