package main

import (
	"os/exec"
	"testing"
)

func TestDemo(t *testing.T) {
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip("needs Go")
	}
	r := newRoom(t)
	out := r.run("demo").fine()
	mustHave(t, out, "0 unchanged", "chunks in", "a second", "search nearlite-demo.db")
	for _, query := range demoQueries {
		mustHave(t, out, "\n"+query+" (")
	}
	mustHave(t, r.run("demo").fine(), "Nothing has changed")
	mustHave(t, r.run("search", "nearlite-demo.db", "run an external command", "-k", "5").fine(), "os/exec")
	if names := r.names(); names != "nearlite-demo.db" {
		t.Errorf("the folder has %s", names)
	}
}

func TestDemoWithoutGo(t *testing.T) {
	r := newRoom(t)
	r.env = []string{"GOROOT=" + r.folder}
	r.run("demo").fails(statusProblem, "standard library", "GOROOT")
	r.env = []string{"GOROOT=", "PATH=" + r.folder}
	r.run("demo").fails(statusProblem, "finds no Go", "install Go")
	if names := r.names(); names != "" {
		t.Errorf("made %s", names)
	}
}
