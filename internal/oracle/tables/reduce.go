package tables

import (
	"slices"
	"strings"
)

// reduceTries bounds the work of Reduce.
const reduceTries = 3000

// Reduce returns a shorter sequence for which fails still holds, as it does for
// s.
func (s Sequence) Reduce(fails func(Sequence) bool) Sequence {
	for tries := 0; ; {
		candidates := s.smaller()
		i := slices.IndexFunc(candidates, func(candidate Sequence) bool {
			tries++
			return tries <= reduceTries && fails(candidate)
		})
		if i < 0 {
			return s
		}
		s = candidates[i]
	}
}

// smaller lists shorter sequences, those much shorter first.
func (s Sequence) smaller() (list []Sequence) {
	for n := len(s.Steps) / 2; n > 0; n /= 2 {
		for from := len(s.Steps) - n; from > -n; from -= n {
			steps := slices.Delete(slices.Clone(s.Steps), max(from, 0), from+n)
			list = append(list, Sequence{s.Tables, steps})
		}
	}
	for i, t := range s.Tables {
		for _, c := range t.Columns {
			if c.Kind != Vector || len(t.of(Vector)) > 1 {
				list = append(list, s.without(i, c.Name))
			}
		}
	}
	for i, step := range s.Steps {
		for _, smaller := range step.smaller() {
			steps := slices.Clone(s.Steps)
			steps[i] = smaller
			list = append(list, Sequence{s.Tables, steps})
		}
	}
	return list
}

// without is the sequence with one column less.
func (s Sequence) without(table int, column string) Sequence {
	less := Sequence{Tables: slices.Clone(s.Tables)}
	t := &less.Tables[table]
	t.Columns = slices.DeleteFunc(slices.Clone(t.Columns), func(c Column) bool { return c.Name == column })
	for _, step := range s.Steps {
		if step, ok := step.without(table, column); ok {
			less.Steps = append(less.Steps, step)
		}
	}
	return less
}

// String is the sequence as SQL that can be pasted into a shell.
func (s Sequence) String() string {
	var b strings.Builder
	for _, t := range s.Tables {
		if t.Schema == "other" {
			b.WriteString("ATTACH ':memory:' AS other;\n")
			break
		}
	}
	for _, step := range s.Steps {
		b.WriteString(step.SQL(s.Tables) + ";\n")
	}
	return b.String()
}

// drop is list without what is at i.
func drop[T any](list []T, i int) []T { return slices.Delete(slices.Clone(list), i, i+1) }

func (w Where) without(column string) Where {
	return slices.DeleteFunc(slices.Clone(w), func(t Term) bool { return t.Column == column })
}

// smaller lists w with one condition less.
func (w Where) smaller() (list []Where) {
	for i := range w {
		list = append(list, drop(w, i))
	}
	return list
}

func (s Insert) smaller() (list []Step) {
	for i := range s.Rows {
		if len(s.Rows) > 1 {
			list = append(list, Insert{s.Table, s.Conflict, s.Columns, drop(s.Rows, i), s.Union})
		}
	}
	for _, simple := range []Insert{{s.Table, "", s.Columns, s.Rows, s.Union}, {s.Table, s.Conflict, s.Columns, s.Rows, false}} {
		if simple.Conflict != s.Conflict || simple.Union != s.Union {
			list = append(list, simple)
		}
	}
	return list
}

func (s Insert) without(table int, column string) (Step, bool) {
	i := slices.Index(s.Columns, column)
	if s.Table != table || i < 0 {
		return s, true
	}
	less := Insert{s.Table, s.Conflict, drop(s.Columns, i), nil, s.Union}
	for _, row := range s.Rows {
		less.Rows = append(less.Rows, drop(row, i))
	}
	return less, len(less.Columns) > 0
}

func (s Copy) smaller() (list []Step) {
	for _, w := range s.Where.smaller() {
		list = append(list, Copy{s.Table, s.From, s.Columns, s.Sources, w})
	}
	return list
}

func (s Copy) without(table int, column string) (Step, bool) {
	if s.From == table {
		s.Where = s.Where.without(column)
	}
	if i := slices.Index(s.Columns, column); s.Table == table && i >= 0 {
		s.Columns, s.Sources = drop(s.Columns, i), drop(s.Sources, i)
	}
	return s, len(s.Columns) > 0
}

func (s Update) smaller() (list []Step) {
	for i := range s.Columns {
		if len(s.Columns) > 1 {
			list = append(list, Update{s.Table, drop(s.Columns, i), drop(s.Values, i), s.Where})
		}
	}
	for _, w := range s.Where.smaller() {
		list = append(list, Update{s.Table, s.Columns, s.Values, w})
	}
	return list
}

func (s Update) without(table int, column string) (Step, bool) {
	if s.Table != table {
		return s, true
	}
	s.Where = s.Where.without(column)
	if i := slices.Index(s.Columns, column); i >= 0 {
		s.Columns, s.Values = drop(s.Columns, i), drop(s.Values, i)
	}
	return s, len(s.Columns) > 0
}

func (s Delete) smaller() (list []Step) {
	for _, w := range s.Where.smaller() {
		list = append(list, Delete{s.Table, w})
	}
	return list
}

func (s Delete) without(table int, column string) (Step, bool) {
	if s.Table == table {
		s.Where = s.Where.without(column)
	}
	return s, true
}

func (s Select) smaller() (list []Step) {
	for i := range s.Columns {
		if i > 0 {
			list = append(list, Select{s.Table, drop(s.Columns, i), s.Where, s.Order, s.Explain})
		}
	}
	for _, w := range s.Where.smaller() {
		list = append(list, Select{s.Table, s.Columns, w, s.Order, s.Explain})
	}
	if s.Order != "" {
		list = append(list, Select{s.Table, s.Columns, s.Where, "", s.Explain})
	}
	return list
}

func (s Select) without(table int, column string) (Step, bool) {
	if s.Table != table {
		return s, true
	}
	if column == s.Columns[0] || column == s.Order {
		return s, false
	}
	s.Columns = slices.DeleteFunc(slices.Clone(s.Columns), func(c string) bool { return c == column })
	s.Where = s.Where.without(column)
	return s, true
}

func (s Search) smaller() (list []Step) {
	for i := range s.Columns {
		if i > 1 {
			less := s
			less.Columns = drop(s.Columns, i)
			list = append(list, less)
		}
	}
	for _, w := range s.Where.smaller() {
		less := s
		less.Where = w
		list = append(list, less)
	}
	if s.Order != "" {
		less := s
		less.Order = ""
		list = append(list, less)
	}
	return list
}

func (s Search) without(table int, column string) (Step, bool) {
	if s.Table != table {
		return s, true
	}
	if column == s.Vector || column == s.Columns[0] || strings.Contains(s.Order, column) {
		return s, false
	}
	s.Columns = slices.DeleteFunc(slices.Clone(s.Columns), func(c string) bool { return c == column })
	s.Where = s.Where.without(column)
	return s, true
}

func (s Control) smaller() []Step                   { return nil }
func (s Control) without(int, string) (Step, bool)  { return s, true }
func (s Create) smaller() []Step                    { return nil }
func (s Create) without(int, string) (Step, bool)   { return s, true }
func (s Drop) smaller() []Step                      { return nil }
func (s Drop) without(int, string) (Step, bool)     { return s, true }
func (s Optimize) smaller() []Step                  { return nil }
func (s Optimize) without(int, string) (Step, bool) { return s, true }
func (s Shadow) smaller() []Step                    { return nil }
func (s Shadow) without(int, string) (Step, bool)   { return s, true }
