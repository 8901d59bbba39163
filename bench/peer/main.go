package peer

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/pprof"
	"time"
)

// request asks a peer for one search or one insertion.
type request struct {
	Search    *Search    `json:"search,omitempty"`
	Seed      uint64     `json:"seed,omitempty"` // of the search
	Insertion *Insertion `json:"insertion,omitempty"`
}

// Answer is what a peer did.
type Answer struct {
	Took   time.Duration `json:"took"`
	Rowids []int64       `json:"rowids,omitempty"` // that a search found
	// Heap is the most bytes of memory that the Go heap has had from the
	// operating system since the peer began (HeapSys of runtime.MemStats).
	// SQLite's page cache is not among them.
	Heap  uint64 `json:"heap"`
	Error string `json:"error,omitempty"`
}

// Main is the main function of a peer: it opens the database that the command
// line names and connects, says so by an empty [Answer], and answers requests on
// standard input until that ends. It exits with status 1 on failure.
func Main(open func(dsn string) (*sql.DB, error)) {
	dsn := flag.String("dsn", "", "the database")
	profile := flag.String("profile", "", "write a CPU profile to this file")
	flag.Parse()
	if err := run(*dsn, *profile, open); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(dsn, profile string, open func(string) (*sql.DB, error)) error {
	db, err := open(dsn)
	if err != nil {
		return err
	}
	defer db.Close()
	if err := db.Ping(); err != nil {
		return err
	}
	if profile != "" {
		f, err := os.Create(profile)
		if err != nil {
			return err
		}
		defer f.Close()
		if err := pprof.StartCPUProfile(f); err != nil {
			return err
		}
		defer pprof.StopCPUProfile()
	}
	return serve(db, os.Stdin, os.Stdout)
}

// serve says that it is ready, and answers requests, a JSON value each, until in
// ends.
func serve(db *sql.DB, in io.Reader, out io.Writer) error {
	requests, answers := json.NewDecoder(in), json.NewEncoder(out)
	if err := answers.Encode(Answer{}); err != nil {
		return err
	}
	for {
		var r request
		switch err := requests.Decode(&r); err {
		case nil:
		case io.EOF:
			return nil
		default:
			return err
		}
		if err := answers.Encode(answer(db, r)); err != nil {
			return err
		}
	}
}

func answer(db *sql.DB, r request) Answer {
	var a Answer
	var err error
	switch ctx := context.Background(); {
	case r.Search != nil:
		start := time.Now()
		a.Rowids, err = r.Search.Run(ctx, db, r.Seed)
		a.Took = time.Since(start)
	case r.Insertion != nil:
		a.Took, err = r.Insertion.Run(ctx, db)
	default:
		err = errors.New("a request asks for nothing; want a search or an insertion")
	}
	if err != nil {
		a.Error = err.Error()
	}
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	a.Heap = memory.HeapSys
	return a
}
