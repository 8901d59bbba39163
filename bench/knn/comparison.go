package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"text/tabwriter"
	"time"

	"github.com/nearlite/nearlite/bench/scan"
	"github.com/nearlite/nearlite/engine"
	"github.com/nearlite/nearlite/internal/simd"
)

// comparison is one run of the program.
type comparison struct {
	size     scan.Size
	runs     int
	searches []string
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
	path, err := database(ctx, c.folder, c.size)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%d rows of %d dimensions, %d runs, SIMD tier %s, one core reads %.1f GB/s\n",
		c.size.Rows, c.size.Dims, c.runs, simd.Tier(), scan.ReadBandwidth()/1e9)
	peers, err := c.start(ctx, work, path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeAll(peers)) }()
	return c.table(ctx, out, peers)
}

// database returns the path of the database in folder, and writes it if there
// is none.
func database(ctx context.Context, folder string, size scan.Size) (path string, err error) {
	path = filepath.Join(folder, fmt.Sprintf("knn-%dx%d.db", size.Rows, size.Dims))
	if _, err := os.Stat(path); err == nil {
		return path, nil
	}
	// Nobody needs a half-written file: it gets its name when it is whole.
	part := path + ".part"
	if err := os.RemoveAll(part); err != nil {
		return "", err
	}
	db, err := engine.Open(part + "?journal_mode=off&synchronous=off")
	if err != nil {
		return "", err
	}
	if err := errors.Join(scan.Write(ctx, db, size), db.Close()); err != nil {
		return "", errors.Join(err, os.Remove(part))
	}
	return path, os.Rename(part, path)
}

// peerNames are the programs beside this one, the one to be compared first.
var peerNames = []string{"nearlite", "moderncvec"}

func (c comparison) start(ctx context.Context, work, path string) ([]*scan.Process, error) {
	var peers []*scan.Process
	for _, name := range peerNames {
		program, err := scan.Build(ctx, work, "github.com/nearlite/nearlite/bench/knn/"+name)
		if err != nil {
			return nil, errors.Join(err, closeAll(peers))
		}
		args := []string{"-dsn", path}
		if name == "nearlite" && c.options != "" {
			args[1] += "?" + c.options
		}
		if c.profiles != "" {
			args = append(args, "-profile", filepath.Join(c.profiles, name+".pprof"))
		}
		p, err := scan.Start(program, args...)
		if err != nil {
			return nil, errors.Join(err, closeAll(peers))
		}
		peers = append(peers, p)
	}
	return peers, nil
}

func closeAll(peers []*scan.Process) error {
	var errs []error
	for _, p := range peers {
		errs = append(errs, p.Close())
	}
	return errors.Join(errs...)
}

func (c comparison) table(ctx context.Context, out io.Writer, peers []*scan.Process) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(w, "search\t%s ms\t%s ms\tratio\t\n", peerNames[0], peerNames[1])
	for _, search := range c.searches {
		medians, err := c.medians(ctx, peers, search)
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "%s\t%.1f\t%.1f\t%.2f\t\n", search, milliseconds(medians[0]), milliseconds(medians[1]),
			float64(medians[1])/float64(medians[0]))
	}
	return w.Flush()
}

// medians lets the peers do the search in turn, and returns how long each took.
func (c comparison) medians(ctx context.Context, peers []*scan.Process, search string) ([]time.Duration, error) {
	took := make([][]time.Duration, len(peers))
	for run := range 1 + c.runs {
		var found []int64
		for i, p := range peers {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			r, err := p.Run(search, c.size.Dims, uint64(run))
			switch {
			case err != nil:
				return nil, err
			case i > 0 && !slices.Equal(r.IDs, found):
				return nil, fmt.Errorf("%s, query %d: %s finds rows %v, %s %v", search, run, peerNames[0], found, peerNames[i], r.IDs)
			case run > 0:
				took[i] = append(took[i], r.Took)
			}
			found = r.IDs
		}
	}
	medians := make([]time.Duration, len(peers))
	for i, t := range took {
		slices.Sort(t)
		medians[i] = t[len(t)/2]
	}
	return medians, nil
}

func milliseconds(d time.Duration) float64 { return float64(d) / 1e6 }
