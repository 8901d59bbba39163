package vec0_test

import (
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// largeRows is an INSERT of n rows of 1 KiB and more, with texts and auxiliary values
// that lie in rows of their own.
func largeRows(table string, first, n int) string {
	return fmt.Sprintf(`INSERT INTO %s(rowid, p, e, m, a) WITH RECURSIVE i(n) AS (SELECT %d UNION ALL SELECT n+1 FROM i WHERE n < %d)
		SELECT n, n %% 2, zeroblob(1024), 'a metadata text that is long, of row ' || n, printf('%%600c', 'x') FROM i`, table, first, first+n-1)
}

const largeTable = "CREATE VIRTUAL TABLE v USING vec0(p integer partition key, e float[256], m text, +a text, chunk_size=8)"

// TestFullDisk has the disk be full at any point of an insert, alone and in a
// transaction. SQLite then takes the transaction back, or the statement; nothing
// half-written is left, and the table can be used when there is room.
func TestFullDisk(t *testing.T) {
	name := filepath.Join(t.TempDir(), "t.db")
	s := connect(t, name, largeTable, largeRows("v", 1, 10))
	s.run("DELETE FROM v WHERE rowid = 3")
	before := s.shadow()
	pages, err := strconv.Atoi(s.answer("PRAGMA page_count"))
	if err != nil {
		t.Fatal(err)
	}
	for _, begin := range [][]string{nil, {"BEGIN"}, {"SAVEPOINT s"}, {"BEGIN", "SAVEPOINT s"}} {
		full := 0
		for _, insert := range []string{
			largeRows("v", 100, 20),
			"INSERT INTO v(rowid, p, e, m, a) VALUES(100, 7, zeroblob(1024), 'a metadata text that is long', printf('%6000c', 'x'))",
			"REPLACE INTO v(rowid, p, e, m, a) VALUES(5, 7, zeroblob(1024), 'a metadata text that is long', printf('%6000c', 'x'))",
			"UPDATE v SET p = 9, a = printf('%2000c', 'x')",
			"UPDATE v SET m = printf('%6000c', 'x'), e = zeroblob(1024) WHERE rowid = 4",
		} {
			for room := range 24 {
				s.run(fmt.Sprintf("PRAGMA max_page_count = %d", pages+room))
				s.run(begin...)
				_, _, err := s.query(insert)
				where := fmt.Sprintf("%v, room for %d pages, %.40s", begin, room, insert)
				if err == nil && begin != nil {
					_, _, err = s.query("COMMIT") // what is buffered is written here
				}
				if err != nil {
					full++
					if codeOf(err)&0xff != 13 {
						t.Errorf("%s: %v, want an error of a full disk", where, err)
					}
				}
				_, _, _ = s.query("ROLLBACK") // there is none where SQLite has taken it back
				if err != nil {
					s.unchanged(before, where)
				}
				s.run("PRAGMA max_page_count = 100000", "BEGIN", largeRows("v", 50, 9))
				s.check(
					step{"SELECT count(*) FROM v WHERE e MATCH zeroblob(1024) AND k = 50 AND rowid IN (50, 58)", "2"},
					step{"PRAGMA integrity_check", "'ok'"},
					step{"ROLLBACK", ""},
				)
				if err == nil { // there was room: back to the beginning
					s.run("DELETE FROM v WHERE rowid IN (5, 4) OR rowid > 10")
					s.run("DROP TABLE v", largeTable, largeRows("v", 1, 10), "DELETE FROM v WHERE rowid = 3", "VACUUM")
					break
				}
			}
		}
		if full < 10 {
			t.Errorf("%v: the disk was full %d times only", begin, full)
		}
	}
	s.check(step{"PRAGMA integrity_check", "'ok'"})
}

func TestReadOnlyFile(t *testing.T) {
	name := filepath.Join(t.TempDir(), "t.db")
	connect(t, name, largeTable, largeRows("v", 1, 10))
	s := connect(t, "file:"+name+"?mode=ro")
	before := s.shadow()
	for _, begin := range []string{"SELECT 1", "BEGIN", "SAVEPOINT s"} {
		s.run(begin)
		for _, statement := range []string{
			largeRows("v", 50, 1), "UPDATE v SET m = 'x' WHERE rowid = 5", "DELETE FROM v WHERE rowid = 5", "DELETE FROM v",
			"INSERT INTO v(v) VALUES('optimize')", "DROP TABLE v", "ALTER TABLE v RENAME TO w", "CREATE VIRTUAL TABLE w USING vec0(e float[1])",
		} {
			s.mentions(statement, "attempt to write a readonly database")
		}
		_, _, _ = s.query("ROLLBACK")
		s.unchanged(before, "a read-only connection")
		s.check(
			step{"SELECT count(*), max(m) FROM v", "10 'a metadata text that is long, of row 9'"},
			step{"SELECT count(*) FROM v WHERE e MATCH zeroblob(1024) AND k = 5", "5"},
			step{"PRAGMA integrity_check", "'ok'"},
		)
	}
}

// TestLockedFile has another connection hold the lock of writers, and in delete
// mode the one that keeps readers out.
func TestLockedFile(t *testing.T) {
	for _, mode := range []string{"wal", "delete"} {
		name := filepath.Join(t.TempDir(), "t.db")
		other := connect(t, name, "PRAGMA journal_mode = "+mode, largeTable, largeRows("v", 1, 10))
		s := connect(t, name, "PRAGMA busy_timeout = 5")
		before := s.shadow()
		other.run("BEGIN IMMEDIATE", largeRows("v", 20, 1))
		for _, begin := range []string{"SELECT 1", "BEGIN", "SAVEPOINT s"} {
			s.run(begin)
			for _, statement := range []string{largeRows("v", 50, 12), "UPDATE v SET m = 'x' WHERE rowid = 5", "DELETE FROM v", "INSERT INTO v(v) VALUES('optimize')"} {
				s.mentions(statement, "database is locked")
			}
			s.check(step{"SELECT count(*) FROM v", "10"})
			_, _, _ = s.query("ROLLBACK")
			s.unchanged(before, "a write to a locked file")
		}
		if mode == "delete" { // a reader keeps the other from its commit, which it tries again
			s.run("BEGIN")
			s.check(step{"SELECT count(*) FROM v", "10"})
			other.run("PRAGMA busy_timeout = 5")
			other.mentions("COMMIT", "database is locked")
			other.run(largeRows("v", 21, 3))
			s.run("COMMIT")
		}
		other.run("COMMIT")
		s.run(largeRows("v", 50, 1))
		want := map[string]string{"wal": "12", "delete": "15"}[mode]
		s.check(step{"SELECT count(*) FROM v", want}, step{"PRAGMA integrity_check", "'ok'"})
	}
}

// TestMissingShadowTable drops each shadow table by plain SQL. What needs it says
// so, and writes nothing; what another statement has written before it stays.
func TestMissingShadowTable(t *testing.T) {
	_, tables, err := connect(t, ":memory:", "CREATE VIRTUAL TABLE v USING "+everyShadowTable).query("SELECT name FROM sqlite_master WHERE name LIKE 'v\\_%' ESCAPE '\\' AND type = 'table'")
	if err != nil || len(tables) != 8 {
		t.Fatal(err, tables)
	}
	for _, table := range tables {
		name := table[0].(string)
		if name == "v_info" {
			continue // only the version, and whether there are commands, is there
		}
		for _, begin := range []string{"", "BEGIN", "SAVEPOINT s"} {
			for _, statement := range []string{
				"INSERT INTO v(rowid, p, e, m, a, f) VALUES(50, 1, '[50]', 'a long text, of row 50', 'aux', vec_int8('[5]'))",
				"REPLACE INTO v(rowid, p, e, m, a, f) VALUES(7, 1, '[50]', 'a long text, of row 50', 'aux', vec_int8('[5]'))",
				"REPLACE INTO v(rowid, p, e, m, a, f) VALUES(8, 9, '[50]', 'a long text, of row 50', 'aux', vec_int8('[5]'))",
				"UPDATE v SET e = '[5]', f = vec_int8('[6]'), m = 'yet another long text', a = 'b' WHERE rowid = 9",
				"UPDATE v SET p = 5 WHERE rowid = 9",
				"DELETE FROM v WHERE rowid = 9",
				"DELETE FROM v",
				"SELECT * FROM v",
			} {
				s := connect(t, ":memory:", "CREATE VIRTUAL TABLE v USING "+everyShadowTable, fill("v"), "DROP TABLE "+name)
				before := s.shadow()
				if begin != "" {
					s.run(begin)
				}
				got := s.answer(statement)
				if !strings.HasPrefix(got, "error") && begin != "" {
					got = s.answer("COMMIT") // what waited in memory
				}
				if strings.HasPrefix(got, "error") {
					for _, word := range []string{name, "restore"} {
						if !strings.Contains(got, word) {
							t.Errorf("%s without %s: %s\nwant an error with %q", statement, name, got, word)
						}
					}
					s.unchanged(before, fmt.Sprintf("without %s: %s; %s", name, begin, statement))
				} else if !strings.Contains(statement, " p = 5") { // that does not need texts and auxiliary values
					t.Errorf("%s without %s succeeds", statement, name)
				}
				_, _, _ = s.query("ROLLBACK")
				s.run("DROP TABLE v")
			}
		}
	}
}
