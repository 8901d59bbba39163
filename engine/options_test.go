package engine

import (
	"go/parser"
	"go/token"
	"slices"
	"strings"
	"testing"
)

// The table in the package documentation has a line for each option, in the
// order of Options.
func TestPackageDocumentationListsTheOptions(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "doc.go", nil, parser.ParseComments|parser.PackageClauseOnly)
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(file.Doc.Text(), "# Options")
	var documented []string
	for line := range strings.Lines(table) {
		entry, isCode := strings.CutPrefix(line, "\t")
		if !isCode || strings.HasPrefix(entry, " ") || strings.HasPrefix(entry, "name ") {
			continue
		}
		documented = append(documented, strings.Fields(entry)[0])
	}
	var names []string
	for _, o := range Options() {
		names = append(names, o.Name)
	}
	if !slices.Equal(documented, names) {
		t.Errorf("documented %v\noptions    %v", documented, names)
	}
}

func TestOptionsAreComplete(t *testing.T) {
	seen := map[string]bool{}
	for _, o := range options {
		if o.Values == "" || o.Default == "" || o.parse == nil {
			t.Errorf("option %s lacks its values, default or parser", o.Name)
		}
		if o.initial != "" {
			if got, err := o.canonical(o.initial); err != nil || got != o.initial {
				t.Errorf("option %s: initial value %q is %q, %v", o.Name, o.initial, got, err)
			}
		}
		for _, name := range append([]string{o.Name}, o.Aliases...) {
			if seen[name] {
				t.Errorf("name %s has two meanings", name)
			}
			seen[name] = true
			if found, ok := findOption("_" + name); !ok || found.Name != o.Name {
				t.Errorf("_%s finds %s, %v", name, found.Name, ok)
			}
		}
	}
}

func TestPragmaName(t *testing.T) {
	for text, want := range map[string]string{
		"busy_timeout(1000)":         "busy_timeout",
		" Main . Journal_Mode = wal": "journal_mode",
		"optimize":                   "optimize",
		"":                           "",
		"=1":                         "",
		"a b":                        "",
		"a.(1)":                      "",
		"a(1);b(2)":                  "",
		"a(1)\x00":                   "",
	} {
		if got, err := pragmaName(text); got != want || (err == nil) != (want != "") {
			t.Errorf("pragmaName(%q) = %q, %v; want %q", text, got, err, want)
		}
	}
}
