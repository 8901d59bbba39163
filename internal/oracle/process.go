package oracle

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// Process is a connection of modernc.org/sqlite/vec in another process. It
// serves one caller at a time.
type Process struct {
	in      io.WriteCloser
	answers *json.Decoder
	kill    func() error
}

// patience is how long an answer may take. Longer means that the other
// implementation hangs, as it does after a panic inside of it.
const patience = time.Minute

// Start builds the program moderncvec with the Go tool and starts it with a
// connection to the database that dsn names to modernc.org/sqlite. The process
// ends with the test.
func Start(t testing.TB, dsn string) *Process {
	t.Helper()
	program := filepath.Join(t.TempDir(), "moderncvec.exe") // Windows insists on a suffix, others do not mind
	build := exec.Command("go", "build", "-o", program, "github.com/nearlite/nearlite/internal/oracle/moderncvec")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("building the oracle: %v\n%s", err, out)
	}
	cmd := exec.Command(program, dsn)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		in.Close()
		watchdog := time.AfterFunc(patience, func() { _ = cmd.Process.Kill() })
		defer watchdog.Stop()
		if err := cmd.Wait(); err != nil {
			t.Errorf("the oracle ended: %v", err)
		}
	})
	return &Process{in, json.NewDecoder(bufio.NewReader(out)), cmd.Process.Kill}
}

// Run runs the statements and returns an answer for each. They travel together:
// many in one call are much faster than as many calls. An error means that the
// process is lost.
func (p *Process) Run(statements ...Statement) ([]Answer, error) {
	// Written in the background, as the process stops to read when nobody
	// takes its answers.
	written := make(chan error, 1)
	go func() { written <- p.write(statements) }()
	answers := make([]Answer, len(statements))
	var err error
	watchdog := time.AfterFunc(patience, func() { _ = p.kill() })
	defer watchdog.Stop()
	for i := range answers {
		watchdog.Reset(patience)
		if err = p.answers.Decode(&answers[i]); err != nil {
			p.in.Close() // ends a write that waits for a reader
			err = fmt.Errorf("oracle: no answer to %q: %w", statements[i].SQL, err)
			break
		}
	}
	if err := errors.Join(err, <-written); err != nil {
		return nil, err
	}
	return answers, nil
}

func (p *Process) write(statements []Statement) error {
	buffer := bufio.NewWriter(p.in)
	encoder := json.NewEncoder(buffer)
	for _, s := range statements {
		if err := encoder.Encode(s); err != nil {
			return fmt.Errorf("oracle: sending %q: %w", s.SQL, err)
		}
	}
	return buffer.Flush()
}
