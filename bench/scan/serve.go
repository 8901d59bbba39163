package scan

import (
	"context"
	"database/sql"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime/pprof"
	"time"
)

// request asks a peer for one search.
type request struct {
	Search string `json:"search"`
	Dims   int    `json:"dims"`
	Seed   uint64 `json:"seed"`
}

// Result is what one search took and found.
type Result struct {
	Took  time.Duration `json:"took"`
	IDs   []int64       `json:"ids"`
	Error string        `json:"error,omitempty"`
}

// Peer is the main function of a peer: it opens the database that the command
// line names with open and answers the requests on standard input until that
// ends. It exits with status 1 on failure.
func Peer(open func(dsn string) (*sql.DB, error)) {
	dsn := flag.String("dsn", "", "the database")
	profile := flag.String("profile", "", "write a CPU profile to this file")
	flag.Parse()
	if err := peer(*dsn, *profile, open); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func peer(dsn, profile string, open func(string) (*sql.DB, error)) error {
	db, err := open(dsn)
	if err != nil {
		return err
	}
	defer db.Close()
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

// serve answers requests, a JSON value each, until in ends.
func serve(db *sql.DB, in io.Reader, out io.Writer) error {
	requests, results := json.NewDecoder(in), json.NewEncoder(out)
	for {
		var r request
		switch err := requests.Decode(&r); err {
		case nil:
		case io.EOF:
			return nil
		default:
			return err
		}
		if err := results.Encode(answer(db, r)); err != nil {
			return err
		}
	}
}

func answer(db *sql.DB, r request) Result {
	s, err := find(r.Search)
	if err != nil {
		return Result{Error: err.Error()}
	}
	start := time.Now()
	ids, err := s.Run(context.Background(), db, r.Dims, r.Seed)
	result := Result{Took: time.Since(start), IDs: ids}
	if err != nil {
		result.Error = err.Error()
	}
	return result
}
