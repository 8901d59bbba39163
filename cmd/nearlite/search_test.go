package main

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/nearlite/nearlite/vecutil"
)

// library makes a database with a few notes.
func (r *room) library() {
	r.Helper()
	r.write("notes/keys.md", "# Keys\n\n## Renewal\n\nRenew the certificate each spring.\nThen restart the server.\n")
	r.write("notes/garden.txt", "Water the plants.\n\nCut the hedge in autumn.\n")
	r.run("add", "n.db", "notes").fine()
}

func TestSearchPrintsWhereAndWhat(t *testing.T) {
	r := newRoom(t)
	r.library()
	for _, mode := range []string{"hybrid", "words", "vectors"} {
		out := r.run("search", "n.db", "renewing", "certificates", "-k", "1", "--mode", mode).fine()
		mustHave(t, out, filepath.Join("notes", "keys.md")+":", "Keys > Renewal", "    Renew the certificate each spring.\n")
		if strings.ContainsAny(out, "\x1b") {
			t.Errorf("%s: colours in a pipe:\n%q", mode, out)
		}
	}
}

func TestSearchInColour(t *testing.T) {
	r := newRoom(t)
	r.library()
	out := r.run("search", "n.db", "certificates", "-k", "1", "--color=always").fine()
	mustHave(t, out, "\x1b[1;31mcertificate\x1b[0m")
}

func TestSearchKeepsControlCharactersFromTheTerminal(t *testing.T) {
	r := newRoom(t)
	r.write("evil.txt", "certificate \x1b]0;owned\x07 \u009b31m here\n")
	r.run("add", "n.db", "evil.txt").fine()
	if out := r.run("search", "n.db", "certificate").fine(); strings.ContainsAny(out, "\x1b\x07\u009b") {
		t.Errorf("%q", out)
	}
}

func TestSearchAsJSON(t *testing.T) {
	r := newRoom(t)
	r.library()
	hits := parse[[]vecutil.Hit](t, r.run("search", "n.db", "certificate", "--json").fine())
	if len(hits) == 0 || hits[0].Path != r.path(filepath.Join("notes", "keys.md")) || hits[0].Title != "Keys > Renewal" {
		t.Fatalf("%+v", hits)
	}
	for i := 1; i < len(hits); i++ {
		if hits[i].Score > hits[i-1].Score {
			t.Errorf("scores rise: %v", hits)
		}
	}
}

func TestSearchThatFindsNothing(t *testing.T) {
	r := newRoom(t)
	r.library()
	r.run("search", "n.db", "zebra", "--mode", "words").fails(statusProblem, `nothing found for "zebra"`)
	o := r.run("search", "n.db", "zebra", "--mode", "words", "--json")
	o.fails(statusProblem, "nothing found")
	if hits := parse[[]vecutil.Hit](t, o.stdout); len(hits) != 0 || hits == nil {
		t.Errorf("%s", o.stdout)
	}
	r.run("search", "n.db", " ").fails(statusProblem, "the query is empty")
}

func TestInfo(t *testing.T) {
	r := newRoom(t)
	r.library()
	mustHave(t, r.run("info", "n.db").fine(), "n.db", "documents", "nearlite-hash-384-v1, 384 dimensions", "library_chunks", "sqlite")
	info := parse[databaseInfo](t, r.run("info", "n.db", "--json").fine())
	if info.Library == nil || info.Library.Documents != 2 || info.Bytes == 0 || info.SIMD == "" || len(info.Tables) == 0 {
		t.Errorf("%+v", info)
	}
	r.run("sql", "o.db", "--create", "CREATE TABLE birds(name)").fine()
	mustHave(t, r.run("info", "o.db").fine(), "none", "birds")
	if info := parse[databaseInfo](t, r.run("info", "o.db", "--json").fine()); info.Library != nil || len(info.Tables) != 1 {
		t.Errorf("%+v", info)
	}
	if names := r.names(); names != "n.db notes o.db" {
		t.Errorf("the folder has %s", names)
	}
}
