package source

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Options says what a walk takes. The zero value is ready for use.
type Options struct {
	// MaxBytes is the size of the largest file that [Read] reads, in bytes;
	// 0 means [DefaultMaxBytes].
	MaxBytes int64
	// SkipFolders are patterns, as of [path.Match], of the names of folders
	// that a walk leaves out, besides those that [Walk] names itself.
	SkipFolders []string
}

func (o Options) maxBytes() int64 {
	if o.MaxBytes <= 0 {
		return DefaultMaxBytes
	}
	return o.MaxBytes
}

// File is a file that a walk found.
type File struct {
	// Path is the file's path, joined from the path given to [Walk].
	Path string
	// Kind says how to split the text.
	Kind Kind
	// Size is the file's size in bytes, and ModTime when it last changed.
	Size    int64
	ModTime time.Time
	// Package is the import path of a [Go] file's package by the go.mod above
	// it, without "std/" for the standard library; "" when there is no go.mod.
	Package string
}

// skippedFolders are left out of a walk: code of others, and data of tests.
var skippedFolders = []string{"node_modules", "vendor", "testdata", "__pycache__"}

// Walk calls fn for each file at and below paths: the paths in the order
// given, the entries of a folder in the order of their names.
//
// In a folder it takes the files of a known kind (see [KindOf]) and ignores
// the others. It leaves out hidden files and folders, folders named
// node_modules, vendor, testdata or __pycache__ or in opt.SkipFolders, and
// Go's test files. A path given explicitly is never left out; a file given
// explicitly is taken as [Text] if its kind is unknown.
//
// A symbolic link is followed. Each file and folder is visited once, under the
// first name that the walk meets, whatever links and overlapping paths lead to
// it; a link to a folder that contains the link is reported as [ErrLinkLoop].
//
// For a file or folder that cannot be used, fn is called with an [*Error] and
// a File that has only its Path; when fn returns nil the walk goes on. An
// error from fn stops the walk and is returned as it is. So is the context's
// error, soon after it is cancelled. A malformed pattern in opt.SkipFolders is
// [path.ErrBadPattern].
func Walk(ctx context.Context, paths []string, opt Options, fn func(File, error) error) error {
	for _, pattern := range opt.SkipFolders {
		if _, err := path.Match(pattern, ""); err != nil {
			return fmt.Errorf("source: folders to skip: %q: %w: write it as *, ? and [a-z] are understood", pattern, err)
		}
	}
	w := newWalker(opt, fn)
	for _, root := range paths {
		if err := w.root(ctx, filepath.Clean(root)); err != nil {
			return err
		}
	}
	return nil
}

type walker struct {
	opt Options
	fn  func(File, error) error
	// readDir is [os.ReadDir]; tests put errors here.
	readDir func(string) ([]fs.DirEntry, error)
	// visited holds the resolved paths of the files and folders visited.
	visited map[string]bool
	// open holds the resolved paths of the folders the walk is in.
	open []string
	// modules maps a folder's resolved path to its import path.
	modules map[string]string
}

func newWalker(opt Options, fn func(File, error) error) *walker {
	return &walker{
		opt:     opt,
		fn:      fn,
		readDir: os.ReadDir,
		visited: make(map[string]bool),
		modules: make(map[string]string),
	}
}

// root visits a path that was given explicitly.
func (w *walker) root(ctx context.Context, path string) error {
	resolved, info, err := resolve(path)
	if err != nil {
		return w.report(path, err)
	}
	if info.IsDir() {
		return w.folder(ctx, path, resolved)
	}
	return w.file(ctx, path, resolved, info)
}

// folder visits the entries of the folder at path.
func (w *walker) folder(ctx context.Context, path, resolved string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if slices.Contains(w.open, resolved) {
		return w.report(path, &Error{Path: path, Err: fmt.Errorf(
			"%w: it leads back to %s, which contains it; remove the link, or name the folders to read one by one",
			ErrLinkLoop, resolved)})
	}
	if w.visited[resolved] {
		return nil
	}
	w.visited[resolved] = true
	w.open = append(w.open, resolved)
	defer func() { w.open = w.open[:len(w.open)-1] }()

	entries, err := w.readDir(path)
	if err != nil {
		if err := w.report(path, problem(path, err)); err != nil {
			return err
		}
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	for _, entry := range entries {
		if err := w.entry(ctx, path, resolved, entry); err != nil {
			return err
		}
	}
	return nil
}

// entry visits one entry of the folder at path.
func (w *walker) entry(ctx context.Context, path, resolved string, entry fs.DirEntry) error {
	name := entry.Name()
	if strings.HasPrefix(name, ".") {
		return nil
	}
	child, childResolved := filepath.Join(path, name), filepath.Join(resolved, name)
	var info fs.FileInfo
	var err error
	switch {
	case entry.IsDir():
		if w.skipsFolder(name) {
			return nil
		}
		return w.folder(ctx, child, childResolved)
	case entry.Type()&fs.ModeSymlink != 0:
		childResolved, info, err = resolve(child)
		if err == nil && info.IsDir() {
			if w.skipsFolder(name) {
				return nil
			}
			return w.folder(ctx, child, childResolved)
		}
	case !takesFile(name):
		return nil
	default:
		info, err = entry.Info()
	}
	if !takesFile(name) {
		return nil
	}
	if err != nil {
		return w.report(child, problem(child, err))
	}
	return w.file(ctx, child, childResolved, info)
}

// file visits the file at path, which info describes.
func (w *walker) file(ctx context.Context, path, resolved string, info fs.FileInfo) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if w.visited[resolved] {
		return nil
	}
	w.visited[resolved] = true
	if err := checkRegular(path, info); err != nil {
		return w.report(path, err)
	}
	file := File{Path: path, Size: info.Size(), ModTime: info.ModTime()}
	file.Kind, _ = KindOf(path)
	if file.Kind == Go {
		file.Package = w.importPath(filepath.Dir(resolved))
	}
	return w.fn(file, nil)
}

func (w *walker) report(path string, err error) error {
	return w.fn(File{Path: path}, err)
}

func (w *walker) skipsFolder(name string) bool {
	return slices.Contains(skippedFolders, name) || slices.ContainsFunc(w.opt.SkipFolders, func(pattern string) bool {
		matched, _ := path.Match(pattern, name) // Walk checked the patterns
		return matched
	})
}

// takesFile reports whether a walk takes the file of this name from a folder.
func takesFile(name string) bool {
	_, known := KindOf(name)
	return known && !strings.HasSuffix(name, "_test.go")
}

// resolve returns the absolute path of what path names, free of symbolic
// links, and its description.
func resolve(path string) (string, fs.FileInfo, error) {
	info, err := os.Stat(path)
	if err != nil {
		return "", nil, problem(path, err)
	}
	resolved, err := filepath.EvalSymlinks(path)
	if err != nil {
		return "", nil, problem(path, err)
	}
	resolved, err = filepath.Abs(resolved)
	if err != nil {
		return "", nil, problem(path, err)
	}
	return resolved, info, nil
}
