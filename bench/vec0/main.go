// Command vec0 compares nearlite with modernc.org/sqlite/vec at the virtual
// table vec0: KNN searches, and inserting in one transaction.
//
//	go run ./bench/vec0 [-scale 1] [-runs 5] [-dir folder] [-profile folder]
//
// Each is a process of its own with its own defaults. At searches both read the
// same file, their runs alternate, and both must find the same rows. "Share" is
// nearlite's median time divided by moderncvec's, beside the target it has to
// stay below. First queries are those of processes started for them, after the
// database is open; the others are those after the first. "Heap" is the most
// memory that nearlite's Go heap took from the operating system, which is all
// it takes but for SQLite's page cache; it has to stay below 64 MiB.
//
// The full size needs 700 MB of disk, with -dir 2 GB, and as much memory as the
// largest file (630 MB) for it to stay in the system's cache.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
)

func main() {
	var c comparison
	flag.Float64Var(&c.scale, "scale", 1, "rows, as a multiple of the full size")
	flag.IntVar(&c.runs, "runs", 5, "runs that count")
	flag.StringVar(&c.folder, "dir", "", "folder of the databases searched, kept and used again (default a temporary one, each removed after its search)")
	flag.StringVar(&c.profiles, "profile", "", "folder for a CPU profile of each peer at each search after the first, and at inserting")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := c.run(ctx, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "vec0:", err)
		os.Exit(1)
	}
}
