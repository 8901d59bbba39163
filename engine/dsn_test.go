package engine

import (
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"
)

func TestParseDSN(t *testing.T) {
	none := map[string]string{}
	tests := []struct {
		name    string
		text    string
		path    string
		values  map[string]string
		pragmas []string
	}{
		{"plain path", "a.db", "a.db", none, nil},
		{"plain path is taken literally", "dir with blank/100%25#1+ü.db", "dir with blank/100%25#1+ü.db", none, nil},
		{"windows path", `C:\data\a.db?mode=ro`, `C:\data\a.db`, map[string]string{"mode": "ro"}, nil},
		{"empty option list", "a.db?", "a.db", none, nil},
		{"option values are unescaped", "a.db?timezone=Europe%2FZurich", "a.db", map[string]string{"timezone": "Europe/Zurich"}, nil},
		{"relative uri", "file:dir/a.db", "dir/a.db", none, nil},
		{"absolute uri", "file:/dir/a.db", "/dir/a.db", none, nil},
		{"uri with empty authority", "file:///dir/a.db", "/dir/a.db", none, nil},
		{"uri with localhost", "file://localhost/dir/a.db", "/dir/a.db", none, nil},
		{"uri with a drive letter", "file:///C:/dir/a.db", "/C:/dir/a.db", none, nil},
		{"uri with a network share", "file:////server/share/a.db", "//server/share/a.db", none, nil},
		{"uri escapes", "file:what%3F%20%23%25.db", "what? #%.db", none, nil},
		{"uri fragment is dropped", "file:a.db?mode=ro#x?y", "a.db", map[string]string{"mode": "ro"}, nil},
		{"dotted path is no uri", "./file:a.db", "./file:a.db", none, nil},
		{"memory", ":memory:", ":memory:", none, nil},
		{"memory uri", "file::memory:?cache=shared", ":memory:", map[string]string{"cache": "shared"}, nil},
		{"memory mode needs no name", "file:?mode=memory", "", map[string]string{"mode": "memory"}, nil},
		{"underscores and aliases", "a?_fk=OFF&_timeout=7&journal=Delete&_sync=1&_vacuum=2", "a", map[string]string{
			"foreign_keys": "0", "busy_timeout": "7", "journal_mode": "delete", "synchronous": "normal", "auto_vacuum": "incremental"}, nil},
		{"pragmas keep their order", "a?_pragma=page_size(8192)&_pragma=main.user_version+%3D+3&_txlock=immediate", "a",
			map[string]string{"txlock": "immediate"}, []string{"page_size(8192)", "main.user_version = 3"}},
		{"booleans of the base driver", "a?_inttotime=T&_dqs=f", "a", map[string]string{"inttotime": "1", "dqs": "0"}, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d, err := parseDSN(test.text)
			if err != nil {
				t.Fatal(err)
			}
			want := &dsn{path: test.path, values: test.values, pragmas: test.pragmas}
			if !reflect.DeepEqual(d, want) {
				t.Errorf("got %+v, want %+v", d, want)
			}
			again, err := parseDSN(d.String())
			if err != nil || !reflect.DeepEqual(again, d) {
				t.Errorf("%q parses as %+v, %v; want %+v", d, again, err, d)
			}
		})
	}
}

func TestParseDSNRefuses(t *testing.T) {
	tests := []struct {
		name, text string
		says       []string
	}{
		{"an empty path", "", []string{"empty", ":memory:"}},
		{"an empty path with options", "?mode=ro", []string{"empty"}},
		{"an empty uri", "file:", []string{"empty"}},
		{"a NUL byte", "file:a%00b", []string{"NUL"}},
		{"another host", "file://server/a.db", []string{`"server"`, "file:///"}},
		{"a bad escape in a uri", "file:100%.db", []string{"%25"}},
		{"a bad escape in an option", "a?mode=%zz", []string{"%zz"}},
		{"a semicolon", "a?mode=ro;cache=shared", []string{"semicolon"}},
		{"an unknown option", "a?jornal_mode=wal", []string{`"jornal_mode"`, "journal_mode", "busy_timeout", "txlock"}},
		{"two underscores", "a?__fk=1", []string{`"__fk"`}},
		{"a bad word", "a?journal_mode=fast", []string{`"fast"`, "wal, delete, truncate"}},
		{"a bad boolean", "a?foreign_keys=2", []string{`"2"`, "0 or 1"}},
		{"a bad number", "a?busy_timeout=5s", []string{`"5s"`, "milliseconds from 0 to 2147483647"}},
		{"a negative number", "a?busy_timeout=-1", []string{"milliseconds"}},
		{"a number out of range", "a?cache_size=0", []string{"KiB", "from 1"}},
		{"an ordinal out of range", "a?synchronous=4", []string{"off, normal, full or extra"}},
		{"an unknown time zone", "a?timezone=Nowhere", []string{"IANA"}},
		{"an empty value", "a?busy_timeout=", []string{"busy_timeout"}},
		{"a missing value", "a?mode", []string{"mode"}},
		{"an option given twice", "a?_fk=1&foreign_keys=0", []string{"foreign_keys", "twice"}},
		{"an option given twice, once as a pragma", "a?busy_timeout=1&_pragma=busy_timeout(2)", []string{"busy_timeout", "twice"}},
		{"a pragma that is a script", "a?_pragma=foreign_keys(1)%3BATTACH+'x'+AS+x", []string{"one PRAGMA"}},
		{"a pragma that is no pragma", "a?_pragma=(1)", []string{"one PRAGMA"}},
		{"a pragma with a word behind", "a?_pragma=foreign_keys+on", []string{"one PRAGMA"}},
		{"read-only memory", ":memory:?mode=ro", []string{"mode=ro", "memory"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d, err := parseDSN(test.text)
			if err == nil {
				t.Fatalf("accepted as %+v", d)
			}
			for _, want := range test.says {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("error %q does not say %q", err, want)
				}
			}
		})
	}
}

func TestBaseDSN(t *testing.T) {
	tests := []struct{ text, want string }{
		{"a.db", "file:a.db"},
		{"/a?mode=ro&_txlock=immediate&fk=1", "file:///a?mode=ro&_txlock=immediate"},
		{"//server/a%#.db", "file:////server/a%25%23.db"},
		{"file:a%3Fb", "file:a%3Fb"},
		{`C:\a.db`, `file:C:\a.db`},
		{"a?_pragma=user_version(3)&journal_mode=off", "file:a"},
		{"a?_timezone=Europe/Zurich&dqs=off", "file:a?_timezone=Europe%2FZurich&_dqs=0"},
		{"file:x?mode=memory&cache=shared&_inttotime=1", "file:x?_inttotime=1&vfs=memdb"},
	}
	for _, test := range tests {
		d, err := parseDSN(test.text)
		if err != nil {
			t.Fatal(err)
		}
		if got := d.baseDSN(d.path); got != test.want {
			t.Errorf("baseDSN(%q) = %q, want %q", test.text, got, test.want)
		}
	}
}

// The file SQLite makes has exactly the name the DSN gives.
func TestDSNNamesTheFile(t *testing.T) {
	t.Chdir(t.TempDir())
	tests := []struct {
		dsn, file string
		unixOnly  bool
	}{
		{"plain.db", "plain.db", false},
		{"a b+c#d%20e&f=g.db", "a b+c#d%20e&f=g.db", false},
		{"größe-数.db", "größe-数.db", false},
		{"file:uri%20x.db", "uri x.db", false},
		{"file:what%3F.db", "what?.db", true},
		{"./file:x.db", "file:x.db", true},
		{"./:memory:", ":memory:", true},
	}
	for _, test := range tests {
		if test.unixOnly && runtime.GOOS == "windows" {
			continue
		}
		db, err := Open(test.dsn)
		if err != nil {
			t.Errorf("%s: %v", test.dsn, err)
			continue
		}
		db.Close()
		if _, err := os.Stat(test.file); err != nil {
			t.Errorf("%s: %v", test.dsn, err)
		}
	}
	abs, err := filepath.Abs("absolute#%.db")
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{abs, "file://" + (&url.URL{Path: filepath.ToSlash(abs)}).EscapedPath()} {
		if runtime.GOOS == "windows" && strings.HasPrefix(text, "file:") {
			continue
		}
		db, err := Open(text)
		if err != nil {
			t.Fatal(err)
		}
		db.Close()
		if err := os.Remove(abs); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func FuzzParseDSN(f *testing.F) {
	for _, seed := range []string{
		"a.db", ":memory:", "file:///C:/a%20b.db?mode=ro#x", "a?_pragma=busy_timeout(1000)&_fk=1",
		"file:x?mode=memory&cache=shared", "a?pragma=main.journal_mode+=+off&timezone=UTC", "file://localhost//x?vfs=unix", "a?%zz",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := parseDSN(text)
		if err != nil {
			return
		}
		again, err := parseDSN(d.String())
		if err != nil || !reflect.DeepEqual(again, d) {
			t.Fatalf("%q is %+v; its form %q is %+v, %v", text, d, d, again, err)
		}
		// What the base driver is told names the same place.
		base := d.baseDSN(d.path)
		path, query, err := splitDSN(base)
		if err != nil || path != d.path {
			t.Fatalf("%q: base DSN %q names %q, %v; want %q", text, base, path, err, d.path)
		}
		if _, err := url.ParseQuery(query); err != nil {
			t.Fatalf("%q: base DSN %q: %v", text, base, err)
		}
	})
}
