package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strconv"

	"github.com/alecthomas/kong"

	"github.com/nearlite/nearlite/vecutil"
	"github.com/nearlite/nearlite/vecutil/chunk"
	"github.com/nearlite/nearlite/vecutil/embed"
	"github.com/nearlite/nearlite/vecutil/source"
)

// The exit statuses of the program.
const (
	statusFine        = 0
	statusProblem     = 1
	statusUsage       = 2
	statusInterrupted = 130
)

// commands is the grammar of the command line.
type commands struct {
	Add     addCommand     `cmd:"" help:"Add files and folders to the library in a database."`
	Search  searchCommand  `cmd:"" help:"Search a library."`
	Remove  removeCommand  `cmd:"" help:"Take documents out of a library."`
	SQL     sqlCommand     `cmd:"" name:"sql" help:"Run SQL, or enter statements one by one."`
	Info    infoCommand    `cmd:"" help:"Tell what a database holds."`
	Demo    demoCommand    `cmd:"" help:"Search the documentation of Go's standard library."`
	Version versionCommand `cmd:"" help:"Print the version."`

	PrintVersion versionFlag `name:"version" help:"Print the version."`
}

const description = `Searches your own documents, offline, from one SQLite file.

DB is the path of a database, or a path with options, such as "notes.db?busy_timeout=10000".

Exit status: 0 fine, 1 a problem or nothing found, 2 wrong usage, 130 interrupted.`

func main() { os.Exit(run(os.Args[1:])) }

// run executes the command line and returns the exit status.
func run(args []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends the program at once

	parser, err := kong.New(&commands{},
		kong.Name("nearlite"),
		kong.Description(description),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.Vars{
			"default_k":           strconv.Itoa(vecutil.DefaultK),
			"default_chunk_bytes": strconv.Itoa(chunk.DefaultTargetBytes),
			"default_max_bytes":   strconv.Itoa(source.DefaultMaxBytes),
			"default_timeout":     embed.DefaultTimeout.String(),
		},
		kong.BindTo(ctx, (*context.Context)(nil)),
	)
	if err != nil {
		return report(ctx, err)
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	command, err := parser.Parse(args)
	if err != nil {
		return report(ctx, usageError{err, verbOf(err)})
	}
	return report(ctx, command.Run())
}

// verbOf is the verb on a command line that could not be parsed, "" if there is
// none.
func verbOf(err error) string {
	var e *kong.ParseError
	if errors.As(err, &e) && e.Context != nil {
		if node := e.Context.Selected(); node != nil {
			return node.Name
		}
	}
	return ""
}

// report tells the user of the error, if any, and returns the exit status.
func report(ctx context.Context, err error) int {
	var usage usageError
	switch {
	case err == nil:
		return statusFine
	case errors.As(err, &usage):
		complain(err)
		fmt.Fprintln(os.Stderr, usage.hint())
		return statusUsage
	case ctx.Err() != nil:
		if errors.As(err, new(interruption)) {
			complain(err)
		} else {
			complain(errors.New("interrupted"))
		}
		return statusInterrupted
	case !errors.Is(err, errReported):
		complain(err)
	}
	return statusProblem
}
