package house

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/nearlite/nearlite"

// layers are the rooms from the bottom up. A package imports only from layers
// below its own, or from its own room. A prefix stands for all below it.
var layers = [][]string{
	{"internal/simd", "internal/topk", "internal/sqlite3", "internal/house",
		"vecutil/source", "vecutil/chunk", "vecutil/embed"},
	{"internal/docstore"},
	{"vector"},
	{"vec0", "vecutil"},
	{"internal/oracle"},
	{"engine"},
	{"bench", "cmd"},
}

// owners are the only rooms whose code may import what is below a path.
var owners = map[string][]string{
	"modernc.org/sqlite/lib": {"internal/sqlite3"},
	"modernc.org/libc":       {"internal/sqlite3"},
	"modernc.org/sqlite":     {"engine", "internal/sqlite3", "internal/oracle", "bench"},
	"unsafe":                 {"internal/sqlite3", "internal/simd", "vector"},
}

// sourceFile is a Go file of the tree, parsed.
type sourceFile struct {
	name string // slash-separated, from the root
	ast  *ast.File
}

func (f sourceFile) folder() string { return path.Dir(f.name) }
func (f sourceFile) isTest() bool   { return strings.HasSuffix(f.name, "_test.go") }

// sources parses the files of the root module.
func sources(t *testing.T) (files []sourceFile) {
	t.Helper()
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		base := d.Name()
		if d.IsDir() {
			if base == "testdata" || name != root && (strings.HasPrefix(base, ".") || strings.HasPrefix(base, "_")) {
				return filepath.SkipDir
			}
			if _, err := os.Stat(filepath.Join(name, "go.mod")); err == nil && name != root {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(base, ".go") {
			return nil
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, name)
		files = append(files, sourceFile{filepath.ToSlash(rel), parsed})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 50 {
		t.Fatalf("found %d Go files: the test looks in the wrong place", len(files))
	}
	return files
}

func within(folder, room string) bool {
	return folder == room || strings.HasPrefix(folder, room+"/")
}

// roomOf is the layer and the room of a folder; the longest name wins.
func roomOf(folder string) (layer int, room string) {
	layer = -1
	for i, rooms := range layers {
		for _, r := range rooms {
			if within(folder, r) && len(r) > len(room) {
				layer, room = i, r
			}
		}
	}
	return layer, room
}

func imports(f sourceFile) (paths []string) {
	for _, spec := range f.ast.Imports {
		p, _ := strconv.Unquote(spec.Path.Value)
		paths = append(paths, p)
	}
	return paths
}

func TestImportsGoDownward(t *testing.T) {
	for _, f := range sources(t) {
		if f.isTest() {
			continue
		}
		layer, room := roomOf(f.folder())
		if layer < 0 {
			t.Errorf("%s: its folder is in no layer; add it to the list in this test and to ARCHITECTURE.md", f.name)
			continue
		}
		for _, p := range imports(f) {
			target, ours := strings.CutPrefix(p, module+"/")
			if !ours {
				continue
			}
			if l, r := roomOf(target); l >= layer && r != room {
				t.Errorf("%s imports %s, which is not below it", f.name, target)
			}
		}
	}
}

func TestForeignPackagesHaveOwners(t *testing.T) {
	for _, f := range sources(t) {
		if f.isTest() {
			continue
		}
		for _, p := range imports(f) {
			owner, rooms := "", []string(nil)
			for o, r := range owners {
				if within(p, o) && len(o) > len(owner) {
					owner, rooms = o, r
				}
			}
			allowed := owner == ""
			for _, r := range rooms {
				allowed = allowed || within(f.folder(), r)
			}
			if !allowed {
				t.Errorf("%s imports %s; only %v may", f.name, p, rooms)
			}
		}
	}
}

// TestFoldersSayTheirPurpose wants a package comment, in doc.go where the
// package is a library.
func TestFoldersSayTheirPurpose(t *testing.T) {
	documented, all := map[string]bool{}, map[string]bool{}
	for _, f := range sources(t) {
		if f.isTest() {
			continue
		}
		all[f.folder()] = true
		inPlace := path.Base(f.name) == "doc.go" || f.ast.Name.Name == "main"
		if f.ast.Doc != nil && inPlace {
			documented[f.folder()] = true
		}
	}
	for folder := range all {
		if !documented[folder] {
			t.Errorf("%s has no doc.go with a package comment", folder)
		}
	}
}

// TestFilesAreSmall holds files to a size that is read in one sitting.
func TestFilesAreSmall(t *testing.T) {
	const most = 600
	for _, f := range sources(t) {
		if f.isTest() {
			continue
		}
		data, err := os.ReadFile(filepath.Join("..", "..", filepath.FromSlash(f.name)))
		if err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(string(data), "\n"); n > most {
			t.Errorf("%s has %d lines; split it by nouns", f.name, n)
		}
	}
}

// TestCommentsPromise refuses comments that put work off.
func TestCommentsPromise(t *testing.T) {
	later := regexp.MustCompile(`\b(TO` + `DO|FIX` + `ME|XX` + `X)\b`)
	for _, f := range sources(t) {
		for _, group := range f.ast.Comments {
			if word := later.FindString(group.Text()); word != "" {
				t.Errorf("%s: a comment says %s; do it, or open an issue", f.name, word)
			}
		}
	}
}
