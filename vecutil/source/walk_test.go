package source

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// tree makes files below a new folder and returns it. A name that ends with
// "/" is a folder; content that begins with "-> " makes a symbolic link.
func tree(t *testing.T, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for name, content := range files {
		path := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		var err error
		if target, ok := strings.CutPrefix(content, "-> "); ok {
			err = os.Symlink(filepath.FromSlash(target), path)
		} else {
			err = os.WriteFile(path, []byte(content), 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return root
}

// walk returns the files and the problems that a walk below root meets, in
// order, by their paths relative to root.
func walk(t *testing.T, root string, opt Options, paths ...string) (files []string, problems []error) {
	t.Helper()
	for i, path := range paths {
		paths[i] = filepath.Join(root, filepath.FromSlash(path))
	}
	err := Walk(context.Background(), paths, opt, func(file File, err error) error {
		if err != nil {
			problems = append(problems, err)
			return nil
		}
		name, err := filepath.Rel(root, file.Path)
		files = append(files, filepath.ToSlash(name))
		return err
	})
	if err != nil {
		t.Fatalf("walk: %v", err)
	}
	return files, problems
}

func TestWalk(t *testing.T) {
	tests := []struct {
		name  string
		files map[string]string
		opt   Options
		paths []string
		want  []string
	}{
		{
			"files come in the order of their names",
			map[string]string{"b.txt": "", "a/z.md": "", "a/b/c.go": "", "c.RST": ""}, Options{}, []string{"."},
			[]string{"a/b/c.go", "a/z.md", "b.txt", "c.RST"},
		},
		{
			"paths come in the order given",
			map[string]string{"a.txt": "", "b/c.txt": ""}, Options{}, []string{"b", "a.txt"},
			[]string{"b/c.txt", "a.txt"},
		},
		{
			"unknown, hidden and test files are ignored in a folder",
			map[string]string{"a.png": "", "Makefile": "", ".b.txt": "", "c_test.go": "", "d.txt": ""}, Options{}, []string{"."},
			[]string{"d.txt"},
		},
		{
			"hidden and noisy folders are left out",
			map[string]string{
				".git/a.txt": "", "node_modules/a.md": "", "vendor/a.go": "", "testdata/a.txt": "", "docs/a.txt": "", "old/a.txt": "", "_a/a.txt": "",
			},
			Options{SkipFolders: []string{"old", "_*"}}, []string{"."},
			[]string{"docs/a.txt"},
		},
		{
			"an explicit path is never left out",
			map[string]string{".git/a.txt": "", "vendor/a.go": "", "b_test.go": "", "c.png": "", "Makefile": ""}, Options{},
			[]string{".git", "vendor", "b_test.go", "c.png", "Makefile"},
			[]string{".git/a.txt", "vendor/a.go", "b_test.go", "c.png", "Makefile"},
		},
		{
			"overlapping paths visit a file once",
			map[string]string{"a/b.txt": "", "c.txt": ""}, Options{}, []string{"a/b.txt", "a", ".", "a"},
			[]string{"a/b.txt", "c.txt"},
		},
		{
			"symbolic links to files and folders are followed once",
			map[string]string{"a.md": "-> z/b.md", "d": "-> z", "z/b.md": "", "z/c.md": ""}, Options{}, []string{"."},
			[]string{"a.md", "d/c.md"},
		},
		{
			"a link of unknown kind is ignored",
			map[string]string{"a": "-> nowhere", "b": "-> b", "c.txt": ""}, Options{}, []string{"."},
			[]string{"c.txt"},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			files, problems := walk(t, tree(t, test.files), test.opt, test.paths...)
			if !slices.Equal(files, test.want) || problems != nil {
				t.Errorf("files %v, problems %v, want %v", files, problems, test.want)
			}
		})
	}
}

func TestWalkReportsProblemsAndGoesOn(t *testing.T) {
	tests := []struct {
		name  string
		files map[string]string
		path  string
		want  error
		text  string
	}{
		{"a missing path", map[string]string{"z.txt": ""}, "missing", fs.ErrNotExist, "check the spelling"},
		{"a dangling link", map[string]string{"a.txt": "-> nowhere", "z.txt": ""}, ".", fs.ErrNotExist, "symbolic link"},
		{"a link to itself", map[string]string{"a.txt": "-> a.txt", "z.txt": ""}, ".", ErrLinkLoop, "remove it"},
		{"a link to a folder above", map[string]string{"a/loop": "-> ..", "z.txt": ""}, ".", ErrLinkLoop, "remove the link"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			root := tree(t, test.files)
			files, problems := walk(t, root, Options{}, test.path, "z.txt")
			if !slices.Equal(files, []string{"z.txt"}) {
				t.Errorf("files are %v, want [z.txt]", files)
			}
			if len(problems) != 1 {
				t.Fatalf("problems are %v, want one", problems)
			}
			checkProblem(t, problems[0], test.want, test.text)
		})
	}
}

// checkProblem checks that err is an [*Error] for the reason want, which says
// text.
func checkProblem(t *testing.T, err, want error, text string) {
	t.Helper()
	var typed *Error
	if !errors.As(err, &typed) || !errors.Is(err, want) || !strings.Contains(err.Error(), text) {
		t.Fatalf("error is %v, want an *Error for %q that says %q", err, want, text)
	}
	if strings.Count(err.Error(), typed.Path) != 1 {
		t.Errorf("error is %v, want the path %s once", err, typed.Path)
	}
}

func TestWalkReportsUnreadableFolder(t *testing.T) {
	root := tree(t, map[string]string{"a/b.txt": "", "c.txt": ""})
	var files []string
	var problems []error
	w := newWalker(Options{}, func(file File, err error) error {
		if err != nil {
			problems = append(problems, err)
			return nil
		}
		files = append(files, filepath.Base(file.Path))
		return nil
	})
	w.readDir = func(path string) ([]fs.DirEntry, error) {
		if filepath.Base(path) == "a" {
			return nil, &fs.PathError{Op: "open", Path: path, Err: fs.ErrPermission}
		}
		return os.ReadDir(path)
	}
	if err := w.root(context.Background(), root); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(files, []string{"c.txt"}) || len(problems) != 1 {
		t.Fatalf("files %v, problems %v, want [c.txt] and one", files, problems)
	}
	checkProblem(t, problems[0], fs.ErrPermission, "give yourself the right")
}

func TestWalkRefusesMalformedPattern(t *testing.T) {
	err := Walk(context.Background(), nil, Options{SkipFolders: []string{"a", "[b"}}, nil)
	if !errors.Is(err, path.ErrBadPattern) || !strings.Contains(err.Error(), `"[b"`) {
		t.Errorf("error is %v, want %v for \"[b\"", err, path.ErrBadPattern)
	}
}

func TestWalkStopsOnErrorOfCallback(t *testing.T) {
	root := tree(t, map[string]string{"a.txt": "", "b.txt": ""})
	stop := errors.New("stop")
	calls := 0
	err := Walk(context.Background(), []string{root}, Options{}, func(File, error) error {
		calls++
		return stop
	})
	if err != stop || calls != 1 {
		t.Errorf("error %v after %d calls, want %v after 1", err, calls, stop)
	}
}

func TestWalkStopsWhenCancelled(t *testing.T) {
	root := tree(t, map[string]string{"a.txt": "", "b.txt": ""})
	ctx, cancel := context.WithCancel(context.Background())
	calls := 0
	err := Walk(ctx, []string{root}, Options{}, func(File, error) error {
		calls++
		cancel()
		return nil
	})
	if !errors.Is(err, context.Canceled) || calls != 1 {
		t.Errorf("error %v after %d calls, want %v after 1", err, calls, context.Canceled)
	}
}

func TestWalkDescribesFiles(t *testing.T) {
	root := tree(t, map[string]string{
		"go.mod": "// a module\nmodule \"example.org/shop\" // comment\n", "a.go": "12345", "cart/b.go": "", "cart/c.md": "",
		"nested/go.mod": "module std\n", "nested/net/url/d.go": "",
	})
	want := map[string]File{
		"a.go":                {Kind: Go, Size: 5, Package: "example.org/shop"},
		"cart/b.go":           {Kind: Go, Package: "example.org/shop/cart"},
		"cart/c.md":           {Kind: Markdown},
		"nested/net/url/d.go": {Kind: Go, Package: "net/url"},
	}
	err := Walk(context.Background(), []string{root}, Options{}, func(file File, err error) error {
		if err != nil {
			t.Error(err)
		}
		name, _ := filepath.Rel(root, file.Path)
		expected := want[filepath.ToSlash(name)]
		delete(want, filepath.ToSlash(name))
		if file.Kind != expected.Kind || file.Size != expected.Size || file.Package != expected.Package || file.ModTime.IsZero() {
			t.Errorf("%s is %+v, want %+v", name, file, expected)
		}
		return nil
	})
	if err != nil || len(want) > 0 {
		t.Errorf("error %v, files not visited %v", err, want)
	}
}
