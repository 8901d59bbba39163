package main

import (
	"bytes"
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"
)

// TestInterruptedAdd interrupts the program while the endpoint keeps it
// waiting, after two groups of documents were committed.
func TestInterruptedAdd(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a process cannot be sent Ctrl-C")
	}
	r := newRoom(t)
	r.env = []string{"GOMAXPROCS=1"} // one group at a time
	e := newEndpoint(t)
	e.left.Store(3) // a trial, and two groups of 32 documents
	const files, committed = 150, 64
	for i := range files {
		r.write(fmt.Sprintf("notes/%03d.txt", i), fmt.Sprintf("Note number %d.\n", i))
	}
	add := append([]string{"add", "n.db", "notes"}, e.flags()...)
	c := r.command(add...)
	var stderr bytes.Buffer
	c.Stderr = &stderr
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	count := func() string {
		return strings.TrimSpace(r.run("sql", "n.db", "SELECT count(*) FROM library_documents").stdout)
	}
	for deadline := time.Now().Add(20 * time.Second); count() != fmt.Sprint(committed); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			c.Process.Kill()
			t.Fatalf("%s documents, want %d; stderr:\n%s", count(), committed, stderr.String())
		}
	}
	if err := c.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	_ = c.Wait() // the status says it
	outcome{t: t, stderr: stderr.String(), status: c.ProcessState.ExitCode()}.
		fails(statusInterrupted, "interrupted: n.db holds 64 documents", "64 documents stored by this run", "the same command goes on")
	if got := count(); got != fmt.Sprint(committed) {
		t.Errorf("%s documents, want %d", got, committed)
	}

	e.left.Store(1000)
	if got := parse[addJSON](t, r.run(append(add, "--json")...).fine()); got.Added != files-committed || got.Unchanged != committed {
		t.Errorf("the next run: %+v", got)
	}
	whole := `SELECT (SELECT count(*) FROM library_chunks), (SELECT count(*) FROM library_vectors), (SELECT count(*) FROM library_words)`
	if got := r.run("sql", "n.db", whole).fine(); got != "150\t150\t150\n" {
		t.Errorf("chunks, vectors and texts: %s", got)
	}
}
