package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/nearlite/nearlite/vecutil/source"
)

// errReported stands for problems that the user has been told of.
var errReported = errors.New("there were problems")

// usageError is a command line that makes no sense.
type usageError struct {
	error
	verb string // "" if not known
}

// hint says where to read on.
func (e usageError) hint() string {
	return strings.Join(strings.Fields("Try: nearlite "+e.verb+" --help"), " ")
}

// interruption is the end of a verb by Ctrl-C, with what there is to know about
// what was done until then.
type interruption struct{ done string }

func (i interruption) Error() string { return "interrupted: " + i.done }

// complain prints an error for the user, on one line.
func complain(err error) { fmt.Fprintln(os.Stderr, "nearlite: "+message(err)) }

// message is the text of an error for a user, who does not care which package
// it comes from.
func message(err error) string {
	text := err.Error()
	var problem *source.Error
	if errors.As(err, &problem) {
		text = strings.Replace(text, problem.Path, displayPath(problem.Path), 1)
	}
	for _, name := range []string{"engine", "embed"} {
		text = strings.TrimPrefix(text, name+": ")
	}
	return printable(strings.ReplaceAll(text, "\n", " "))
}
