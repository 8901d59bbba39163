package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/nearlite/nearlite/vecutil"
	"github.com/nearlite/nearlite/vecutil/embed"
	"github.com/nearlite/nearlite/vecutil/source"
)

type demoCommand struct {
	DB database `name:"db" default:"nearlite-demo.db" placeholder:"DB" help:"Database to make (${default})."`
}

// Help is shown below the flags.
func (demoCommand) Help() string {
	return `Needs Go on this machine, and nothing from the network.

Example: nearlite demo`
}

// demoSkips are the folders of the standard library without documentation for
// its users: internals, and tables of constants and instructions for each
// platform.
var demoSkips = []string{"internal", "cmd", "syscall", "simd"}

var demoQueries = []string{
	"read a file line by line",
	"wait for several goroutines to finish",
	"decode json into a struct",
}

func (c *demoCommand) Run(ctx context.Context) error {
	root, err := goRoot(ctx)
	if err != nil {
		return err
	}
	src := filepath.Join(root, "src")
	fmt.Printf("Adding the documentation of Go's standard library, %s\n", src)
	a := addition{
		db:       c.DB,
		paths:    []string{src},
		embedder: embed.Hash{},
		options:  vecutil.AddOptions{Source: source.Options{SkipFolders: demoSkips}},
	}
	r, err := a.run(ctx)
	if err != nil {
		return err
	}
	if r.Chunks == 0 {
		fmt.Printf("Nothing has changed since the last time (%s looked at in %s)\n", count(r.Unchanged, "file"), seconds(r.took))
	} else {
		fmt.Println(r.summary(c.DB))
	}
	if err := c.ask(ctx); err != nil {
		return err
	}
	fmt.Printf("\nSearch on:\n\n    %s search %s \"run an external command\"\n", programName(), c.DB)
	return r.tellProblems()
}

// ask searches and prints the answers.
func (c *demoCommand) ask(ctx context.Context) error {
	db, err := c.DB.openToRead(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	library, err := vecutil.OpenLibrary(ctx, db, embed.Hash{})
	if err != nil {
		return err
	}
	p := painterFor("auto")
	for _, query := range demoQueries {
		start := time.Now()
		hits, err := library.Search(ctx, query, vecutil.SearchOptions{K: 3})
		if err != nil {
			return err
		}
		fmt.Printf("\n%s (%.1f ms)\n", p.paint(bold, query), float64(time.Since(start).Microseconds())/1e3)
		for _, h := range hits {
			fmt.Print("  ")
			printHit(os.Stdout, p, h)
		}
	}
	return nil
}

// goRoot is the folder of the Go installation.
func goRoot(ctx context.Context) (string, error) {
	root := os.Getenv("GOROOT")
	if root == "" {
		out, err := exec.CommandContext(ctx, "go", "env", "GOROOT").Output()
		if err != nil {
			return "", fmt.Errorf("the demo searches Go's documentation, and finds no Go: %w; install Go, or set GOROOT to its folder", err)
		}
		root = strings.TrimSpace(string(out))
	}
	if info, err := os.Stat(filepath.Join(root, "src", "fmt")); err != nil || !info.IsDir() {
		return "", fmt.Errorf("the demo searches Go's documentation, and %s has no folder src with the standard library; set GOROOT to the folder of a Go installation", root)
	}
	return root, nil
}

// programName is how the user called the program.
func programName() string {
	name := os.Args[0]
	if executable, err := os.Executable(); err == nil && strings.Contains(filepath.ToSlash(executable), "/go-build") {
		return "go run ./cmd/nearlite"
	}
	if filepath.IsAbs(name) {
		return displayPath(name)
	}
	return name
}
