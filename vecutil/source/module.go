package source

import (
	"bufio"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
)

// importPath returns the import path of the Go package in folder, an absolute
// path: the module path of the nearest go.mod joined with the way down from
// it. The standard library's module is called std, and its packages go without
// that name. "" means that no go.mod was found.
//
// Source: https://go.dev/ref/mod#go-mod-file-module
func (w *walker) importPath(folder string) string {
	if known, ok := w.modules[folder]; ok {
		return known
	}
	result := modulePath(filepath.Join(folder, "go.mod"))
	if parent := filepath.Dir(folder); result == "" && parent != folder {
		if above := w.importPath(parent); above != "" {
			result = strings.TrimPrefix(path.Join(above, filepath.Base(folder)), "std/")
		}
	}
	w.modules[folder] = result
	return result
}

// modulePath returns the module path that a go.mod file declares, or "".
func modulePath(file string) string {
	f, err := os.Open(file)
	if err != nil {
		return ""
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		line, _, _ := strings.Cut(lines.Text(), "//")
		fields := strings.Fields(line)
		if len(fields) == 2 && fields[0] == "module" {
			if unquoted, err := strconv.Unquote(fields[1]); err == nil {
				return unquoted
			}
			return fields[1]
		}
	}
	return ""
}
