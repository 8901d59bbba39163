// Command knn compares nearlite with modernc.org/sqlite/vec at searches that
// read a whole table of vectors:
//
//	go run ./bench/knn [-rows 100000] [-dims 1536] [-runs 5] [-dir folder]
//
// Each is a process of its own with its own defaults, over the same file; their
// runs alternate, and both must find the same rows. The table shows the median
// of the runs after a first one that does not count. The default size needs
// 1.1 GB of disk, and as much memory for the file to stay in the system's cache.
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
	flag.IntVar(&c.size.rows, "rows", 100_000, "vectors in the table")
	flag.IntVar(&c.size.dims, "dims", 1536, "dimensions of a vector, a multiple of 8")
	flag.IntVar(&c.runs, "runs", 5, "runs that count")
	flag.StringVar(&c.folder, "dir", "", "folder of the database, kept and used again (default a temporary one, removed at the end)")
	flag.StringVar(&c.options, "options", "", "DSN options of nearlite, such as mmap_size=2000000000 (default its defaults)")
	flag.StringVar(&c.profiles, "profile", "", "folder for a CPU profile of each peer")
	flag.Func("search", "name of a search, repeatable (default all)", func(name string) error {
		s, err := find(name)
		c.searches = append(c.searches, s)
		return err
	})
	flag.Parse()
	if len(c.searches) == 0 {
		c.searches = searches
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := c.run(ctx, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "knn:", err)
		os.Exit(1)
	}
}
