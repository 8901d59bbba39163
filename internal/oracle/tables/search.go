package tables

import (
	"fmt"
	"strings"
)

// Search reads the rows nearest to a vector. The first two of Columns are the
// key and the distance.
type Search struct {
	Table   int
	Columns []string
	Vector  string // the column
	Query   Expr
	K       string // "k = 3", "LIMIT 3", "LIMIT 3 OFFSET 1", or "" for none
	Where   Where
	Order   string // "" for the order of the search
	Explain bool
}

// SQL implements Step.
func (s Search) SQL(tables []Table) string {
	terms := append(Where{{s.Vector, "MATCH", s.Query}}, s.Where...)
	limit := ""
	if strings.HasPrefix(s.K, "k") {
		terms = append(terms, Term{Column: s.K})
	} else {
		limit = s.K
	}
	text := fmt.Sprintf("SELECT %s FROM %s%s", strings.Join(s.Columns, ", "), tables[s.Table].Qualified(), terms)
	if s.Order != "" {
		text += " ORDER BY " + s.Order
	}
	return explain(s.Explain) + strings.TrimSpace(text+" "+limit)
}

// Limits are the numbers of rows that the search wants and passes over; k that
// is no number counts as 0.
func (s Search) Limits() (k, offset int, ok bool) {
	if text, isK := strings.CutPrefix(s.K, "k = "); isK {
		_, _ = fmt.Sscan(strings.Trim(text, "'"), &k)
		return k, 0, true
	}
	n, _ := fmt.Sscanf(s.K, "LIMIT %d OFFSET %d", &k, &offset)
	return k, offset, n > 0
}

// All is the search for all rows, in the order of the search, with the
// conditions that keep accepts. Conditions on them are to follow outside.
func (s Search) All(keep func(Term) bool) Search {
	all := s
	all.K, all.Order, all.Where, all.Explain = "k = 4096", "", nil, false
	for _, t := range s.Where {
		if keep(t) {
			all.Where = append(all.Where, t)
		}
	}
	return all
}
