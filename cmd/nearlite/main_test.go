package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// runVariable makes the test binary be the program.
const runVariable = "NEARLITE_TEST_RUN"

func TestMain(m *testing.M) {
	if os.Getenv(runVariable) != "" {
		main()
	}
	os.Exit(m.Run())
}

// A room is a folder in which a user works.
type room struct {
	*testing.T
	folder string
	env    []string
}

func newRoom(t *testing.T) *room {
	t.Helper()
	folder, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return &room{T: t, folder: folder}
}

// path is the path of a file in the room.
func (r *room) path(name string) string { return filepath.Join(r.folder, name) }

// write makes a file and the folders above it.
func (r *room) write(name, text string) {
	r.Helper()
	if err := os.MkdirAll(filepath.Dir(r.path(name)), 0o777); err != nil {
		r.Fatal(err)
	}
	if err := os.WriteFile(r.path(name), []byte(text), 0o666); err != nil {
		r.Fatal(err)
	}
}

// names are the names of the files in the room.
func (r *room) names() string {
	r.Helper()
	entries, err := os.ReadDir(r.folder)
	if err != nil {
		r.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return strings.Join(names, " ")
}

// command is a call of the program that has not begun.
func (r *room) command(args ...string) *exec.Cmd {
	r.Helper()
	executable, err := os.Executable()
	if err != nil {
		r.Fatal(err)
	}
	c := exec.Command(executable, args...)
	c.Dir = r.folder
	for _, e := range os.Environ() {
		if !strings.HasPrefix(e, "NEARLITE_EMBED") && !strings.HasPrefix(e, "OPENAI_") {
			c.Env = append(c.Env, e)
		}
	}
	c.Env = append(c.Env, r.env...)
	c.Env = append(c.Env, runVariable+"=1")
	return c
}

// outcome is what a call of the program gave.
type outcome struct {
	t              *testing.T
	stdout, stderr string
	status         int
}

// run calls the program and waits for its end.
func (r *room) run(args ...string) outcome {
	r.Helper()
	return r.finish(r.command(args...))
}

func (r *room) finish(c *exec.Cmd) outcome {
	r.Helper()
	var stdout, stderr bytes.Buffer
	c.Stdout, c.Stderr = &stdout, &stderr
	err := c.Run()
	if failed := (*exec.ExitError)(nil); err != nil && !errors.As(err, &failed) {
		r.Fatal(err)
	}
	o := outcome{r.T, stdout.String(), stderr.String(), c.ProcessState.ExitCode()}
	if strings.Contains(o.stderr, "goroutine ") {
		r.Fatalf("%v crashed:\n%s", c.Args[1:], o.stderr)
	}
	return o
}

// fine fails the test unless the status is 0 and there were no complaints; it
// returns what was printed.
func (o outcome) fine() string {
	o.t.Helper()
	if o.status != statusFine || o.stderr != "" {
		o.t.Fatalf("status %d, stderr:\n%s", o.status, o.stderr)
	}
	return o.stdout
}

// fails fails the test unless the status is the given one and the complaint has
// all the parts.
func (o outcome) fails(status int, parts ...string) {
	o.t.Helper()
	if o.status != status {
		o.t.Errorf("status %d, want %d; stderr:\n%s", o.status, status, o.stderr)
	}
	if !strings.HasPrefix(o.stderr, "nearlite: ") {
		o.t.Errorf("stderr %q has no prefix", o.stderr)
	}
	mustHave(o.t, o.stderr, parts...)
}

func mustHave(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("no %q in:\n%s", part, text)
		}
	}
}

// parse reads JSON that the program printed.
func parse[T any](t *testing.T, text string) (v T) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatalf("%v in:\n%s", err, text)
	}
	return v
}

func TestHelpHasAnExampleForEachVerb(t *testing.T) {
	r := newRoom(t)
	help := r.run().fine()
	for _, verb := range []string{"add", "search", "remove", "sql", "info", "demo", "version"} {
		mustHave(t, help, "\n  "+verb+" ")
		mustHave(t, r.run(verb, "--help").fine(), "Usage: nearlite "+verb, "Example: nearlite "+verb)
	}
}

func TestWrongUsage(t *testing.T) {
	tests := []struct {
		name string
		args []string
		want []string
	}{
		{"unknown verb", []string{"serach"}, []string{`did you mean "search"`, "Try: nearlite --help"}},
		{"unknown flag", []string{"search", "a.db", "x", "--fast"}, []string{"--fast", "Try: nearlite search --help"}},
		{"no path", []string{"add", "a.db"}, []string{"PATH", "Try: nearlite add --help"}},
		{"no words", []string{"search", "a.db"}, []string{"WORDS"}},
		{"no results wanted", []string{"search", "a.db", "x", "-k", "0"}, []string{"-k must be 1 or more"}},
		{"results not a number", []string{"search", "a.db", "x", "-k", "many"}, []string{"many"}},
		{"unknown mode", []string{"search", "a.db", "x", "--mode", "magic"}, []string{"magic", "hybrid"}},
		{"endpoint without a model", []string{"add", "a.db", "x", "--embed-url", "http://localhost"}, []string{"--embed-model"}},
		{"model without an endpoint", []string{"add", "a.db", "x", "--embed-model", "m"}, []string{"--embed-url"}},
		{"two formats", []string{"sql", "a.db", "SELECT 1", "--csv", "--json"}, []string{"--csv", "--json"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := newRoom(t)
			r.run(tt.args...).fails(statusUsage, tt.want...)
			if names := r.names(); names != "" {
				t.Errorf("made %s", names)
			}
		})
	}
}

func TestVersion(t *testing.T) {
	r := newRoom(t)
	version := r.run("version").fine()
	mustHave(t, version, "nearlite ", "SQLite 3.", "simd ")
	if flag := r.run("--version").fine(); flag != version {
		t.Errorf("--version prints %q, and version %q", flag, version)
	}
}
