package engine

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Option describes one option of a DSN. See the package documentation for
// the table of all of them.
type Option struct {
	Name    string   // the spelling used in messages and by [Connector.DSN]
	Aliases []string // further spellings
	Values  string   // the values allowed, with their unit
	Default string   // what holds when the option is absent
}

// Options lists every option a DSN may carry, in the order of the package
// documentation. The slice is the caller's own.
func Options() []Option {
	list := make([]Option, len(options))
	for i, o := range options {
		list[i] = o.Option
		list[i].Aliases = slices.Clone(o.Aliases)
	}
	return list
}

// option is an Option with its way to the connection: a PRAGMA that the
// engine runs, or a parameter that the base driver or SQLite reads from the
// URI. An option with neither is handled by name.
type option struct {
	Option
	pragma    string // statement with %s for the value
	parameter string // name in the base driver's DSN
	initial   string // value applied when the DSN is silent; "" applies none
	parse     rule
}

// rule returns the canonical form of a value; ok is false when the value is
// not one the option allows.
type rule func(value string) (canonical string, ok bool)

const (
	booleans = "0 or 1 (also off, on, no, yes, false, true)"

	// optionPragma is the only option that may be given more than once.
	optionPragma = "pragma"
)

// options is the table behind [Options], [parseDSN] and the connection's
// setup. PRAGMAs run in this order.
var options = []option{
	{
		Option:    Option{Name: "mode", Values: "ro, rw, rwc or memory", Default: "rwc"},
		parameter: "mode",
		parse:     oneOf("ro", "rw", "rwc", "memory"),
	},
	{
		Option:    Option{Name: "vfs", Values: "the name of a registered VFS", Default: "SQLite's for the platform"},
		parameter: "vfs",
		parse:     text,
	},
	{
		Option:    Option{Name: "cache", Values: "private or shared", Default: "private"},
		parameter: "cache",
		parse:     oneOf("private", "shared"),
	},
	{
		Option:    Option{Name: "immutable", Values: booleans, Default: "0"},
		parameter: "immutable",
		parse:     boolean,
	},
	{
		Option:    Option{Name: "nolock", Values: booleans, Default: "0"},
		parameter: "nolock",
		parse:     boolean,
	},
	{
		Option:    Option{Name: "psow", Values: booleans, Default: "1"},
		parameter: "psow",
		parse:     boolean,
	},
	{
		Option:    Option{Name: "modeof", Values: "the path of a file", Default: "none"},
		parameter: "modeof",
		parse:     text,
	},
	{
		Option:  Option{Name: "busy_timeout", Aliases: []string{"timeout"}, Values: "milliseconds from 0 to 2147483647", Default: "5000"},
		pragma:  "PRAGMA busy_timeout = %s",
		initial: "5000",
		parse:   number(0, 1<<31-1),
	},
	{
		Option: Option{Name: "auto_vacuum", Aliases: []string{"vacuum"}, Values: "none, full or incremental", Default: "as the file has it, none for a new one"},
		pragma: "PRAGMA auto_vacuum = %s",
		parse:  ordinal("none", "full", "incremental"),
	},
	{
		Option: Option{Name: optionPragma, Values: "one PRAGMA without the word, such as busy_timeout(1000); may be given several times", Default: "none"},
		parse:  pragmaText,
	},
	{
		Option: Option{Name: "journal_mode", Aliases: []string{"journal"}, Values: "wal, delete, truncate, persist, memory or off", Default: "wal where the file can be written"},
		parse:  oneOf("wal", "delete", "truncate", "persist", "memory", "off"),
	},
	{
		Option: Option{Name: "synchronous", Aliases: []string{"sync"}, Values: "off, normal, full or extra", Default: "normal in WAL mode, otherwise full"},
		parse:  ordinal("off", "normal", "full", "extra"),
	},
	{
		Option:  Option{Name: "foreign_keys", Aliases: []string{"fk"}, Values: booleans, Default: "1"},
		pragma:  "PRAGMA foreign_keys = %s",
		initial: "1",
		parse:   boolean,
	},
	{
		Option:  Option{Name: "trusted_schema", Values: booleans, Default: "0"},
		pragma:  "PRAGMA trusted_schema = %s",
		initial: "0",
		parse:   boolean,
	},
	{
		// Inserting 200,000 rows with a random text key took 2.3 s with
		// SQLite's 2,000 KiB, 1.6 s with 8 MiB, 1.5 s with 16 MiB and 1.3 s
		// with 64 MiB: beyond 16 MiB a connection's memory buys little.
		Option:  Option{Name: "cache_size", Values: "KiB for each connection, from 1 to 2147483647", Default: "16384"},
		pragma:  "PRAGMA cache_size = -%s",
		initial: "16384",
		parse:   number(1, 1<<31-1),
	},
	{
		Option: Option{Name: "temp_store", Values: "default, file or memory", Default: "default (a file)"},
		pragma: "PRAGMA temp_store = %s",
		parse:  ordinal("default", "file", "memory"),
	},
	{
		Option:  Option{Name: "mmap_size", Values: "bytes from 0 to 2147418112", Default: mapped},
		pragma:  "PRAGMA mmap_size = %s",
		initial: mapped,
		parse:   number(0, 0x7fff0000),
	},
	{
		Option: Option{Name: "query_only", Values: booleans, Default: "0"},
		pragma: "PRAGMA query_only = %s",
		parse:  boolean,
	},
	{
		Option:    Option{Name: "txlock", Values: "deferred, immediate or exclusive", Default: "deferred"},
		parameter: "_txlock",
		parse:     oneOf("deferred", "immediate", "exclusive"),
	},
	{
		Option:    Option{Name: "time_format", Values: "sqlite, datetime or string_no_monotonic", Default: "Go's time.Time.String"},
		parameter: "_time_format",
		parse:     oneOf("sqlite", "datetime", "string_no_monotonic"),
	},
	{
		Option:    Option{Name: "time_integer_format", Values: "unix, unix_milli, unix_micro or unix_nano", Default: "times are stored as text"},
		parameter: "_time_integer_format",
		parse:     oneOf("unix", "unix_milli", "unix_micro", "unix_nano"),
	},
	{
		Option:    Option{Name: "inttotime", Values: booleans, Default: "0"},
		parameter: "_inttotime",
		parse:     boolean,
	},
	{
		Option:    Option{Name: "texttotime", Values: booleans, Default: "0"},
		parameter: "_texttotime",
		parse:     boolean,
	},
	{
		Option:    Option{Name: "timezone", Values: "a name of the IANA time zone database, such as UTC or Europe/Zurich", Default: "as stored"},
		parameter: "_timezone",
		parse:     zone,
	},
	{
		Option:    Option{Name: "dqs", Values: booleans, Default: "1"},
		parameter: "_dqs",
		parse:     boolean,
	},
	{
		Option:    Option{Name: "defensive", Values: booleans, Default: "0"},
		parameter: "_defensive",
		parse:     boolean,
	},
	{
		Option:    Option{Name: "error_rc", Values: booleans, Default: "0"},
		parameter: "_error_rc",
		parse:     boolean,
	},
}

// findOption returns the option a DSN key means: a name or an alias, with or
// without one leading underscore.
func findOption(key string) (option, bool) {
	name := strings.TrimPrefix(key, "_")
	for _, o := range options {
		if o.Name == name || slices.Contains(o.Aliases, name) {
			return o, true
		}
	}
	return option{}, false
}

func unknownOption(key string) error {
	names := make([]string, len(options))
	for i, o := range options {
		names[i] = o.Name
	}
	return fmt.Errorf("unknown option %q; known options are %s", key, strings.Join(names, ", "))
}

func (o option) canonical(value string) (string, error) {
	canonical, ok := o.parse(value)
	if !ok {
		return "", fmt.Errorf("option %s: value %q is not allowed; give %s", o.Name, value, o.Values)
	}
	return canonical, nil
}

func text(value string) (string, bool) {
	return value, value != "" && !strings.Contains(value, "\x00")
}

func boolean(value string) (string, bool) {
	switch strings.ToLower(value) {
	case "0", "f", "false", "no", "off":
		return "0", true
	case "1", "t", "true", "yes", "on":
		return "1", true
	}
	return "", false
}

func oneOf(words ...string) rule {
	return func(value string) (string, bool) {
		word := strings.ToLower(value)
		return word, slices.Contains(words, word)
	}
}

// ordinal allows the words and their positions, as SQLite's PRAGMAs do.
func ordinal(words ...string) rule {
	return func(value string) (string, bool) {
		if len(value) == 1 {
			if i := int(value[0]) - '0'; i >= 0 && i < len(words) {
				return words[i], true
			}
		}
		return oneOf(words...)(value)
	}
}

func number(low, high int64) rule {
	return func(value string) (string, bool) {
		n, err := strconv.ParseInt(value, 10, 64)
		return strconv.FormatInt(n, 10), err == nil && low <= n && n <= high
	}
}

func zone(value string) (string, bool) {
	if value == "" {
		return "", false
	}
	_, err := time.LoadLocation(value)
	return value, err == nil
}

func pragmaText(value string) (string, bool) {
	_, err := pragmaName(value)
	return value, err == nil
}

var errPragma = errors.New("not a single PRAGMA")

// pragmaName returns the lower-case name, without its schema, of the PRAGMA in
// text such as "busy_timeout(1000)" or "main.journal_mode = delete". Text with
// a semicolon is refused: a DSN sets PRAGMAs, it does not run scripts.
func pragmaName(text string) (string, error) {
	if strings.ContainsAny(text, ";\x00") {
		return "", errPragma
	}
	name, rest := word(text)
	if after, qualified := strings.CutPrefix(rest, "."); qualified {
		name, rest = word(after)
	}
	if name == "" || rest != "" && rest[0] != '(' && rest[0] != '=' {
		return "", errPragma
	}
	return strings.ToLower(name), nil
}

// word cuts the identifier text begins with and the blanks around it.
func word(text string) (name, rest string) {
	text = strings.TrimSpace(text)
	end := strings.IndexFunc(text, func(r rune) bool {
		return r != '_' && (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z')
	})
	if end < 0 {
		end = len(text)
	}
	return text[:end], strings.TrimSpace(text[end:])
}
