package main

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/alecthomas/kong"

	"github.com/nearlite/nearlite/engine"
	"github.com/nearlite/nearlite/internal/simd"
)

type versionCommand struct{}

// Help is shown below the flags.
func (versionCommand) Help() string {
	return `Example: nearlite version`
}

func (versionCommand) Run(ctx context.Context) error {
	db, err := engine.OpenContext(ctx, ":memory:")
	if err != nil {
		return err
	}
	defer db.Close()
	var sqlite string
	if err := db.QueryRowContext(ctx, `SELECT sqlite_version()`).Scan(&sqlite); err != nil {
		return err
	}
	version := "(devel)"
	if build, ok := debug.ReadBuildInfo(); ok && build.Main.Version != "" {
		version = build.Main.Version
	}
	_, err = fmt.Printf("nearlite %s, SQLite %s, %s %s/%s, simd %s\n",
		version, sqlite, runtime.Version(), runtime.GOOS, runtime.GOARCH, simd.Tier())
	if rejected := simd.Rejected(); err == nil && rejected != "" {
		err = fmt.Errorf("NEARLITE_SIMD=%s cannot be used here; this machine has %v", rejected, simd.Tiers())
	}
	return err
}

// versionFlag makes --version the same as the verb.
type versionFlag bool

// BeforeReset is called by the parser of the command line, before it asks for a
// verb.
func (versionFlag) BeforeReset(app *kong.Kong, ctx context.Context) error {
	app.Exit(report(ctx, versionCommand{}.Run(ctx)))
	return nil
}
