package vec0_test

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/nearlite/nearlite/internal/oracle"
	"github.com/nearlite/nearlite/internal/oracle/tables"
)

// place is where a row is.
type place struct{ chunk, slot int64 }

func (p place) compare(q place) int {
	return cmp.Or(cmp.Compare(p.chunk, q.chunk), cmp.Compare(p.slot, q.slot))
}

// placesSQL asks for the places of a table's rows, as one text.
func (r *tableRun) placesSQL(table int) string {
	t := r.tables[table]
	id := "rowid"
	if t.TextKey() {
		id = "id"
	}
	return "SELECT group_concat(chunk_id || ' ' || chunk_offset || ' ' || quote(" + id + "), '; ' ORDER BY rowid) FROM " + t.Shadow("rowids")
}

// placesIn are the places of rows, by the text of the key.
func placesIn(a oracle.Answer) map[string]place {
	m := map[string]place{}
	if len(a.Rows) == 0 || a.Rows[0][0].Any == nil {
		return m
	}
	for row := range strings.SplitSeq(a.Rows[0][0].Any.(string), "; ") {
		var p place
		fields := strings.SplitN(row, " ", 3)
		p.chunk, _ = strconv.ParseInt(fields[0], 10, 64)
		p.slot, _ = strconv.ParseInt(fields[1], 10, 64)
		m[fields[2]] = p
	}
	return m
}

// places are the places here.
func (r *tableRun) places(table int) map[string]place { return placesIn(r.ours(r.placesSQL(table))) }

// compareRows compares which rows a table has, and where they are unless it is
// known to differ.
func (r *tableRun) compareRows(table int, step tables.Step) string {
	there := r.ask(r.placesSQL(table))
	got, want := r.ours(r.placesSQL(table)), there()
	diff := (oracle.Tolerance{}).Diff(want, got)
	if diff == "" {
		if replaces(step) && r.numberedApart(table) {
			r.part(table, "chunks that a REPLACE makes and removes count")
		}
		return ""
	}
	ours, theirs := placesIn(got), placesIn(want)
	if r.apart[table] != "" && slices.Equal(slices.Sorted(maps.Keys(ours)), slices.Sorted(maps.Keys(theirs))) {
		return ""
	}
	reason := r.whyApart(table, step, ours, theirs)
	if reason == "" {
		return "places of rows: " + diff
	}
	r.part(table, reason)
	r.known[reason]++
	return ""
}

// numberedApart reports whether the next chunk gets another number than there.
func (r *tableRun) numberedApart(table int) bool {
	t := r.tables[table]
	sql := "SELECT seq FROM " + t.Schema + ".sqlite_sequence WHERE name = '" + t.Name + "_chunks'"
	return (oracle.Tolerance{}).Diff(r.theirs(sql), r.ours(sql)) != ""
}

// whyApart is the reason why rows have other places than there, "" if there is
// none that explains them all.
func (r *tableRun) whyApart(table int, step tables.Step, ours, theirs map[string]place) (reason string) {
	if len(ours) != len(theirs) {
		return ""
	}
	chunks := r.chunks(table)
	for _, p := range ours {
		chunks[p.chunk].rows++
	}
	for key, p := range ours {
		q, ok := theirs[key]
		switch {
		case !ok:
			return ""
		case p == q:
		case replaces(step): // rows may come and go more than once
			reason = "free slots that rows of a REPLACE leave are used again"
		case chunks[p.chunk].null:
			reason = "rows whose partition values are NULL share a chunk"
		case p.chunk < q.chunk && r.newerIsFull(table, chunks, p.chunk):
			reason = "free slots of older chunks are used again"
		case p.slot > q.slot && p.chunk >= q.chunk:
			return "" // other rows have only moved forward, or their chunk has another number
		}
	}
	return reason
}

func replaces(step tables.Step) bool {
	s, ok := step.(tables.Insert)
	return ok && s.Conflict == "OR REPLACE" && len(s.Rows) > 1
}

// chunk is a chunk here.
type chunk struct {
	partition string
	null      bool // a partition value is NULL
	rows      int
}

func (r *tableRun) chunks(table int) map[int64]*chunk {
	m := map[int64]*chunk{}
	for _, row := range r.ours("SELECT * FROM " + r.tables[table].Shadow("chunks")).Rows {
		c := &chunk{}
		m[row[0].Any.(int64)] = c
		for _, v := range row[min(3, len(row)-2) : len(row)-2] { // behind chunk_id, size and sequence_id
			c.partition += v.SQL() + ","
			c.null = c.null || v.Any == nil
		}
	}
	return m
}

// newerIsFull reports whether the partition of a chunk has a newer one that is
// full.
func (r *tableRun) newerIsFull(table int, chunks map[int64]*chunk, id int64) bool {
	for other, c := range chunks {
		if other > id && c.partition == chunks[id].partition && c.rows == r.tables[table].ChunkSize {
			return true
		}
	}
	return false
}
