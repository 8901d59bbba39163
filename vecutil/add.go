package vecutil

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/nearlite/nearlite/vecutil/chunk"
	"github.com/nearlite/nearlite/vecutil/source"
)

// AddOptions says how Add reads files. The zero value is ready for use.
type AddOptions struct {
	// Source says which files are taken.
	Source source.Options
	// Chunk says how large chunks are; its Package is not used.
	Chunk chunk.Options
	// Progress, if not nil, is called after each step, by one goroutine at a
	// time.
	Progress func(Progress)
}

// Progress is how far Add has come.
type Progress struct {
	Files, FilesTotal int // files dealt with, and files found
	Chunks            int // chunks stored
}

// AddReport says what Add did.
type AddReport struct {
	Added     int     `json:"added"`     // documents that are new
	Updated   int     `json:"updated"`   // documents whose text changed
	Unchanged int     `json:"unchanged"` // documents left alone
	Removed   int     `json:"removed"`   // documents whose files are gone
	Chunks    int     `json:"chunks"`    // chunks stored
	Problems  []error `json:"-"`         // a *source.Error for each file or folder that could not be used
}

// Add brings the library up to date with the files at and below paths: new and
// changed files are read, split, embedded and stored, and documents below the
// paths whose files are gone are removed. Files that have not changed since
// cost no reading.
//
// A file or folder that cannot be used is told in the report, and the others
// are added all the same. An error ends the work; it comes with the report of
// what was stored until then. Each document is stored whole or not at all, and
// calling Add again goes on where it ended.
func (l *Library) Add(ctx context.Context, paths []string, opt AddOptions) (AddReport, error) {
	if l.embedder == nil {
		return AddReport{}, fmt.Errorf("%w: adding documents needs one", ErrNoEmbedder)
	}
	a := &adding{library: l, opt: opt}
	err := a.run(ctx, paths)
	return a.report, err
}

// adding is one call of Add.
type adding struct {
	library *Library
	opt     AddOptions
	report  AddReport
	files   []source.File
	known   map[string]stored
	done    int // files dealt with
}

func (a *adding) run(ctx context.Context, paths []string) error {
	roots, err := absolute(paths)
	if err != nil {
		return err
	}
	if err := a.find(ctx, roots); err != nil {
		return err
	}
	if a.known, err = readStored(ctx, a.library.db); err != nil {
		return err
	}
	if err := a.store(ctx, a.changedFiles()); err != nil {
		return err
	}
	return a.removeGone(ctx, roots)
}

// find lists the files and notes what cannot be used.
func (a *adding) find(ctx context.Context, roots []string) error {
	return source.Walk(ctx, roots, a.opt.Source, func(f source.File, problem error) error {
		if problem != nil {
			a.report.Problems = append(a.report.Problems, problem)
		} else {
			a.files = append(a.files, f)
		}
		return nil
	})
}

// changedFiles are the files whose size or time differs from what is stored.
func (a *adding) changedFiles() (changed []source.File) {
	for _, f := range a.files {
		if s, ok := a.known[f.Path]; ok && s.size == f.Size && s.modified == f.ModTime.UnixNano() {
			a.report.Unchanged++
			a.done++
			continue
		}
		changed = append(changed, f)
	}
	a.progress()
	return changed
}

// store prepares groups of files on all processors and writes them in order,
// one transaction for each group.
func (a *adding) store(ctx context.Context, files []source.File) error {
	ctx, cancel := context.WithCancel(ctx)
	groups := a.prepare(ctx, files)
	defer func() {
		cancel()
		for range groups { // until the workers have ended
		}
	}()
	for g := range groups {
		p := <-g
		if p.err != nil {
			return p.err
		}
		if err := a.write(ctx, p); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// prepared is a group of documents ready to be written.
type prepared struct {
	docs     []document
	problems []error
	err      error
}

// prepare returns the groups in the order of the files; each arrives when it is
// ready. The channel is closed when no work is left or the context has ended,
// and all goroutines have.
func (a *adding) prepare(ctx context.Context, files []source.File) <-chan (<-chan prepared) {
	workers := runtime.GOMAXPROCS(0)
	groups := make(chan (<-chan prepared), workers)
	busy := make(chan struct{}, workers)
	go func() {
		defer close(groups)
		for _, files := range groupFiles(files) {
			group := make(chan prepared, 1)
			busy <- struct{}{}
			go func() {
				group <- a.prepareGroup(ctx, files)
				<-busy
			}()
			select {
			case groups <- group:
			case <-ctx.Done():
			}
			if ctx.Err() != nil {
				break
			}
		}
		for range workers { // waits for the last of them
			busy <- struct{}{}
		}
	}()
	return groups
}

// groupFiles cuts the list where enough text for one transaction and one
// request of an embedder has come together.
func groupFiles(files []source.File) (groups [][]source.File) {
	const (
		enoughBytes = 128 << 10
		enoughFiles = 32
	)
	for len(files) > 0 {
		n, size := 0, int64(0)
		for n < len(files) && n < enoughFiles && size < enoughBytes {
			size += files[n].Size
			n++
		}
		groups = append(groups, files[:n])
		files = files[n:]
	}
	return groups
}

// prepareGroup reads, splits and embeds files.
func (a *adding) prepareGroup(ctx context.Context, files []source.File) (p prepared) {
	for _, f := range files {
		d, err := readDocument(ctx, f, a.known[f.Path], a.opt)
		var problem *source.Error
		switch {
		case err == nil:
			p.docs = append(p.docs, d)
		case errors.As(err, &problem):
			p.problems = append(p.problems, err)
		default:
			return prepared{err: err}
		}
	}
	p.err = embedDocuments(ctx, a.library.embedder, p.docs)
	return p
}

// write stores a group and counts it.
func (a *adding) write(ctx context.Context, p prepared) error {
	if err := a.library.write(ctx, p.docs); err != nil {
		return err
	}
	a.report.Problems = append(a.report.Problems, p.problems...)
	a.done += len(p.docs) + len(p.problems)
	for _, d := range p.docs {
		_, existed := a.known[d.file.Path]
		switch {
		case !d.changed:
			a.report.Unchanged++
		case existed:
			a.report.Updated++
		default:
			a.report.Added++
		}
		a.report.Chunks += len(d.chunks)
	}
	a.progress()
	return nil
}

func (a *adding) progress() {
	if a.opt.Progress != nil {
		a.opt.Progress(Progress{Files: a.done, FilesTotal: len(a.files), Chunks: a.report.Chunks})
	}
}

// removeGone removes the documents at and below roots whose files do not exist
// any more. Files that exist and were not found stay: a folder may be
// unreadable today.
func (a *adding) removeGone(ctx context.Context, roots []string) error {
	found := make(map[string]bool, len(a.files))
	for _, f := range a.files {
		found[f.Path] = true
	}
	var gone []int64
	for path, s := range a.known {
		if found[path] || !isBelow(path, roots) {
			continue
		}
		if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
			gone = append(gone, s.id)
		}
	}
	if err := a.library.remove(ctx, gone); err != nil {
		return err
	}
	a.report.Removed = len(gone)
	return nil
}

// isBelow reports whether path is one of the roots or in one of them.
func isBelow(path string, roots []string) bool {
	for _, root := range roots {
		if path == root || strings.HasPrefix(path, strings.TrimSuffix(root, string(filepath.Separator))+string(filepath.Separator)) {
			return true
		}
	}
	return false
}
