package vec0_test

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/nearlite/nearlite/internal/oracle"
	"github.com/nearlite/nearlite/internal/oracle/tables"
)

// search compares a KNN query. Where the answers differ for a known reason, the
// answer here is held to what the reference order makes of all rows there.
func (r *tableRun) search(s tables.Search) string {
	sql := s.SQL(r.tables)
	if i := slices.IndexFunc(s.Where, func(term tables.Term) bool {
		return r.isTextRange(r.tables[s.Table], term) && term.Operand.SQL == "NULL"
	}); i >= 0 {
		got := r.ours(sql)
		if slices.ContainsFunc(s.Where, func(term tables.Term) bool {
			return term.Column == s.Where[i].Column && (term.Op == "=" || term.Op == "IN" && !term.IsList())
		}) {
			return "" // SQLite puts the operand of = in the column's place, and compares
		}
		return r.searchHere(s, "a text range to NULL makes 0.1.9 crash", got)
	}
	there := r.ask(sql)
	got, want := r.ours(sql), there()
	diff := loose.Diff(want, got)
	if diff == "" {
		return ""
	}
	if s.Query.NotFinite && refusedElement.MatchString(got.Error) {
		r.known["elements that are NaN or infinite are refused"]++
		return ""
	}
	if got.Error == "" && len(got.Rows) == 0 && contradictable(s.Where) {
		r.known["conditions that SQLite finds false without asking the table"]++
		return ""
	}
	reason := r.searchReason(s, want, got)
	if reason == "" {
		return diff
	}
	if d := r.searchHere(s, reason, got); d != "" {
		return diff + "\n" + d
	}
	return ""
}

// searchHere compares the answer here with that in the reference order, for a
// search whose answer there does not count for a reason.
func (r *tableRun) searchHere(s tables.Search, reason string, got oracle.Answer) string {
	if !s.Explain && got.Error == "" {
		expected, problem := r.expected(s)
		if problem != "" {
			return "for all rows: " + problem
		}
		if d := loose.Diff(expected, got); d != "" {
			return "in the reference order: " + d
		}
	}
	r.known[reason]++
	return ""
}

// searchReason is why answers to a search may differ, "" if there is no reason.
func (r *tableRun) searchReason(s tables.Search, want, got oracle.Answer) string {
	t := r.tables[s.Table]
	has := func(f func(tables.Term) bool) bool { return slices.ContainsFunc(s.Where, f) }
	keyIn := func(term tables.Term) bool { return term.Column == t.KeyName() && term.IsList() }
	if got.Error != "" {
		return r.refusedAnyway(s, got)
	}
	switch {
	case strings.Contains(want.Error, "An illegal WHERE constraint was provided on a vec0 metadata column") && has(isLike):
		return "LIKE on metadata"
	case strings.Contains(want.Error, "A LIMIT or 'k = ?' constraint is required") && strings.Contains(s.K, "OFFSET"):
		return "OFFSET"
	case strings.Contains(want.Error, "k value in knn query too large"):
		return "k above 4096"
	case strings.Contains(want.Error, "Could not filter metadata fields") && has(func(term tables.Term) bool { return r.isTextRange(t, term) }):
		return "ranges where a text of 12 bytes is stored"
	case want.Error != "":
		return ""
	case t.TextKey() && has(keyIn) && len(want.Rows) == 0:
		return "an unknown text key in a list"
	case has(keyIn):
		return "a list of keys that do not fit 32 bits"
	case r.apart[s.Table] != "":
		return "the order of equal distances follows the places"
	}
	return "distances that are almost equal, or not numbers"
}

// refusedAnyway is a reason if the search is refused here with the error that it
// has there without what 0.1.9 refuses first.
func (r *tableRun) refusedAnyway(s tables.Search, got oracle.Answer) string {
	s.Where = slices.DeleteFunc(slices.Clone(s.Where), isLike)
	simple := s
	if k, _, ok := s.Limits(); ok && strings.HasPrefix(s.K, "LIMIT") {
		simple.K = fmt.Sprintf("LIMIT %d", k)
	} else if ok {
		simple.K = fmt.Sprintf("k = %d", min(k, 4096))
	}
	for _, s := range []tables.Search{s, simple} {
		if a := r.theirs(s.SQL(r.tables)); loose.Diff(a, got) == "" {
			return "LIKE, OFFSET or k above 4096, and another fault"
		}
	}
	return ""
}

// contradictable reports whether a column has a condition besides an equality:
// SQLite puts the one's operand into the other, and may find it false.
func contradictable(where tables.Where) bool {
	return slices.ContainsFunc(where, func(equal tables.Term) bool {
		return equal.Op == "=" && slices.ContainsFunc(where, func(other tables.Term) bool {
			return other.Column == equal.Column && other != equal
		})
	})
}

func isLike(t tables.Term) bool { return t.Op == "LIKE" }

func (r *tableRun) isTextRange(t tables.Table, term tables.Term) bool {
	c := t.Column(term.Column)
	return c.Kind == tables.Metadata && c.Type == "text" && strings.ContainsAny(term.Op, "<>") && term.Op != "!="
}

// neighbour is a row of a search.
type neighbour struct {
	row      []oracle.Value
	distance float64
	place    place
	kept     bool // the conditions that SQLite checks afterwards hold
}

// expected is the answer to a search in the reference order: the rows and the
// other values as they are there, the distances and places as they are here.
func (r *tableRun) expected(s tables.Search) (a oracle.Answer, problem string) {
	k, offset, ok := s.Limits()
	if !ok {
		return a, "no number of rows in " + s.K
	}
	var all []neighbour
	for _, part := range r.parts(s) {
		list, problem := r.allRows(part)
		if problem != "" {
			return a, problem
		}
		all = append(all, nearest(list, k+offset)...)
	}
	all = all[min(offset, len(all)):] // before SQLite sorts, which only moves distances that are not numbers
	if s.Order == "distance" {
		slices.SortStableFunc(all, func(a, b neighbour) int { return cmp.Compare(a.distance, b.distance) })
	}
	for _, n := range all {
		if n.kept {
			a.Rows = append(a.Rows, n.row)
		}
	}
	return a, ""
}

// parts are the searches that SQLite makes of one with a list of partition
// values.
func (r *tableRun) parts(s tables.Search) (list []tables.Search) {
	i := slices.IndexFunc(s.Where, func(term tables.Term) bool {
		return term.IsList() && r.tables[s.Table].Column(term.Column).Kind == tables.Partition
	})
	if i < 0 {
		return []tables.Search{s}
	}
	values := strings.ReplaceAll(strings.Trim(s.Where[i].Operand.SQL, "()"), ", ", "), (")
	for _, row := range r.ours("SELECT DISTINCT column1 FROM (VALUES (" + values + ")) ORDER BY 1").Rows {
		part := s
		part.Where = slices.Clone(s.Where)
		part.Where[i] = tables.Term{Column: s.Where[i].Column, Op: "=", Operand: tables.Expr{SQL: row[0].SQL()}}
		list = append(list, r.parts(part)...)
	}
	return list
}

// allRows are all rows that meet the conditions of a search. Distances here and
// there must be close.
func (r *tableRun) allRows(s tables.Search) (list []neighbour, problem string) {
	t := r.tables[s.Table]
	var inner, outer, after, distances tables.Where
	for _, term := range s.Where {
		c := t.Column(term.Column)
		switch {
		case term.Column == "distance":
			distances = append(distances, term)
		case c.Kind == tables.Key && !term.IsList(), strings.HasPrefix(term.Op, "IS "):
			after = append(after, term) // SQLite checks it on the rows found
		case r.isTextRange(t, term): // the operand is converted to text, NULL too
			term.Operand.SQL = "coalesce(CAST(" + term.Operand.SQL + " AS TEXT), '')"
			outer = append(outer, term)
		case c.Kind == tables.Key || isLike(term):
			outer = append(outer, term)
		default:
			inner = append(inner, term)
		}
	}
	all := s.All(func(term tables.Term) bool { return slices.Contains(inner, term) })
	for _, term := range slices.Concat(outer, after) {
		if !slices.Contains(all.Columns, term.Column) {
			all.Columns = append(slices.Clone(all.Columns), term.Column)
		}
	}
	kept := "1"
	if len(after) > 0 {
		kept = strings.TrimPrefix(after.String(), " WHERE ")
	}
	sql := "WITH found AS MATERIALIZED (" + all.SQL(r.tables) + ") SELECT " + strings.Join(s.Columns, ", ") + ", " + kept + " FROM found" + outer.String()
	got, want := r.ours(sql), r.theirs(sql)
	byKey := func(a, b []oracle.Value) int { return cmp.Compare(a[0].SQL(), b[0].SQL()) }
	slices.SortFunc(got.Rows, byKey)
	slices.SortFunc(want.Rows, byKey)
	if diff := loose.Diff(want, got); diff != "" || got.Error != "" {
		return nil, sql + ": " + diff + got.Error
	}
	places := r.places(s.Table)
	for _, row := range got.Rows {
		last := len(row) - 1
		n := neighbour{row: row[:last], distance: math.NaN(), place: places[row[0].SQL()], kept: row[last].Any == int64(1)}
		if d, ok := row[1].Any.(float64); ok {
			n.distance = d
		}
		if r.within(n.distance, distances) {
			list = append(list, n)
		}
	}
	return list, ""
}

// within reports whether conditions on the distance hold; their operands are
// float32 numbers, as distances are.
func (r *tableRun) within(d float64, terms tables.Where) bool {
	for _, term := range terms {
		bound := r.ours("SELECT CAST(coalesce(" + term.Operand.SQL + ", 0) AS REAL)").Rows[0][0].Any.(float64)
		b := float64(float32(bound))
		holds := map[string]bool{"<": d < b, "<=": d <= b, ">": d > b, ">=": d >= b}
		if !holds[term.Op] {
			return false
		}
	}
	return true
}

// nearest is the selection that sqlite-vec makes: in each chunk the row of the
// least distance again and again, the last of equals, and a distance that is not
// a number stays least once it is found; then chunk after chunk is merged.
func nearest(list []neighbour, k int) (best []neighbour) {
	slices.SortFunc(list, func(a, b neighbour) int { return a.place.compare(b.place) })
	for len(list) > 0 {
		end := slices.IndexFunc(list, func(n neighbour) bool { return n.place.chunk != list[0].place.chunk })
		if end < 0 {
			end = len(list)
		}
		best = merge(best, least(slices.Clone(list[:end]), k), k)
		list = list[end:]
	}
	return best
}

func least(chunk []neighbour, k int) (taken []neighbour) {
	for len(taken) < k && len(chunk) > 0 {
		first := 0
		for i, n := range chunk {
			if n.distance <= chunk[first].distance {
				first = i
			}
		}
		taken = append(taken, chunk[first])
		chunk = slices.Delete(chunk, first, first+1)
	}
	return taken
}

func merge(a, b []neighbour, k int) (out []neighbour) {
	for len(out) < k && len(a)+len(b) > 0 {
		if len(b) == 0 || len(a) > 0 && a[0].distance <= b[0].distance {
			out, a = append(out, a[0]), a[1:]
		} else {
			out, b = append(out, b[0]), b[1:]
		}
	}
	return out
}
