package main

import (
	"bytes"
	"context"
	"os"
	"testing"

	"github.com/nearlite/nearlite/engine"
)

// verbs are calls that use the database d, and a note.
func verbs(d string) map[string][]string {
	return map[string][]string{
		"add":    {"add", d, "note.txt"},
		"search": {"search", d, "plants"},
		"remove": {"remove", d, "note.txt"},
		"info":   {"info", d},
		"sql":    {"sql", d, "SELECT count(*) FROM sqlite_schema"},
	}
}

func TestMissingDatabase(t *testing.T) {
	r := newRoom(t)
	r.write("note.txt", "Water the plants.\n")
	for verb, args := range verbs("absent.db") {
		if verb != "add" {
			r.run(args...).fails(statusProblem, "absent.db does not exist")
		}
	}
	r.run("add", "nowhere/n.db", "note.txt").fails(statusProblem, "the folder nowhere does not exist")
	if names := r.names(); names != "note.txt" {
		t.Errorf("made %s", names)
	}
}

func TestFileThatIsNoDatabase(t *testing.T) {
	r := newRoom(t)
	r.write("note.txt", "Water the plants.\n")
	text := string(bytes.Repeat([]byte("not a database\n"), 100))
	r.write("letter.txt", text)
	for _, args := range verbs("letter.txt") {
		r.run(args...).fails(statusProblem, "not a SQLite database", "letter.txt")
	}
	r.run("add", ".", "note.txt").fails(statusProblem, "the path is a folder")
	r.run("add", "n.db?speed=high", "note.txt").fails(statusProblem, `unknown option "speed"`)
	if got, err := os.ReadFile(r.path("letter.txt")); err != nil || string(got) != text {
		t.Error("the file was changed")
	}
	if names := r.names(); names != "letter.txt note.txt" {
		t.Errorf("the folder has %s", names)
	}
}

func TestDatabaseOfAnotherProgramStaysAsItIs(t *testing.T) {
	for _, journal := range []string{"delete", "wal"} {
		t.Run(journal, func(t *testing.T) {
			r := newRoom(t)
			r.write("note.txt", "Water the plants.\n")
			db, err := engine.Open(r.path("birds.db") + "?journal_mode=" + journal)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := db.Exec(`CREATE TABLE birds(name); CREATE TABLE nests(place); CREATE TABLE library(book)`); err != nil {
				t.Fatal(err)
			}
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			before, err := os.ReadFile(r.path("birds.db"))
			if err != nil {
				t.Fatal(err)
			}
			v := verbs("birds.db")
			r.run(v["add"]...).fails(statusProblem, "birds.db belongs to another program", "birds, library and nests", "nothing was written")
			r.run(v["search"]...).fails(statusProblem, "birds.db holds no library")
			r.run(v["remove"]...).fails(statusProblem, "birds.db holds no library")
			r.run(v["info"]...).fine()
			if got := r.run(v["sql"]...).fine(); got != "3\n" {
				t.Errorf("%s tables", got)
			}
			after, err := os.ReadFile(r.path("birds.db"))
			if err != nil || !bytes.Equal(before, after) {
				t.Error("the file was changed")
			}
			if names := r.names(); names != "birds.db note.txt" {
				t.Errorf("the folder has %s", names)
			}
		})
	}
}

func TestLockedDatabase(t *testing.T) {
	r := newRoom(t)
	r.write("note.txt", "Water the plants.\n")
	r.run("add", "n.db", "note.txt").fine()
	db, err := engine.Open(r.path("n.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	conn, err := db.Conn(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := conn.ExecContext(context.Background(), `BEGIN IMMEDIATE`); err != nil {
		t.Fatal(err)
	}
	r.write("note.txt", "Water the plants and the lawn.\n")
	v := verbs("n.db?busy_timeout=20")
	r.run(v["add"]...).fails(statusProblem, "database is locked", "n.db", "try again", "1 document")
	r.run(v["remove"]...).fails(statusProblem, "database is locked")
	r.run("sql", "n.db?busy_timeout=20", "DELETE FROM library_chunks").fails(statusProblem, "database is locked")
	r.run(v["search"]...).fine() // readers do not wait for a writer
	r.run(v["info"]...).fine()
}

func TestDatabaseWithOptions(t *testing.T) {
	tests := []struct {
		d, want database
	}{
		{"n.db", "file:n.db?mode=rw&query_only=1"},
		{"n.db?mode=ro", "file:n.db?mode=ro&query_only=1"},
		{"file:n.db?busy_timeout=3", "file:n.db?busy_timeout=3&mode=rw&query_only=1"},
		{":memory:", ":memory:"},
		{"file:x?mode=memory&cache=shared", "file:x?mode=memory&cache=shared"},
	}
	for _, tt := range tests {
		if got, err := tt.d.with("mode=rw", "query_only=1"); err != nil || got != tt.want {
			t.Errorf("%s: %s, %v, want %s", tt.d, got, err, tt.want)
		}
	}
}

func TestEnumerate(t *testing.T) {
	tests := []struct {
		names []string
		want  string
	}{
		{[]string{"a"}, "the table a"},
		{[]string{"a", "b"}, "the tables a and b"},
		{[]string{"a", "b", "c", "d"}, "the tables a, b, c and d"},
		{[]string{"a", "b", "c", "d", "e"}, "the tables a, b, c and 2 more"},
	}
	for _, tt := range tests {
		if got := enumerate("table", tt.names); got != tt.want {
			t.Errorf("%q, want %q", got, tt.want)
		}
	}
}
