package engine

import (
	"errors"
	"fmt"
	"maps"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
)

const memoryPath = ":memory:"

// dsn is a parsed data source name: where the database is, and the options
// that were given. Options left out are not in it.
type dsn struct {
	path    string            // decoded; memoryPath or a name for a database in memory
	values  map[string]string // canonical values by option name
	pragmas []string          // values of the option pragma, in the order given
}

// parseDSN reads a path, a file: URI or ":memory:", followed by
// "?option=value&…". The rules are in the package documentation.
func parseDSN(text string) (*dsn, error) {
	d, err := readDSN(text)
	if err != nil {
		return nil, fmt.Errorf("engine: dsn %q: %w", text, err)
	}
	return d, nil
}

func readDSN(text string) (*dsn, error) {
	path, query, err := splitDSN(text)
	if err != nil {
		return nil, err
	}
	given, err := url.ParseQuery(query)
	if err != nil {
		return nil, fmt.Errorf("%w; options are name=value, joined by &, with %% escapes as in a URL", err)
	}
	d := &dsn{path: path, values: make(map[string]string)}
	for _, key := range slices.Sorted(maps.Keys(given)) {
		for _, value := range given[key] {
			if err := d.set(key, value); err != nil {
				return nil, err
			}
		}
	}
	return d, d.check()
}

// splitDSN parts text into the decoded path and the options after the first
// question mark. Only a file: URI has escapes, an authority and a fragment.
// See https://www.sqlite.org/uri.html.
func splitDSN(text string) (path, query string, err error) {
	uri, isURI := strings.CutPrefix(text, "file:")
	if !isURI {
		path, query, _ = strings.Cut(text, "?")
		return path, query, nil
	}
	uri, _, _ = strings.Cut(uri, "#")
	uri, query, _ = strings.Cut(uri, "?")
	if rest, ok := strings.CutPrefix(uri, "//"); ok {
		authority, _, _ := strings.Cut(rest, "/")
		if authority != "" && authority != "localhost" {
			return "", "", fmt.Errorf("file URI names the host %q; only local files can be opened: write file:path or file:///path", authority)
		}
		uri = rest[len(authority):]
	}
	path, err = url.PathUnescape(uri)
	if err != nil {
		return "", "", fmt.Errorf("%w in a file URI; write %%25 for a percent sign", err)
	}
	return path, query, nil
}

// set stores one option. Each may be given once, pragma any number of times.
func (d *dsn) set(key, value string) error {
	o, known := findOption(key)
	if !known {
		return unknownOption(key)
	}
	value, err := o.canonical(value)
	if err != nil {
		return err
	}
	if o.Name == optionPragma {
		d.pragmas = append(d.pragmas, value)
		return nil
	}
	if _, twice := d.values[o.Name]; twice {
		return fmt.Errorf("option %s is given twice; give it once", o.Name)
	}
	d.values[o.Name] = value
	return nil
}

// check refuses what is allowed in its parts but not in the whole.
func (d *dsn) check() error {
	for name := range d.values {
		if d.hasPragma(name) {
			return fmt.Errorf("option %s is given twice, once as a pragma; give it once", name)
		}
	}
	mode := d.values["mode"]
	switch {
	case strings.Contains(d.path, "\x00"):
		return errors.New("path contains a NUL byte")
	case d.inMemory():
		if mode == "ro" || mode == "rw" {
			return fmt.Errorf("mode=%s needs a file; a database in memory is always new and writable", mode)
		}
	case d.path == "":
		return errors.New("path is empty; give :memory: or the path of a database file")
	}
	return nil
}

// inMemory reports whether the database has no file.
func (d *dsn) inMemory() bool {
	return d.path == memoryPath || d.values["mode"] == "memory" || d.values["vfs"] == memoryVFS
}

// hasPragma reports whether an option pragma sets the PRAGMA of that name.
func (d *dsn) hasPragma(name string) bool {
	return slices.ContainsFunc(d.pragmas, func(text string) bool {
		found, err := pragmaName(text)
		return err == nil && found == name
	})
}

// value returns what the option is set to, or its initial value. It is empty
// when there is neither, and when an option pragma has the say.
func (d *dsn) value(o option) string {
	if value, given := d.values[o.Name]; given {
		return value
	}
	if d.hasPragma(o.Name) {
		return ""
	}
	return o.initial
}

// String returns the DSN as a file: URI with the options given, in the order
// of [Options]. Parsing it yields an equal dsn.
func (d *dsn) String() string {
	var query []string
	for _, o := range options {
		if o.Name == optionPragma {
			for _, text := range d.pragmas {
				query = append(query, optionPragma+"="+url.QueryEscape(text))
			}
		} else if value, given := d.values[o.Name]; given {
			query = append(query, o.Name+"="+url.QueryEscape(value))
		}
	}
	return fileURI(d.path, query)
}

// baseDSN returns the DSN for the base driver: the database at path (d.path,
// or the name a database in memory has got), with the parameters that the base
// driver and SQLite read themselves.
func (d *dsn) baseDSN(path string) string {
	var query []string
	for _, o := range options {
		value := d.value(o)
		if o.parameter == "" || value == "" || d.inMemory() && memoryIgnores(o.Name) {
			continue
		}
		query = append(query, o.parameter+"="+url.QueryEscape(value))
	}
	if d.inMemory() {
		query = append(query, "vfs="+memoryVFS)
	}
	return fileURI(path, query)
}

var uriEscaper = strings.NewReplacer("%", "%25", "?", "%3F", "#", "%23")

// fileURI builds a file: URI. An absolute path gets an empty authority, so
// that a path with two leading slashes is not mistaken for a host.
func fileURI(path string, query []string) string {
	uri := "file:"
	if strings.HasPrefix(path, "/") {
		uri += "//"
	}
	uri += uriEscaper.Replace(path)
	if len(query) > 0 {
		uri += "?" + strings.Join(query, "&")
	}
	return uri
}

// place names the database in messages.
func (d *dsn) place() string {
	if d.path == "" {
		return memoryPath
	}
	return d.file()
}

// file returns the path as the operating system names it: SQLite takes
// "/C:/data.db" from a URI for the Windows path "C:/data.db".
func (d *dsn) file() string {
	if rest, rooted := strings.CutPrefix(d.path, "/"); rooted && filepath.VolumeName(rest) != "" {
		return rest
	}
	return d.path
}
