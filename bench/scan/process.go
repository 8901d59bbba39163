package scan

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
)

// Process is a running peer. It serves one caller at a time.
type Process struct {
	name string
	cmd  *exec.Cmd
	in   io.Closer
	ask  *json.Encoder
	hear *json.Decoder
}

// Start runs the peer program with its arguments. The caller closes the
// Process.
func Start(program string, args ...string) (*Process, error) {
	cmd := exec.Command(program, args...)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	return &Process{program, cmd, in, json.NewEncoder(in), json.NewDecoder(out)}, nil
}

// Run has the peer do the search called name for query number seed.
func (p *Process) Run(name string, dims int, seed uint64) (Result, error) {
	var r Result
	if err := p.ask.Encode(request{name, dims, seed}); err != nil {
		return r, fmt.Errorf("%s: %w", p.name, err)
	}
	if err := p.hear.Decode(&r); err != nil {
		return r, fmt.Errorf("%s: %w", p.name, err)
	}
	if r.Error != "" {
		return r, fmt.Errorf("%s: %w", p.name, errors.New(r.Error))
	}
	return r, nil
}

// Close ends the peer and waits for it.
func (p *Process) Close() error {
	p.in.Close()
	return p.cmd.Wait()
}
