package vec0_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// A simulation runs random statements on a table whose chunks have eight slots,
// and holds every answer to a map: nested savepoints, changes of the schema while
// rows wait in the buffered chunk, connections that come and go.
type simulation struct {
	*rand.Rand
	*session
	variant
	path  string
	other *session // sees what is committed

	rows       simulatedRows
	committed  simulatedRows
	inside     bool // of an explicit transaction
	savepoints []simulatedSavepoint
	tables     []string // ordinary ones, made inside or outside of the transaction
	log        []string
}

// variant is a kind of table.
type variant struct {
	name, schema      string
	text, partitioned bool
}

type simulatedRow struct {
	x, n int
	part int // 0: NULL
	text string
	aux  string
}

type simulatedRows map[int]simulatedRow

type simulatedSavepoint struct {
	name   string
	rows   simulatedRows
	tables []string
	begins bool // it began the transaction
}

func TestBufferedChunkAgainstAMap(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	variants := []variant{
		{"rowids", "main", false, false}, {"text keys", "main", true, false},
		{"partitions", "main", false, true}, {"text keys and partitions", "main", true, true},
		{"temp", "temp", false, true}, {"attached", "aux", true, true},
	}
	for i, v := range variants {
		t.Run(v.name, func(t *testing.T) { simulate(t, v, seed+uint64(i), 800/slowness) })
	}
}

func simulate(t *testing.T, v variant, seed uint64, steps int) {
	s := &simulation{
		Rand: rand.New(rand.NewPCG(seed, 0)), variant: v, rows: simulatedRows{}, committed: simulatedRows{},
		path: filepath.Join(t.TempDir(), "t.db"),
	}
	defer func() {
		if t.Failed() {
			t.Logf("seed %d, variant %s; the last statements:\n%s", seed, v.name, strings.Join(s.log[max(0, len(s.log)-60):], ";\n"))
		}
	}()
	s.session = s.open(t)
	var columns []string
	if v.text {
		columns = append(columns, "id text primary key")
	}
	if v.partitioned {
		columns = append(columns, "p integer partition key")
	}
	s.do("CREATE VIRTUAL TABLE " + s.table() + " USING vec0(" + strings.Join(append(columns, "e float[2]", "b bit[8]", "n integer", "m text", "+a text", "chunk_size=8)"), ", "))
	for range steps {
		s.step()
		if t.Failed() {
			return
		}
	}
	if s.inside {
		s.end("COMMIT")
	}
	s.read()
}

func (s *simulation) open(t testing.TB) *session {
	opened := connect(t, s.path, "PRAGMA journal_mode = wal", "PRAGMA synchronous = off", "PRAGMA cache_size = 30")
	if s.schema == "aux" {
		opened.run("ATTACH '"+s.path+".aux' AS aux", "PRAGMA aux.journal_mode = wal", "PRAGMA aux.synchronous = off")
	}
	return opened
}

func (s *simulation) table() string { return s.schema + ".v" }

// do runs a statement that must succeed.
func (s *simulation) do(statement string) {
	s.t.Helper()
	s.log = append(s.log, statement)
	if got := s.answer(statement); strings.HasPrefix(got, "error: ") {
		s.t.Errorf("%s: %s", statement, got)
	}
}

// refused runs a statement that must fail, and change nothing.
func (s *simulation) refused(statement, want string) {
	s.t.Helper()
	s.log = append(s.log, statement+" -- is refused")
	s.mentions(statement, want)
}

func (s *simulation) step() {
	switch n := s.IntN(100); {
	case n < 34:
		s.insert()
	case n < 46:
		s.update()
	case n < 58:
		s.delete()
	case n < 76:
		s.transact()
	case n < 82:
		s.changeSchema()
	case n < 84:
		s.do("INSERT INTO " + s.table() + "(v) VALUES('optimize')")
	case n < 86 && !s.inside:
		s.maintain()
	default:
		s.read()
	}
}

func (s *simulation) key(i int) string {
	if s.text {
		return "'key " + strconv.Itoa(i) + "'"
	}
	return strconv.Itoa(i)
}

func (s *simulation) keyColumn() string {
	if s.text {
		return "id"
	}
	return "rowid"
}

func (s *simulation) randomRow() simulatedRow {
	r := simulatedRow{x: s.IntN(50), n: s.IntN(5), text: "text", aux: "aux " + strconv.Itoa(s.IntN(9))}
	if s.IntN(2) == 0 {
		r.text = "a longer text, the one with number " + strconv.Itoa(s.IntN(99))
	}
	if s.partitioned {
		r.part = s.IntN(3)
	}
	return r
}

// values is a row as INSERT has it.
func (s *simulation) values(key int, r simulatedRow) string {
	part := ""
	if s.partitioned {
		part = fmt.Sprintf("nullif(%d, 0), ", r.part)
	}
	return fmt.Sprintf("(%s, %s'[%d,0]', vec_bit(x'%02x'), %d, '%s', '%s')", s.key(key), part, r.x, r.x, r.n, r.text, r.aux)
}

func (s *simulation) insertion(verb string) string {
	part := ""
	if s.partitioned {
		part = "p, "
	}
	return verb + " INTO " + s.table() + "(" + s.keyColumn() + ", " + part + "e, b, n, m, a) VALUES"
}

// keys is how many different keys there are: enough for some chunks.
const keys = 60

func (s *simulation) insert() {
	n := 1
	if s.IntN(3) == 0 {
		n = 1 + s.IntN(20)
	}
	added := simulatedRows{}
	var values []string
	taken := false
	for range n {
		key, r := s.IntN(keys), s.randomRow()
		if _, twice := added[key]; twice {
			continue
		}
		_, old := s.rows[key]
		taken = taken || old
		added[key] = r
		values = append(values, s.values(key, r))
	}
	list := strings.Join(values, ", ")
	switch mode := s.IntN(10); {
	case mode == 0:
		// The last row is refused, and takes the others of its statement with it.
		s.refused(s.insertion("REPLACE")+list+strings.Replace(", "+s.values(1+s.IntN(keys), s.randomRow()), "'[", "'[1,", 1), "dimension mismatch")
	case taken && mode < 5:
		s.refused(s.insertion("INSERT")+list, "unique constraint")
	case taken && mode < 7:
		s.do(s.insertion("INSERT OR IGNORE") + list)
		maps.DeleteFunc(added, func(key int, _ simulatedRow) bool { _, old := s.rows[key]; return old })
		maps.Copy(s.rows, added)
	default:
		s.do(s.insertion("REPLACE") + list)
		maps.Copy(s.rows, added)
	}
	s.settle()
}

// some is a condition on the keys, and the rows it holds for.
func (s *simulation) some() (condition string, held []int) {
	all := slices.Sorted(maps.Keys(s.rows))
	switch n := s.IntN(12); {
	case n == 0:
		return "1", all
	case n < 4:
		r := s.IntN(5)
		return "n = " + strconv.Itoa(r), slices.DeleteFunc(all, func(key int) bool { return s.rows[key].n != r })
	default:
		key := s.IntN(keys)
		return s.keyColumn() + " = " + s.key(key), slices.DeleteFunc(all, func(k int) bool { return k != key })
	}
}

func (s *simulation) update() {
	where, held := s.some()
	r := s.randomRow()
	var set []string
	change := func(assignment string, f func(*simulatedRow)) {
		if s.IntN(2) == 0 {
			return
		}
		set = append(set, assignment)
		for _, key := range held {
			row := s.rows[key]
			f(&row)
			s.rows[key] = row
		}
	}
	change(fmt.Sprintf("e = '[%d,0]', b = vec_bit(x'%02x')", r.x, r.x), func(row *simulatedRow) { row.x = r.x })
	change("m = '"+r.text+"'", func(row *simulatedRow) { row.text = r.text })
	change("a = '"+r.aux+"'", func(row *simulatedRow) { row.aux = r.aux })
	change("n = "+strconv.Itoa(r.n), func(row *simulatedRow) { row.n = r.n })
	if s.partitioned {
		change(fmt.Sprintf("p = nullif(%d, 0)", r.part), func(row *simulatedRow) { row.part = r.part })
	}
	if len(set) > 0 {
		s.do("UPDATE " + s.table() + " SET " + strings.Join(set, ", ") + " WHERE " + where)
	}
	s.settle()
}

func (s *simulation) delete() {
	where, held := s.some()
	s.do("DELETE FROM " + s.table() + " WHERE " + where)
	for _, key := range held {
		delete(s.rows, key)
	}
	s.settle()
}

// settle notes the rows of a statement that was a transaction of its own.
func (s *simulation) settle() {
	if !s.inside {
		s.committed = maps.Clone(s.rows)
	}
}

func (s *simulation) transact() {
	if !s.inside && s.IntN(2) == 0 {
		s.do([]string{"BEGIN", "BEGIN IMMEDIATE"}[s.IntN(2)])
		s.inside = true
		s.savepoints = []simulatedSavepoint{{rows: maps.Clone(s.rows), tables: slices.Clone(s.tables)}}
		return
	}
	switch n := s.IntN(10); {
	case n < 4 || !s.inside:
		name := string(rune('a' + s.IntN(3))) // names may be taken: the latest counts
		s.do("SAVEPOINT " + name)
		s.savepoints = append(s.savepoints, simulatedSavepoint{name, maps.Clone(s.rows), slices.Clone(s.tables), !s.inside})
		s.inside = true
	case n < 8:
		named := slices.DeleteFunc(slices.Clone(s.savepoints), func(p simulatedSavepoint) bool { return p.name == "" })
		if len(named) == 0 {
			return
		}
		name := named[s.IntN(len(named))].name
		i := len(s.savepoints) - 1
		for s.savepoints[i].name != name {
			i--
		}
		if s.IntN(2) == 0 {
			s.do("ROLLBACK TO " + name)
			s.rows, s.tables = maps.Clone(s.savepoints[i].rows), slices.Clone(s.savepoints[i].tables)
			s.savepoints = s.savepoints[:i+1]
			return
		}
		if s.savepoints[i].begins {
			s.end("RELEASE " + name)
			return
		}
		s.do("RELEASE " + name)
		s.savepoints = s.savepoints[:i]
	case n < 9:
		s.end("COMMIT")
	default:
		s.end("ROLLBACK")
	}
}

// end ends the transaction.
func (s *simulation) end(statement string) {
	s.do(statement)
	if statement == "ROLLBACK" {
		s.rows, s.tables = maps.Clone(s.savepoints[0].rows), slices.Clone(s.savepoints[0].tables)
	}
	s.inside, s.savepoints = false, nil
	s.settle()
}

// changeSchema makes SQLite connect its virtual tables anew, some of the
// statements while the buffered chunk has changes.
func (s *simulation) changeSchema() {
	switch n := s.IntN(7); {
	case n < 2 || len(s.tables) == 0:
		name := "t" + strconv.Itoa(len(s.log))
		s.do("CREATE TABLE " + name + "(x)")
		s.tables = append(s.tables, name)
	case n == 2:
		name := s.tables[s.IntN(len(s.tables))]
		s.do("ALTER TABLE " + name + " ADD COLUMN c" + strconv.Itoa(len(s.log)))
	case n == 3:
		i := s.IntN(len(s.tables))
		name := "t" + strconv.Itoa(len(s.log))
		s.do("ALTER TABLE " + s.tables[i] + " RENAME TO " + name)
		s.tables[i] = name
	case n == 4:
		name := s.tables[s.IntN(len(s.tables))]
		s.do("CREATE INDEX i" + strconv.Itoa(len(s.log)) + " ON " + name + "(x)")
	case n == 5:
		i := s.IntN(len(s.tables))
		s.do("DROP TABLE " + s.tables[i])
		s.tables = slices.Delete(slices.Clone(s.tables), i, i+1)
	default:
		s.do("PRAGMA writable_schema = RESET") // forgets the schema and reads it again
	}
}

// maintain does what cannot be done inside of a transaction.
func (s *simulation) maintain() {
	switch n := s.IntN(3); {
	case n == 0:
		s.do("VACUUM " + s.schema)
	case n == 1 && s.schema != "temp":
		s.log = append(s.log, "-- reopened")
		if err := s.conn.Close(); err != nil {
			s.t.Error(err)
		}
		s.session, s.other = s.open(s.t), nil
	case s.schema != "temp":
		s.log = append(s.log, "-- the two connections change places")
		if s.other == nil {
			s.other = s.open(s.t)
		}
		s.session, s.other = s.other, s.session
	}
}

// read compares a random view of the table.
func (s *simulation) read() {
	part := ""
	if s.partitioned {
		part = "coalesce(p, 0), "
	}
	columns := s.keyColumn() + ", " + part + "vec_to_json(e), hex(b), n, m, a"
	list := func(on *session, rows simulatedRows) {
		s.t.Helper()
		s.compare(on, "SELECT "+columns+" FROM "+s.table()+" ORDER BY "+s.keyColumn(), s.render(rows, nil))
	}
	switch n := s.IntN(8); {
	case n == 0:
		list(s.session, s.rows)
	case n == 1 && s.other != nil:
		list(s.other, s.committed)
	case n == 2:
		s.compare(s.session, "PRAGMA "+s.schema+".integrity_check", "'ok'")
	case n == 3:
		key := s.IntN(keys)
		s.compare(s.session, "SELECT "+columns+" FROM "+s.table()+" WHERE "+s.keyColumn()+" = "+s.key(key),
			s.render(s.rows, func(k int, _ simulatedRow) bool { return k == key }))
	case n == 4:
		p, x, at := s.IntN(5), s.IntN(50), 1+s.IntN(20)
		s.compare(s.session, fmt.Sprintf("SELECT %s FROM %s WHERE e MATCH '[%d,0]' AND k = %d AND n <> %d AND distance <= %d ORDER BY +%s",
			columns, s.table(), x, 2*keys, p, at, s.keyColumn()),
			s.render(s.rows, func(_ int, r simulatedRow) bool { return r.n != p && max(r.x-x, x-r.x) <= at }))
	default:
		s.nearest()
	}
}

// nearest compares the distances of a KNN query: equal ones leave the keys open.
func (s *simulation) nearest() {
	x, k := s.IntN(50), 1+s.IntN(20)
	var want []string
	distances := []int{}
	for _, r := range s.rows {
		distances = append(distances, max(r.x-x, x-r.x))
	}
	slices.Sort(distances)
	for _, d := range distances[:min(k, len(distances))] {
		want = append(want, strconv.Itoa(d))
	}
	s.compare(s.session, fmt.Sprintf("SELECT CAST(distance AS INTEGER) FROM %s WHERE e MATCH '[%d,0]' AND k = %d", s.table(), x, k), strings.Join(want, "; "))
}

func (s *simulation) compare(on *session, query, want string) {
	s.t.Helper()
	s.log = append(s.log, query)
	if got := on.answer(query); got != want {
		s.t.Errorf("%s\n got %s\nwant %s", query, got, want)
	}
}

// render writes rows as SELECT gives them, in the order of their keys.
func (s *simulation) render(rows simulatedRows, keep func(int, simulatedRow) bool) string {
	var lines []string
	for key, r := range rows {
		if keep != nil && !keep(key, r) {
			continue
		}
		part := ""
		if s.partitioned {
			part = strconv.Itoa(r.part) + " "
		}
		lines = append(lines, fmt.Sprintf("%s %s'[%d.000000,0.000000]' '%02X' %d '%s' '%s'", s.key(key), part, r.x, r.x, r.n, r.text, r.aux))
	}
	slices.SortFunc(lines, func(a, b string) int {
		if s.text {
			return strings.Compare(a[:strings.Index(a, "' ")], b[:strings.Index(b, "' ")])
		}
		m, _ := strconv.Atoi(a[:strings.Index(a, " ")])
		n, _ := strconv.Atoi(b[:strings.Index(b, " ")])
		return m - n
	})
	return strings.Join(lines, "; ")
}
