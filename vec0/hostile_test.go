package vec0_test

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

// A hostile is a table whose shadow tables are damaged by plain SQL: what a file
// may hold that someone else made. Its rows are known, and those of them that no
// damage has touched must come back right, unless the query fails; nothing may
// ever panic.
type hostile struct {
	*session
	choices  []byte
	key      string // name of the key column
	vectors  []string
	sound    []string // the rows by number, as SELECT * gives them
	keys     []string
	chunks   []int64 // of each row
	touched  []bool
	failures []string // errors that do not tell enough
	log      []string
}

// hostileTables have each kind of column and index, and free slots in all chunks
// but one.
var hostileTables = []struct{ definition, insert, key string }{
	{`p text partition key, e float[2], i int8[2], b bit[8], flag boolean, n integer, x float, t text, +a text, chunk_size=8`,
		`(rowid, p, e, i, b, flag, n, x, t, a) SELECT n, iif(n % 2, 'odd', NULL), vec_f32('[' || n || ',0]'), vec_int8('[' || n || ',1]'), vec_bit(unhex(printf('%02x', n))),
			n % 2, n, n + 0.5, iif(n % 3, 'long text of row ' || n, 'short ' || n), 'aux ' || n FROM i`, "rowid"},
	{`id text primary key, e float[8] indexed by rescore(quantizer=bit), f float[8] indexed by rescore(quantizer=int8), +a text, +c integer, chunk_size=8`,
		`(id, e, f, a, c) SELECT 'key ' || n, vec_f32('[' || n || ',1,1,1,-1,-1,-1,0]'), vec_f32('[' || (n/30.0) || ',0,0,0,0,0,0,0]'), 'aux ' || n, n FROM i`, "id"},
}

func TestHostileShadowTables(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	random := rand.New(rand.NewPCG(seed, 0))
	for i := range 60 / slowness {
		choices := make([]byte, 64)
		for j := range choices {
			choices[j] = byte(random.Uint32())
		}
		if attack(t, choices); t.Failed() {
			t.Fatalf("table %d of seed %d, choices %x", i, seed, choices)
		}
	}
}

// FuzzShadowBlobs is best run with -fuzzminimizetime=1x: a table is made anew for
// each input, and making an input shorter costs more than another one.
func FuzzShadowBlobs(f *testing.F) {
	f.Add([]byte("flip one bit of some blob"))
	f.Add(make([]byte, 40))
	f.Fuzz(attack)
}

// attack makes a table, damages it as the choices say, and uses it.
func attack(t *testing.T, choices []byte) {
	h := &hostile{session: connect(t, ":memory:"), choices: choices}
	defer h.conn.Close()
	h.build()
	for range 1 + h.choose(3) {
		h.damage()
	}
	for range 6 {
		h.use()
		h.verify()
	}
	h.log = append(h.log, "DROP TABLE v")
	h.check(step{"DROP TABLE v", ""})
	for _, failure := range h.failures {
		t.Errorf("an error that does not tell what to do: %s", failure)
	}
	if t.Failed() {
		t.Logf("statements:\n%s", strings.Join(h.log, ";\n"))
	}
}

// choose is a number below n.
func (h *hostile) choose(n int) int {
	if len(h.choices) == 0 {
		return 0
	}
	b := int(h.choices[0])
	h.choices = h.choices[1:]
	if n > 256 && len(h.choices) > 0 {
		b = b<<8 | int(h.choices[0])
		h.choices = h.choices[1:]
	}
	return b % n
}

func (h *hostile) build() {
	table := hostileTables[h.choose(len(hostileTables))]
	h.key = table.key
	if h.vectors = []string{"e", "i", "b"}; h.key == "id" {
		h.vectors = []string{"e", "f"}
	}
	h.run("PRAGMA cell_size_check = on", "CREATE VIRTUAL TABLE v USING vec0("+table.definition+")",
		"WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM i WHERE n < 24) INSERT INTO v"+table.insert)
	for _, n := range []string{"3", "12", "13", "24"} {
		h.run("DELETE FROM v WHERE " + h.key + " = " + map[string]string{"rowid": n, "id": "'key " + n + "'"}[h.key])
	}
	_, rows, err := h.query("SELECT * FROM v")
	if err != nil {
		h.t.Fatal(err)
	}
	for _, row := range rows {
		h.sound = append(h.sound, render([][]any{row}))
		h.keys = append(h.keys, renderValue(row[0]))
	}
	_, places, err := h.query("SELECT chunk_id, rowid FROM v_rowids ORDER BY chunk_id, chunk_offset")
	if err != nil || len(places) != len(rows) {
		h.t.Fatal(err, len(places))
	}
	for _, p := range places {
		h.chunks = append(h.chunks, p[0].(int64))
	}
	h.touched = make([]bool, len(rows))
}

func (h *hostile) try(statement string, args ...any) error {
	h.log = append(h.log, fmt.Sprintf("%s -- %x", statement, args))
	_, _, err := h.query(statement, args...)
	return err
}

// damage does one thing to one row of one shadow table.
func (h *hostile) damage() {
	_, tables, err := h.query("SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'v\\_%' ESCAPE '\\' ORDER BY name")
	if err != nil {
		h.t.Fatal(err)
	}
	table := tables[h.choose(len(tables))][0].(string)
	switch h.choose(12) {
	case 0: // loses its constraints; the two that give out numbers cannot do without
		if table == "v_rowids" || table == "v_chunks" {
			return
		}
		if h.try("CREATE TABLE copy AS SELECT * FROM "+table) == nil {
			_ = h.try("DROP TABLE " + table)
			_ = h.try("ALTER TABLE copy RENAME TO " + table)
		}
		return
	case 1:
		h.touchAll()
		_ = h.try("DROP TABLE " + table)
		return
	}
	columns, rows, err := h.query("SELECT _rowid_, * FROM " + table)
	if err != nil || len(rows) == 0 {
		return
	}
	row := rows[h.choose(len(rows))]
	other := rows[h.choose(len(rows))]
	i := 1 + h.choose(len(columns)-1)
	h.touch(table, row)
	where := fmt.Sprintf(" WHERE _rowid_ = %d", row[0])
	set := func(v any) {
		h.touchValue(table, columns[i], v)
		_ = h.try("UPDATE "+table+" SET "+columns[i]+" = ?"+where, v)
	}
	switch h.choose(8) {
	case 0:
		_ = h.try("DELETE FROM " + table + where)
	case 1: // two rows change places
		h.touch(table, other)
		_ = h.try(fmt.Sprintf("UPDATE %s SET %s = %s WHERE _rowid_ IN (%d, %d)", table, columns[i],
			fmt.Sprintf("iif(_rowid_ = %d, (SELECT %s FROM %s WHERE _rowid_ = %d), (SELECT %s FROM %s WHERE _rowid_ = %d))",
				row[0], columns[i], table, other[0], columns[i], table, row[0]), row[0], other[0]))
	case 2:
		_ = h.try(fmt.Sprintf("UPDATE %s SET _rowid_ = %d%s", table, []int{-1, 0, 77, 1 << 40}[h.choose(4)], where))
		if !strings.Contains(table, "chunks0") { // there _rowid_ only is where the row lies
			return
		}
	case 3:
		set([]any{nil, int64(-1), int64(0), int64(1), int64(2), int64(7), int64(8), int64(1) << 31, int64(1) << 62, 1.5, "", "text", []byte{}}[h.choose(13)])
	default:
		set(h.damagedValue(row[i]))
	}
}

// damagedValue is a value like v.
func (h *hostile) damagedValue(v any) any {
	switch v := v.(type) {
	case []byte:
		b := slices.Clone(v)
		switch h.choose(6) {
		case 0:
			return b[:h.choose(len(b)+1)]
		case 1:
			return append(b, make([]byte, 1+h.choose(9))...)
		case 2:
			return string(b) // a text of the same length
		case 3:
			if len(b) >= 4 { // as a text's length, a number of elements, a rowid
				binary.LittleEndian.PutUint32(b[h.choose(len(b)/4)*4:], []uint32{1 << 31, 0xffffffff, 0x7fffffff, 13, 0, 0x7fc00000}[h.choose(6)])
			}
		case 4:
			b[h.choose(len(b))] = 0xff
		default:
			b[h.choose(len(b))] ^= 1 << h.choose(8)
		}
		return b
	case int64:
		return v + int64(h.choose(5)) - 2
	case string:
		return v + string(rune('a'+h.choose(3)))
	}
	return int64(h.choose(30))
}

// touch notes which rows have something in a row of a shadow table.
func (h *hostile) touch(table string, row []any) {
	if strings.HasSuffix(table, "_info") {
		return
	}
	perChunk := strings.Contains(table, "chunks")
	for i := range h.keys {
		for _, v := range row[:2] {
			h.touched[i] = h.touched[i] || perChunk && v == h.chunks[i] || !perChunk && v == h.rowid(i)
		}
	}
}

// touchValue notes which rows a new value may belong to.
func (h *hostile) touchValue(table, column string, v any) {
	if column == "rowid" || column == "chunk_id" && strings.HasSuffix(table, "_chunks") || column == "id" {
		h.touch(table, []any{v, v})
	}
	for i, key := range h.keys {
		h.touched[i] = h.touched[i] || column == "id" && renderValue(v) == key
	}
}

func (h *hostile) touchAll() {
	for i := range h.touched {
		h.touched[i] = true
	}
}

// rowid is the rowid of row i: the keys have the same numbers.
func (h *hostile) rowid(i int) (rowid int64) {
	_, _ = fmt.Sscanf(strings.Trim(h.keys[i], "key '"), "%d", &rowid)
	return rowid
}

// use runs a statement that writes. The row it writes counts as touched.
func (h *hostile) use() {
	i := h.choose(len(h.keys))
	where := " WHERE " + h.key + " = " + h.keys[i]
	var statement string
	switch n := h.choose(9); {
	case n < 2:
		h.touched[i] = true
		statement = "DELETE FROM v" + where
	case n == 2:
		h.touched[i] = true
		statement = "UPDATE v SET " + h.vectors[0] + " = '[9,9" + strings.Repeat(",0", map[string]int{"rowid": 0, "id": 6}[h.key]) + "]'" + where
	case n == 3:
		h.touched[i] = true
		statement = "UPDATE v SET a = 'other'" + where
	case n == 4 && h.key == "rowid":
		h.touched[i] = true
		statement = "UPDATE v SET t = '" + strings.Repeat("x", h.choose(20)) + "', n = 5, flag = 0, x = 0.25" + where
	case n == 5 && h.key == "rowid":
		h.touched[i] = true
		statement = "UPDATE v SET p = 'odd'" + where
	case n == 6:
		statement = "INSERT INTO v(v) VALUES('optimize')"
	case n == 7 && h.key == "rowid":
		statement = "INSERT INTO v(p, e, i, b, flag, n, x, t, a) VALUES('odd', '[1,1]', vec_int8('[1,1]'), vec_bit(x'01'), 1, 1, 1.5, 'one more long text', 'aux')"
	case n == 7:
		statement = "REPLACE INTO v(id, e, f) VALUES('new', '[1,1,1,1,1,1,1,1]', '[0,0,0,0,0,0,0,0]')"
	default:
		statement = "SELECT 1"
	}
	if h.choose(3) == 0 {
		_ = h.try("BEGIN")
		h.judge(h.try(statement))
		_ = h.try([]string{"COMMIT", "ROLLBACK"}[h.choose(2)])
		return
	}
	h.judge(h.try(statement))
}

// verify reads all rows in every way.
func (h *hostile) verify() {
	h.t.Helper()
	h.verifyRows("SELECT * FROM v", h.sound)
	for i, key := range h.keys {
		query := "SELECT * FROM v WHERE " + h.key + " = " + key
		_, rows, err := h.query(query)
		if h.judge(err); err == nil && !h.touched[i] && render(rows) != h.sound[i] {
			h.t.Errorf("%s\n got %s\nwant %s", query, render(rows), h.sound[i])
		}
	}
	query := map[string]string{"e": "'[5,0]'", "i": "vec_int8('[5,0]')", "b": "vec_bit(x'05')"}
	if h.key == "id" {
		query = map[string]string{"e": "'[5,0,0,0,0,0,0,0]'", "f": "'[0.5,0,0,0,0,0,0,0]'"}
	}
	for _, v := range h.vectors {
		knn := "SELECT * FROM v WHERE " + v + " MATCH " + query[v] + " AND k = 4000"
		h.verifyRows(knn, h.sound)
		if h.key == "rowid" {
			for _, filter := range []string{" AND t >= 'long'", " AND n <> 1000000 AND flag = 1", " AND x > -1.0", " AND t LIKE '%text%'", " AND p = 'odd'"} {
				_, _, err := h.query(knn + filter)
				h.judge(err)
			}
		}
	}
	_, rows, err := h.query("PRAGMA integrity_check")
	if err == nil && len(rows) > 0 && rows[0][0] != "ok" {
		for _, row := range rows {
			h.panicked(fmt.Sprint(row[0]))
		}
	}
}

// verifyRows holds a query of all rows to those that are sound.
func (h *hostile) verifyRows(query string, sound []string) {
	h.t.Helper()
	_, rows, err := h.query(query)
	if h.judge(err); err != nil {
		return
	}
	found := map[string]int{}
	for _, row := range rows {
		found[render([][]any{row})]++
	}
	for i, want := range sound {
		if !h.touched[i] && found[want] != 1 {
			h.t.Errorf("%s\nhas %d times the row %s, which nothing has touched", query, found[want], want)
		}
	}
}

// judge holds an error to what one must tell: the shadow table and the cure.
func (h *hostile) judge(err error) {
	if err == nil {
		return
	}
	text := message(err)
	h.panicked(text)
	if text == "table v has no column named v" { // the command column goes with the info
		return
	}
	if !strings.Contains(text, "v_") || !strings.Contains(text, "restore") {
		if !slices.Contains(h.failures, text) {
			h.failures = append(h.failures, text)
		}
	}
}

func (h *hostile) panicked(text string) {
	if strings.Contains(text, "internal error") || strings.Contains(text, "runtime error") {
		h.t.Errorf("a panic: %s", text)
	}
}
