package embed

// What features weigh, in units of 1/256. The ratios were chosen by the ranks
// of the right answers among the documentation of Go's standard library.
const (
	weightWord  = 256 // a word
	weightStop  = 16  // a stop word
	weightWhole = 160 // an identifier whose parts count as words
	weightPair  = 96  // two words, joined
	weightGrams = 224 // all parts of a word together, as the length of their sum
	// weightUnique is the weight of a part of the vector that no other text
	// has, which keeps very short texts from being near to everything.
	weightUnique = 1000
)

// titleCount is how often a word of the title counts.
const titleCount = 3

// gramBytes is the length of a part of a word. Words of more than maxGramWord
// bytes, which are data rather than language, are not taken apart.
const (
	gramBytes   = 4
	maxGramWord = 62
)

// feature is something that texts can have in common, known by its hash.
type feature struct {
	hash uint64
	// count is how often the feature occurs, 0 for a free place in the table.
	count int32
	// weight is what one occurrence weighs.
	weight int32
}

// purpose says what the features of a text are collected for.
type purpose int

const (
	forText  purpose = iota
	forQuery         // each feature counts once
)

// features is the set of the features of one text.
type features struct {
	purpose purpose
	// weigh gives a word's weight; nil means 1.
	weigh   func(word string) float64
	scanner wordScanner
	// table is a hash table with linear probing; its length is a power of two.
	table []feature
	used  int
	// occurrences is how often each word that comes counts.
	occurrences int32
	// previous is the unmixed hash of the last word that is no stop word, 0 if
	// there is none, and previousWeight its weight.
	previous       uint64
	previousWeight int
}

// tableLength suits a text of a few hundred words.
const tableLength = 1 << 11

func newFeatures() *features {
	return &features{table: make([]feature, tableLength)}
}

// reset empties the set, and gives up a table that a long text made large.
func (f *features) reset(purpose purpose, weigh func(string) float64) {
	if len(f.table) > 16*tableLength {
		f.table = make([]feature, tableLength)
	}
	clear(f.table)
	f.purpose, f.weigh, f.used = purpose, weigh, 0
}

// add adds the features of text, each of which counts as often as given.
func (f *features) add(text string, occurrences int32) {
	f.occurrences, f.previous = occurrences, 0
	f.scanner.scan(text, f.addWord)
}

// addWord adds the features of one word. whole says that it is an identifier
// whose parts came before.
func (f *features) addWord(word []byte, whole bool) {
	isStop := stopWords[string(word)]
	root := stem(word)
	weight := f.weight(word, isStop, whole)
	f.insert(mix(hashBytes(seedWord, root)), weight)
	if isStop || whole {
		return
	}
	f.addGrams(root, weight)
	if f.previous != 0 {
		// The hash is that of one word, so that "wait group" meets WaitGroup.
		f.insert(mix(hashBytes(f.previous, root)), (weight+f.previousWeight)/2*weightPair/weightWord)
	}
	f.previous, f.previousWeight = hashBytes(seedWord, word), weight
}

// weight returns the weight of a word.
func (f *features) weight(word []byte, isStop, whole bool) int {
	weight := weightWord
	switch {
	case isStop:
		weight = weightStop
	case whole:
		weight = weightWhole
	}
	if f.weigh == nil {
		return weight
	}
	factor := f.weigh(string(word))
	if !(factor > 0) { // also NaN
		return 0
	}
	return int(float64(weight) * min(factor, 1000))
}

// addGrams adds the parts of a word: each run of gramBytes bytes of it, with a
// mark at both ends.
func (f *features) addGrams(word []byte, weight int) {
	count := len(word) + 2 - gramBytes + 1
	if count < 2 || len(word) > maxGramWord {
		return
	}
	weight = weight * gramWeights[count] / weightWord
	var marked [maxGramWord + 2]byte
	gram := append(append(append(marked[:0], '<'), word...), '>')
	for i := range count {
		f.insert(mix(hashBytes(seedGram, gram[i:i+gramBytes])), weight)
	}
}

// gramWeights[n] is what each of n parts of a word weighs: weightGrams divided
// by the square root of n, rounded down.
var gramWeights = func() (weights [maxGramWord]int) {
	for n := 1; n < len(weights); n++ {
		for (weights[n]+1)*(weights[n]+1)*n <= weightGrams*weightGrams {
			weights[n]++
		}
	}
	return weights
}()

// insert counts an occurrence of a feature.
func (f *features) insert(hash uint64, weight int) {
	if f.used > len(f.table)*3/4 {
		f.grow()
	}
	place := f.find(hash)
	switch {
	case place.count == 0:
		*place = feature{hash: hash, count: f.occurrences, weight: int32(weight)}
		f.used++
	case f.purpose == forText:
		place.count = min(place.count+f.occurrences, 1<<16)
	}
}

// find returns the place of the feature with this hash, or the free place where
// it belongs.
func (f *features) find(hash uint64) *feature {
	mask := uint64(len(f.table) - 1)
	i := hash & mask
	for f.table[i].count != 0 && f.table[i].hash != hash {
		i = (i + 1) & mask
	}
	return &f.table[i]
}

// grow doubles the table.
func (f *features) grow() {
	old := f.table
	f.table = make([]feature, 2*len(old))
	for _, entry := range old {
		if entry.count != 0 {
			*f.find(entry.hash) = entry
		}
	}
}

// project adds all features to p.
func (f *features) project(p *projection) {
	for _, entry := range f.table {
		if entry.count != 0 {
			p.add(entry.hash, saturate(int64(entry.count))*int64(entry.weight))
		}
	}
}

// saturate turns a count into a factor, in units of 1/saturateOne, that grows
// ever more slowly, as in BM25 with k1 = 1.2.
//
// Source: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25
// and Beyond" (2009), section 3.4.
func saturate(count int64) int64 { return saturateOne * 22 * count / (10*count + 12) }

const saturateOne = 16
