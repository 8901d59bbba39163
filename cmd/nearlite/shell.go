package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"

	"github.com/peterh/liner"
)

const shellHelp = `Enter SQL, over several lines if you like, and a semicolon at its end.
Ctrl-C stops a statement that runs, or drops one that is being entered.

.tables          list the tables and views
.schema [NAME]   print the statements that made the tables, or that of one
.help            print this
.quit            leave, as Ctrl-D does
`

// shell reads statements from a terminal and runs them.
type shell struct {
	*executor
	line    *liner.State
	pending string // the lines of a statement without its end
}

// runShell runs a shell until the user leaves it.
func runShell(e *executor, d database) error {
	s := &shell{executor: e, line: liner.NewLiner()}
	defer s.line.Close()
	s.line.SetCtrlCAborts(true)
	s.line.SetMultiLineMode(true)
	s.readHistory()
	defer s.writeHistory()
	fmt.Printf("%s. Enter SQL ending with a semicolon, .help for help, .quit to leave.\n", d.name())
	for {
		line, err := s.line.Prompt(s.prompt())
		switch {
		case errors.Is(err, liner.ErrPromptAborted):
			s.pending = ""
		case errors.Is(err, io.EOF):
			fmt.Println()
			return nil
		case err != nil:
			return fmt.Errorf("reading from the terminal: %w", err)
		default:
			if leave := s.enter(line); leave {
				return nil
			}
		}
	}
}

func (s *shell) prompt() string {
	if s.pending != "" {
		return "     ...> "
	}
	return "nearlite> "
}

// enter takes a line and runs what it completes. leave is true when the user
// wants to go.
func (s *shell) enter(line string) (leave bool) {
	if strings.TrimSpace(line) != "" {
		s.line.AppendHistory(line)
	}
	if s.pending == "" && strings.HasPrefix(strings.TrimSpace(line), ".") {
		return s.command(strings.Fields(line))
	}
	s.pending += line + "\n"
	statement, rest, complete := nextStatement(s.pending)
	if !complete {
		return false
	}
	for statement != "" && complete {
		s.try(func(ctx context.Context) error { return s.run(ctx, statement) })
		statement, rest, complete = nextStatement(rest)
	}
	s.pending = statement
	return false
}

// command runs a line that begins with a dot.
func (s *shell) command(words []string) (leave bool) {
	switch {
	case words[0] == ".quit" || words[0] == ".exit":
		return true
	case words[0] == ".help":
		fmt.Print(shellHelp)
	case words[0] == ".tables":
		s.try(s.tables)
	case words[0] == ".schema" && len(words) <= 2:
		s.try(func(ctx context.Context) error { return s.schema(ctx, words[1:]) })
	default:
		complain(fmt.Errorf("there is no command %s; .help lists them", strings.Join(words, " ")))
	}
	return false
}

// try runs f, which Ctrl-C stops, and prints its error.
func (s *shell) try(f func(context.Context) error) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	err := f(ctx)
	switch {
	case err != nil && ctx.Err() != nil:
		complain(errors.New("the statement was stopped"))
	case err != nil:
		complain(err)
	}
}

func (s *shell) tables(ctx context.Context) error {
	return s.run(ctx, `SELECT name, type FROM pragma_table_list
		WHERE schema IN ('main', 'temp') AND type <> 'shadow' AND name NOT GLOB 'sqlite_*' ORDER BY name`)
}

// schema prints the SQL of all tables, or of the one named and what belongs to
// it.
func (s *shell) schema(ctx context.Context, name []string) error {
	query, args := `SELECT sql || ';' FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY tbl_name, rowid`, []any(nil)
	if len(name) == 1 {
		query = `SELECT sql || ';' FROM sqlite_schema WHERE sql IS NOT NULL AND (name = ?1 COLLATE NOCASE OR tbl_name = ?1 COLLATE NOCASE) ORDER BY rowid`
		args = []any{strings.TrimSuffix(name[0], ";")}
	}
	rows, err := s.conn.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	found := false
	for ; rows.Next(); found = true {
		var text string
		if err := rows.Scan(&text); err != nil {
			return err
		}
		fmt.Println(printable(text))
	}
	if err := rows.Err(); err != nil {
		return err
	}
	if !found && len(name) == 1 {
		return fmt.Errorf("there is no table %s; .tables lists them", name[0])
	}
	return nil
}

// historyPath is the file with the statements entered before, "" if the user
// has no folder for it.
func historyPath() string {
	folder, err := os.UserConfigDir()
	if err != nil {
		return ""
	}
	return filepath.Join(folder, "nearlite", "history")
}

// readHistory and writeHistory do without the file if it cannot be had: nothing
// depends on it.
func (s *shell) readHistory() {
	if f, err := os.Open(historyPath()); err == nil {
		defer f.Close()
		_, _ = s.line.ReadHistory(f)
	}
}

func (s *shell) writeHistory() {
	path := historyPath()
	if path == "" || os.MkdirAll(filepath.Dir(path), 0o700) != nil {
		return
	}
	if f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600); err == nil {
		defer f.Close()
		_, _ = s.line.WriteHistory(f)
	}
}
