package peer

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
)

// Pair is both peers, running, in the order of [Names]. It serves one caller at
// a time.
type Pair struct{ processes []*process }

// Start has each peer open its database, one after the other. Where profile is not "", each writes a
// CPU profile to that path with its name and ".pprof" appended, complete when
// the pair is closed. The caller closes the Pair.
func (p Programs) Start(dsns [2]string, profile string) (*Pair, error) {
	pair := &Pair{}
	for i, program := range p {
		args := []string{"-dsn", dsns[i]}
		if profile != "" {
			args = append(args, "-profile", profile+Names[i]+".pprof")
		}
		process, err := start(Names[i], program, args...)
		if err != nil {
			return nil, errors.Join(err, pair.Close())
		}
		pair.processes = append(pair.processes, process)
	}
	return pair, nil
}

// Search has the peers, one after the other, do a search for query number seed.
// It is an error if they find different rows.
func (p *Pair) Search(ctx context.Context, s Search, seed uint64) ([2]Answer, error) {
	answers, err := p.do(ctx, request{Search: &s, Seed: seed})
	if err != nil {
		return answers, err
	}
	if a, b := answers[0].Rowids, answers[1].Rowids; !slices.Equal(a, b) {
		return answers, fmt.Errorf("%s, query %d: %s finds rows %v, %s %v", s.Statement, seed, Names[0], a, Names[1], b)
	}
	return answers, nil
}

// Insert has the peers, one after the other, make and fill a table.
func (p *Pair) Insert(ctx context.Context, i Insertion) ([2]Answer, error) {
	return p.do(ctx, request{Insertion: &i})
}

func (p *Pair) do(ctx context.Context, r request) (answers [2]Answer, err error) {
	for i, process := range p.processes {
		if err := ctx.Err(); err != nil {
			return answers, err
		}
		if answers[i], err = process.do(r); err != nil {
			return answers, err
		}
	}
	return answers, nil
}

// Close ends the peers and waits for them.
func (p *Pair) Close() error {
	var errs []error
	for _, process := range p.processes {
		errs = append(errs, process.close())
	}
	return errors.Join(errs...)
}

// Times are how long each peer took, run by run.
type Times [2][]time.Duration

// Add notes one run.
func (t *Times) Add(answers [2]Answer) {
	for i, a := range answers {
		t[i] = append(t[i], a.Took)
	}
}

// Medians are the median times of the peers; without a run they are 0.
func (t Times) Medians() (m [2]time.Duration) {
	for i, took := range t {
		if len(took) > 0 {
			sorted := slices.Sorted(slices.Values(took))
			m[i] = sorted[len(sorted)/2]
		}
	}
	return m
}
