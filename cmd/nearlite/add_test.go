package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nearlite/nearlite/vecutil"
	"github.com/nearlite/nearlite/vecutil/source"
)

// addJSON is the JSON that "nearlite add" prints.
type addJSON struct {
	vecutil.AddReport
	Problems []string `json:"problems"`
}

func TestAddFollowsTheFiles(t *testing.T) {
	r := newRoom(t)
	r.write("notes/a.md", "# Keys\n\nRenew the certificate each spring.\n")
	r.write("notes/b.txt", "Water the plants.\n")
	r.write("notes/c.go", "// Package c greets.\npackage c\n\n// Hello greets the world.\nfunc Hello() {}\n")
	steps := []struct {
		name   string
		change func()
		want   vecutil.AddReport
	}{
		{"first run", func() {}, vecutil.AddReport{Added: 3, Chunks: 4}},
		{"nothing changed", func() {}, vecutil.AddReport{Unchanged: 3}},
		{"one changed", func() { r.write("notes/b.txt", "Water the plants, and feed the cat.\n") }, vecutil.AddReport{Updated: 1, Unchanged: 2, Chunks: 1}},
		{"one gone", func() { os.Remove(r.path("notes/a.md")) }, vecutil.AddReport{Removed: 1, Unchanged: 2}},
	}
	for _, s := range steps {
		s.change()
		got := parse[addJSON](t, r.run("add", "n.db", "notes", "--json").fine())
		if got.AddReport.Problems = nil; got.Added != s.want.Added || got.Updated != s.want.Updated || got.Removed != s.want.Removed ||
			got.Unchanged != s.want.Unchanged || got.Chunks != s.want.Chunks || len(got.Problems) != 0 {
			t.Errorf("%s: %+v, want %+v", s.name, got, s.want)
		}
	}
	mustHave(t, r.run("add", "n.db", "notes").fine(), "n.db: 0 added, 0 updated, 0 removed, 2 unchanged")
	if names := r.names(); names != "n.db notes" {
		t.Errorf("the folder has %s", names)
	}
}

func TestAddTellsProblemsAndAddsTheRest(t *testing.T) {
	r := newRoom(t)
	r.write("notes/fine.md", "All is well.\n")
	r.write("notes/binary.txt", "a\x00b")
	r.write("notes/latin1.txt", "caf\xe9\n")
	r.write("notes/huge.txt", "")
	if err := os.Truncate(r.path("notes/huge.txt"), source.DefaultMaxBytes+1); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"nearlite: " + filepath.Join("notes", "binary.txt") + ": the file is binary",
		filepath.Join("notes", "latin1.txt") + ": the text is not UTF-8",
		filepath.Join("notes", "huge.txt") + ": the file is too large",
		"nearlite: absent.md: ",
	}
	if err := os.Symlink("..", r.path("notes/loop")); err == nil {
		want = append(want, filepath.Join("notes", "loop", "notes")+": symbolic link loop")
	}
	o := r.run("add", "n.db", "notes", "absent.md")
	o.fails(statusProblem, want...)
	if lines := strings.Count(o.stderr, "\n"); lines != len(want) {
		t.Errorf("%d lines, want %d:\n%s", lines, len(want), o.stderr)
	}
	mustHave(t, o.stdout, "1 added")
	mustHave(t, r.run("search", "n.db", "well").fine(), "fine.md:1")

	report := r.run("add", "n.db", "notes", "--json")
	if got := parse[addJSON](t, report.stdout); len(got.Problems) != len(want)-1 || report.status != statusProblem {
		t.Errorf("status %d, problems %q", report.status, got.Problems)
	}
}

func TestAddMakesNoDatabaseForNothing(t *testing.T) {
	r := newRoom(t)
	r.write("binary.txt", "a\x00b")
	if err := os.Mkdir(r.path("empty"), 0o777); err != nil {
		t.Fatal(err)
	}
	r.run("add", "n.db", "absent", "binary.txt", "empty").
		fails(statusProblem, "absent: ", "binary.txt: the file is binary", "nothing to add", "n.db was not made")
	if names := r.names(); names != "binary.txt empty" {
		t.Errorf("the folder has %s", names)
	}
}

func TestRemove(t *testing.T) {
	r := newRoom(t)
	r.write("notes/a.md", "one\n")
	r.write("notes/old/b.md", "two\n")
	r.write("notes/old/c.md", "three\n")
	r.run("add", "n.db", "notes").fine()
	mustHave(t, r.run("remove", "n.db", "notes/old").fine(), "2 documents removed")
	r.run("remove", "n.db", "notes/old").fails(statusProblem, "no document", "notes/old")
	if got := r.run("sql", "n.db", "SELECT count(*) FROM library_documents").fine(); got != "1\n" {
		t.Errorf("%s documents are left, want 1", got)
	}
	r.run("remove", "absent.db", "x").fails(statusProblem, "absent.db does not exist")
}
