package definition

import "fmt"

// IndexError is the refusal of a vector column whose index is not supported: its
// rows are in shadow tables of its own, which nobody here reads or writes.
type IndexError struct {
	Column string // the column's name
	Index  string // "diskann" or "ivf"
}

func (e *IndexError) Error() string {
	return fmt.Sprintf(prefix+"vector column %q is indexed by %s, which is not supported here; nothing was changed. "+
		"For a new table leave out the index or use indexed by rescore(quantizer=bit). To convert a table, "+
		"open the file with sqlite-vec, create another table without indexed by %[2]s, and copy the rows: "+
		"insert into new_table(rowid, %[1]s) select rowid, %[1]s from old_table",
		e.Column, e.Index)
}

// parseIndex reads BY INDEX(OPTIONS).
func (v *Vector) parseIndex(s *scanner) error {
	if !s.expect(identifier) || !s.last.is("by") || !s.expect(identifier) {
		return errMalformed
	}
	switch index := s.last; {
	case index.is("flat"):
		v.Rescore = nil
		if !s.expect(leftParenthesis) || !s.expect(rightParenthesis) {
			return errMalformed
		}
		return nil
	case index.is("rescore"):
		return v.parseRescore(s)
	case index.is("diskann"):
		return &IndexError{Column: v.Name, Index: "diskann"}
	case index.is("ivf"):
		return &IndexError{Column: v.Name, Index: "ivf"}
	}
	return errMalformed
}
