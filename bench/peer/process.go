package peer

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
)

// process is a running peer. It serves one caller at a time.
type process struct {
	name string
	cmd  *exec.Cmd
	in   io.Closer
	ask  *json.Encoder
	hear *json.Decoder
}

// start runs a program with its arguments, and returns when it has opened its
// database. The caller closes the process.
func start(name, program string, args ...string) (*process, error) {
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
	p := &process{name, cmd, in, json.NewEncoder(in), json.NewDecoder(out)}
	if _, err := p.answer(); err != nil {
		return nil, errors.Join(err, p.close())
	}
	return p, nil
}

// do has the peer do what the request says.
func (p *process) do(r request) (Answer, error) {
	if err := p.ask.Encode(r); err != nil {
		return Answer{}, fmt.Errorf("%s: %w", p.name, err)
	}
	return p.answer()
}

// answer waits for what the peer tells.
func (p *process) answer() (Answer, error) {
	var a Answer
	if err := p.hear.Decode(&a); err != nil {
		return a, fmt.Errorf("%s: %w", p.name, err)
	}
	if a.Error != "" {
		return a, fmt.Errorf("%s: %w", p.name, errors.New(a.Error))
	}
	return a, nil
}

// close ends the peer and waits for it.
func (p *process) close() error {
	p.in.Close()
	return p.cmd.Wait()
}
