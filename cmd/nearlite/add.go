package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/nearlite/nearlite/vecutil"
	"github.com/nearlite/nearlite/vecutil/chunk"
	"github.com/nearlite/nearlite/vecutil/embed"
	"github.com/nearlite/nearlite/vecutil/source"
)

type addCommand struct {
	embedderFlags
	DB         database `arg:"" name:"DB" help:"Database; it is made if it does not exist."`
	Paths      []string `arg:"" name:"PATH" help:"Files, and folders with text, Markdown and Go source files."`
	Skip       []string `placeholder:"NAME" help:"Leave out folders of this name; may be given several times."`
	ChunkBytes int      `placeholder:"N" help:"Size that chunks should have, in bytes (${default_chunk_bytes})."`
	MaxBytes   int64    `placeholder:"N" help:"Size of the largest file that is read, in bytes (${default_max_bytes})."`
	JSON       bool     `name:"json" help:"Print the report as JSON."`
}

// Help is shown below the flags.
func (addCommand) Help() string {
	return `Only files that changed are read again, and documents whose files are gone are removed. After Ctrl-C the same command goes on.

Files that cannot be used are told, one a line, and the exit status is then 1; all others are added.

Example: nearlite add notes.db ~/notes README.md`
}

// Validate is called by the parser of the command line.
func (c *addCommand) Validate() error {
	if c.ChunkBytes < 0 || c.MaxBytes < 0 {
		return errors.New("--chunk-bytes and --max-bytes must not be negative")
	}
	return c.embedderFlags.Validate()
}

func (c *addCommand) Run(ctx context.Context) error {
	embedder, err := c.embedder()
	if err != nil {
		return err
	}
	a := addition{
		db:       c.DB,
		paths:    c.Paths,
		embedder: embedder,
		options: vecutil.AddOptions{
			Source: source.Options{SkipFolders: c.Skip, MaxBytes: c.MaxBytes},
			Chunk:  chunk.Options{TargetBytes: c.ChunkBytes, MaxBytes: c.ChunkBytes * 3 / 2},
		},
	}
	r, err := a.run(ctx)
	if err != nil {
		return err
	}
	if err := c.print(r); err != nil {
		return err
	}
	return r.tellProblems()
}

func (c *addCommand) print(r addReport) error {
	if !c.JSON {
		_, err := fmt.Println(r.summary(c.DB))
		return err
	}
	problems := []string{}
	for _, p := range r.Problems {
		problems = append(problems, p.Error())
	}
	return printJSON(struct {
		vecutil.AddReport
		Problems []string `json:"problems"`
		Seconds  float64  `json:"seconds"`
	}{r.AddReport, problems, r.took.Seconds()})
}

// printJSON prints v, indented, on standard output.
func printJSON(v any) error {
	e := json.NewEncoder(os.Stdout)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// addition is one run of adding documents to a database.
type addition struct {
	db       database
	paths    []string
	embedder embed.Embedder
	options  vecutil.AddOptions
}

// addReport is what came of an addition.
type addReport struct {
	vecutil.AddReport
	took time.Duration
}

// run adds the documents. The database is made only when there is something to
// put into it.
func (a addition) run(ctx context.Context) (addReport, error) {
	found, err := a.db.look(ctx)
	if err == nil {
		err = found.checkOurs(a.db)
	}
	if err == nil && !found.library {
		err = a.rehearse(ctx)
	}
	if err != nil {
		return addReport{}, err
	}
	db, err := a.db.openOrCreate(ctx)
	if err != nil {
		return addReport{}, err
	}
	defer db.Close()
	library, err := vecutil.CreateLibrary(ctx, db, a.embedder)
	if err != nil {
		return addReport{}, err
	}
	bar := newProgressBar("adding")
	if bar != nil {
		a.options.Progress = bar.show
	}
	start := time.Now()
	r, err := library.Add(ctx, a.paths, a.options)
	bar.clear()
	report := addReport{r, time.Since(start)}
	if err != nil {
		return report, a.unfinished(ctx, library, report, err)
	}
	return report, db.Close()
}

// rehearse checks, before a database is made, that there is a document to add
// and that the embedder answers.
func (a addition) rehearse(ctx context.Context) error {
	errFound := errors.New("found")
	var problems []error
	err := source.Walk(ctx, a.paths, a.options.Source, func(f source.File, problem error) error {
		if problem == nil {
			_, problem = source.Read(ctx, f.Path, a.options.Source)
		}
		if problem == nil {
			return errFound
		}
		problems = append(problems, problem)
		return ctx.Err()
	})
	switch {
	case errors.Is(err, errFound):
		_, err = a.embedder.Embed(ctx, []string{"nearlite"})
		return err
	case err != nil:
		return err
	}
	for _, p := range problems {
		complain(p)
	}
	return fmt.Errorf("there is nothing to add: no text, Markdown or Go file that can be read was found; %s was not made", a.db.name())
}

// unfinished is the error for an addition that ended early.
func (a addition) unfinished(ctx context.Context, library *vecutil.Library, r addReport, err error) error {
	for _, p := range r.Problems {
		complain(p)
	}
	done := fmt.Sprintf("%s stored by this run; the same command goes on from there", count(r.Added+r.Updated, "document"))
	if info, infoErr := library.Info(context.WithoutCancel(ctx)); infoErr == nil {
		done = fmt.Sprintf("%s holds %s, %s", a.db.name(), count(info.Documents, "document"), done)
	}
	if ctx.Err() != nil {
		return interruption{done}
	}
	return fmt.Errorf("%w (%s)", err, done)
}

// summary is the report in words.
func (r addReport) summary(d database) string {
	s := fmt.Sprintf("%s: %d added, %d updated, %d removed, %d unchanged; %s in %s",
		d.name(), r.Added, r.Updated, r.Removed, r.Unchanged, count(r.Chunks, "chunk"), seconds(r.took))
	if r.took > 100*time.Millisecond && r.Chunks > 0 {
		s += fmt.Sprintf(" (%.0f a second)", float64(r.Chunks)/r.took.Seconds())
	}
	return s
}

// tellProblems prints the problems and returns errReported if there are any.
func (r addReport) tellProblems() error {
	for _, p := range r.Problems {
		complain(p)
	}
	if len(r.Problems) > 0 {
		return errReported
	}
	return nil
}

// count is a number and its noun.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// seconds is a duration for people.
func seconds(d time.Duration) string { return fmt.Sprintf("%.2f s", d.Seconds()) }
