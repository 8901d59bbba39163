package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"text/tabwriter"
	"time"

	"github.com/nearlite/nearlite/bench/peer"
	"github.com/nearlite/nearlite/internal/simd"
)

// comparison is one run of the program.
type comparison struct {
	size     size
	runs     int
	searches []search
	folder   string // "" for a temporary one
	options  string // DSN options of nearlite
	profiles string // folder, "" for none
}

// run prints the table.
func (c comparison) run(ctx context.Context, out io.Writer) (err error) {
	work, err := os.MkdirTemp("", "nearlite-knn-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	if c.folder == "" {
		c.folder = work
	}
	programs, err := peer.Build(ctx, work)
	if err != nil {
		return err
	}
	path := filepath.Join(c.folder, fmt.Sprintf("knn-%dx%d.db", c.size.rows, c.size.dims))
	if err := programs.WriteDatabase(ctx, path, tables(c.size)...); err != nil {
		return err
	}
	fmt.Fprintf(out, "%d rows of %d dimensions, %d runs, SIMD tier %s, one core reads %.1f GB/s\n",
		c.size.rows, c.size.dims, c.runs, simd.Tier(), peer.ReadBandwidth()/1e9)
	pair, err := c.start(programs, path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, pair.Close()) }()
	return c.table(ctx, out, pair)
}

func (c comparison) start(programs peer.Programs, path string) (*peer.Pair, error) {
	dsns, profile := [2]string{path, path}, ""
	if c.options != "" {
		dsns[0] += "?" + c.options
	}
	if c.profiles != "" {
		profile = c.profiles + string(filepath.Separator)
	}
	return programs.Start(dsns, profile)
}

func (c comparison) table(ctx context.Context, out io.Writer, pair *peer.Pair) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(w, "search\t%s ms\t%s ms\tratio\t\n", peer.Names[0], peer.Names[1])
	for _, s := range c.searches {
		m, err := c.medians(ctx, pair, s.of(c.size.dims))
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "%s\t%.1f\t%.1f\t%.2f\t\n", s.name, milliseconds(m[0]), milliseconds(m[1]), float64(m[1])/float64(m[0]))
	}
	return w.Flush()
}

// medians are how long the peers take for the search, after a run that does not
// count.
func (c comparison) medians(ctx context.Context, pair *peer.Pair, s peer.Search) (m [2]time.Duration, err error) {
	var times peer.Times
	for run := range 1 + c.runs {
		answers, err := pair.Search(ctx, s, uint64(run))
		if err != nil {
			return m, err
		}
		if run > 0 {
			times.Add(answers)
		}
	}
	return times.Medians(), nil
}

func milliseconds(d time.Duration) float64 { return float64(d) / 1e6 }
