package vec0_test

import (
	"context"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/nearlite/nearlite/internal/oracle"
	"github.com/nearlite/nearlite/internal/oracle/tables"
)

var (
	// By default the statements are the same each time, so that a failure comes
	// from a change; make oracle takes others.
	oracleTablesSeed = flag.Uint64("oracle.tables.seed", 1, "seed of the statements on tables compared with sqlite-vec 0.1.9; 0 takes another each time")
	oracleTablesN    = flag.Int("oracle.tables.n", 20_000, "how many statements on tables are compared, at least")
)

// TestTablesAgreeWithSqliteVec runs random sequences of statements here and with
// sqlite-vec 0.1.9, and compares rows, their order, errors and shadow tables. A
// difference is right only if the runner can prove its reason.
func TestTablesAgreeWithSqliteVec(t *testing.T) {
	n, seed := *oracleTablesN, *oracleTablesSeed
	if testing.Short() {
		n = min(n, 2000)
	}
	if seed == 0 {
		seed = rand.Uint64()
	}
	const parts = 2 // at a time, as each waits for its oracle
	for part := range uint64(parts) {
		t.Run(fmt.Sprintf("part %d", part), func(t *testing.T) {
			t.Parallel()
			newTableRun(t).compare(seed, part, parts, n/parts)
		})
	}
}

// compare runs every so manieth sequence of a seed, until n statements are done.
func (r *tableRun) compare(seed, first, step uint64, n int) {
	for i := first; r.statements < n; i += step {
		s := tables.Random(rand.New(rand.NewPCG(seed, i)))
		at, diff := r.play(s)
		if diff == "" {
			continue
		}
		s.Steps = s.Steps[:at+1]
		s = s.Reduce(func(s tables.Sequence) bool { _, diff := r.play(s); return diff != "" })
		_, diff = r.play(s)
		r.t.Fatalf("seed %d, sequence %d:\n%s%s\n(go test -run TablesAgree -oracle.tables.seed %d -oracle.tables.n %d)", seed, i, s, diff, seed, *oracleTablesN)
	}
	r.t.Logf("seed %d: %d statements", seed, r.statements)
	for _, reason := range slices.Sorted(maps.Keys(r.known)) {
		r.t.Logf("%7d differences that are right: %s", r.known[reason], reason)
	}
}

// tableRun runs sequences on both sides.
type tableRun struct {
	*peers
	known      map[string]int // by reason
	statements int
	queued     []string // statements to send with the next one

	// Of the sequence that runs:
	tables     []tables.Table
	apart      map[int]string // tables whose rows have other places than there, and why
	began      bool
	savepoints []string
}

func newTableRun(t *testing.T) *tableRun {

	r := &tableRun{peers: newPeers(t), known: map[string]int{}}
	r.ours("ATTACH ':memory:' AS other")
	r.theirs("ATTACH ':memory:' AS other")
	return r
}

func (r *tableRun) ours(sql string) oracle.Answer {
	return oracle.Run(context.Background(), r.here, oracle.Statement{SQL: sql})
}

// queue puts statements off until the next question: their answers do not count.
func (r *tableRun) queue(sql ...string) { r.queued = append(r.queued, sql...) }

// theirs runs a statement there, after those that are queued.
func (r *tableRun) theirs(sql string) oracle.Answer { return r.ask(sql)() }

// ask is theirs; the answer comes when the result is called, which it must be
// before another statement is sent.
func (r *tableRun) ask(sql string) func() oracle.Answer {
	statements := make([]oracle.Statement, 0, len(r.queued)+1)
	for _, text := range append(r.queued, sql) {
		statements = append(statements, oracle.Statement{SQL: text})
	}
	r.queued = r.queued[:0]
	var answers []oracle.Answer
	var err error
	done := make(chan struct{})
	go func() {
		answers, err = r.there.Run(statements...)
		close(done)
	}()
	return func() oracle.Answer {
		<-done
		if err != nil {
			r.t.Fatal(err)
		}
		return answers[len(answers)-1]
	}
}

var loose = oracle.Tolerance{Relative: 2e-5, Absolute: 1e-6}

// play runs a sequence until a step differs; at is its number.
func (r *tableRun) play(s tables.Sequence) (at int, diff string) {
	r.tables, r.apart, r.began, r.savepoints = s.Tables, map[int]string{}, false, nil
	defer r.clear()
	for i, step := range s.Steps {
		r.statements++
		if diff := r.step(step); diff != "" {
			return i, diff
		}
	}
	return 0, ""
}

// clear removes what the sequence has left.
func (r *tableRun) clear() {
	r.ours("ROLLBACK")
	r.queue("ROLLBACK")
	for _, t := range r.tables {
		sql := "DROP TABLE IF EXISTS " + t.Qualified()
		there := r.ask(sql)
		if a, b := r.ours(sql), there(); a.Error != "" || b.Error != "" {
			r.t.Fatalf("%s: %s, there %s", sql, a, b)
		}
	}
}

// step runs a step on both sides and says how it differs.
func (r *tableRun) step(step tables.Step) string {
	switch s := step.(type) {
	case tables.Insert:
		return r.write(s.Table, step, s.NotFinite(), func() oracle.Answer { return r.insertThere(s) })
	case tables.Update:
		return r.write(s.Table, step, s.NotFinite(), func() oracle.Answer { return r.updateThere(s) })
	case tables.Copy:
		return r.write(s.Table, step, false, r.copyThere(s))
	case tables.Delete:
		return r.write(s.Table, step, false, func() oracle.Answer { return r.theirs(step.SQL(r.tables)) })
	case tables.Optimize:
		return r.write(s.Table, step, false, func() oracle.Answer { return r.optimizeThere(s) })
	case tables.Create:
		return r.create(s)
	case tables.Shadow:
		return r.shadow(s.Table)
	case tables.Select:
		return r.selection(s)
	case tables.Search:
		return r.search(s)
	}
	sql := step.SQL(r.tables)
	got := r.ours(sql)
	if got.Error == "" {
		r.transaction(strings.Fields(sql))
	}
	return loose.Diff(r.theirs(sql), got)
}

// transaction notes what a statement has begun or ended.
func (r *tableRun) transaction(words []string) {
	name := words[len(words)-1]
	switch {
	case words[0] == "BEGIN":
		r.began = true
	case words[0] == "COMMIT", words[0] == "ROLLBACK" && len(words) == 1:
		r.began, r.savepoints = false, nil
	case words[0] == "SAVEPOINT":
		r.savepoints = append(r.savepoints, name)
	case words[0] == "RELEASE":
		for i := range slices.Backward(r.savepoints) {
			if r.savepoints[i] == name {
				r.savepoints = r.savepoints[:i]
				break
			}
		}
	}
}

func (r *tableRun) inTransaction() bool { return r.began || len(r.savepoints) > 0 }

func (r *tableRun) create(s tables.Create) string {
	sql := s.SQL(r.tables)
	got := r.ours(sql)
	if got.Error == "" {
		delete(r.apart, s.Table)
	}
	return loose.Diff(r.theirs(sql), got)
}

// shadow compares shadow tables byte by byte, outside of transactions: inside of
// one they wait for what is buffered.
func (r *tableRun) shadow(table int) string {
	t := r.tables[table]
	if r.inTransaction() {
		return ""
	}
	if a := r.ours("PRAGMA integrity_check"); a.String() != "('ok')" {
		return "PRAGMA integrity_check: " + a.String()
	}
	if r.apart[table] != "" {
		return r.compareRows(table, nil)
	}
	for _, suffix := range t.Suffixes() {
		sql := "SELECT * FROM " + t.Shadow(suffix) + " ORDER BY 1"
		if diff := (oracle.Tolerance{}).Diff(r.theirs(sql), r.ours(sql)); diff != "" {
			return sql + ": " + diff
		}
	}
	sql := "SELECT * FROM " + t.Schema + ".sqlite_sequence WHERE name LIKE '" + t.Name + "%' ORDER BY name"
	if diff := (oracle.Tolerance{}).Diff(r.theirs(sql), r.ours(sql)); diff != "" {
		return sql + ": " + diff
	}
	return ""
}

// selection compares a scan or a look-up.
func (r *tableRun) selection(s tables.Select) string {
	sql := s.SQL(r.tables)
	there := r.ask(sql)
	got, want := r.ours(sql), there()
	diff := (oracle.Tolerance{}).Diff(want, got)
	if diff == "" || r.apart[s.Table] == "" || s.Order != "" || want.Error != "" {
		return diff
	}
	places := r.places(s.Table)
	slices.SortFunc(want.Rows, func(a, b []oracle.Value) int {
		return places[a[0].SQL()].compare(places[b[0].SQL()])
	})
	r.known["the order of a scan follows the places"]++
	return (oracle.Tolerance{}).Diff(want, got)
}
