package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/nearlite/nearlite/bench/peer"
	"github.com/nearlite/nearlite/internal/simd"
)

// comparison is one run of the program.
type comparison struct {
	scale    float64
	runs     int
	folder   string // "" for a temporary one
	profiles string // folder, "" for none

	work     string // temporary folder
	programs peer.Programs
}

// run prints the tables.
func (c comparison) run(ctx context.Context, out io.Writer) (err error) {
	if c.work, err = os.MkdirTemp("", "nearlite-vec0-"); err != nil {
		return err
	}
	defer os.RemoveAll(c.work)
	if c.programs, err = peer.Build(ctx, c.work); err != nil {
		return err
	}
	fmt.Fprintf(out, "k = 10, %d runs, SIMD tier %s, one core reads %.1f GB/s\n", c.runs, simd.Tier(), peer.ReadBandwidth()/1e9)
	if err := c.searches(ctx, out); err != nil {
		return err
	}
	fmt.Fprintln(out)
	return c.insertion(ctx, out)
}

// searches prints a line for each search.
func (c comparison) searches(ctx context.Context, out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(w, "search\trows\tdims\t%s ms\t%s ms\tshare\ttarget\tfirst ms\tfirst ms\tshare\ttarget\theap MiB\ttarget\t\n", peer.Names[0], peer.Names[1])
	for _, s := range searches {
		s = s.scaled(c.scale)
		m, err := c.search(ctx, s)
		if err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		later, first := m.later.Medians(), m.first.Medians()
		fmt.Fprintf(w, "%s\t%d\t%d\t%.1f\t%.1f\t%.2f\t%.2f\t%.1f\t%.1f\t%.2f\t1.00\t%.0f\t64\t\n", s.name, s.rows, s.dims,
			milliseconds(later[0]), milliseconds(later[1]), share(later), s.target,
			milliseconds(first[0]), milliseconds(first[1]), share(first), float64(m.heap)/(1<<20))
	}
	return w.Flush()
}

// measurement is what a search took.
type measurement struct {
	first, later peer.Times
	heap         uint64 // of nearlite
}

// search measures a search.
func (c comparison) search(ctx context.Context, s search) (m measurement, err error) {
	folder := c.folder
	if folder == "" {
		if folder, err = os.MkdirTemp(c.work, "search-"); err != nil {
			return m, err
		}
		defer os.RemoveAll(folder)
	}
	path := filepath.Join(folder, fmt.Sprintf("vec0-%s-%dx%d.db", fileName(s.name), s.rows, s.dims))
	if err := c.programs.WriteDatabase(ctx, path, s.table()); err != nil {
		return m, err
	}
	if err := c.ask(ctx, path, s, "", 1, func([2]peer.Answer) {}); err != nil { // the file into the system's cache
		return m, err
	}
	for range c.runs {
		if err := c.ask(ctx, path, s, "", 1, m.first.Add); err != nil {
			return m, err
		}
	}
	n := 0
	return m, c.ask(ctx, path, s, c.profile(s.name), 1+c.runs, func(answers [2]peer.Answer) {
		if n++; n > 1 {
			m.later.Add(answers)
		}
		m.heap = answers[0].Heap
	})
}

// ask starts the peers, has them search a number of times, and ends them.
func (c comparison) ask(ctx context.Context, path string, s search, profile string, times int, each func([2]peer.Answer)) (err error) {
	pair, err := c.programs.Start([2]string{path, path}, profile)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, pair.Close()) }()
	for seed := range times {
		answers, err := pair.Search(ctx, s.knn(), uint64(seed))
		if err != nil {
			return err
		}
		each(answers)
	}
	return nil
}

// insertion prints the line for inserting.
func (c comparison) insertion(ctx context.Context, out io.Writer) error {
	s := insertion.scaled(c.scale)
	var times peer.Times
	for range c.runs {
		answers, err := c.insert(ctx, s)
		if err != nil {
			return fmt.Errorf("inserting: %w", err)
		}
		times.Add(answers)
	}
	took := times.Medians()
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(w, "inserting\trows\tdims\t%s rows/s\t%s rows/s\ttimes\ttarget\t\n", peer.Names[0], peer.Names[1])
	fmt.Fprintf(w, "%s\t%d\t%d\t%.0f\t%.0f\t%.1f\t%.1f\t\n", s.name, s.rows, s.dims,
		float64(s.rows)/took[0].Seconds(), float64(s.rows)/took[1].Seconds(), 1/share(took), s.target)
	return w.Flush()
}

// insert has each peer fill a table in a file of its own.
func (c comparison) insert(ctx context.Context, s search) (answers [2]peer.Answer, err error) {
	folder, err := os.MkdirTemp(c.work, "insert-")
	if err != nil {
		return answers, err
	}
	defer os.RemoveAll(folder)
	var dsns [2]string
	for i, name := range peer.Names {
		dsns[i] = filepath.Join(folder, name+".db")
	}
	pair, err := c.programs.Start(dsns, c.profile("insert"))
	if err != nil {
		return answers, err
	}
	defer func() { err = errors.Join(err, pair.Close()) }()
	return pair.Insert(ctx, s.table())
}

// profile is where the profiles of a measurement go; "" for nowhere.
func (c comparison) profile(name string) string {
	if c.profiles == "" {
		return ""
	}
	return filepath.Join(c.profiles, fileName(name)+"-")
}

// fileName is the name of a measurement without what is awkward in the name of
// a file.
func fileName(name string) string {
	return strings.NewReplacer(" ", "-", ",", "").Replace(name)
}

// share is the first time as a share of the second.
func share(d [2]time.Duration) float64 { return float64(d[0]) / float64(d[1]) }

func milliseconds(d time.Duration) float64 { return float64(d) / 1e6 }
