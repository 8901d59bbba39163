package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"strings"
	"text/tabwriter"

	"github.com/nearlite/nearlite/internal/simd"
	"github.com/nearlite/nearlite/vecutil"
)

type infoCommand struct {
	DB   database `arg:"" name:"DB" help:"Database."`
	JSON bool     `name:"json" help:"Print JSON."`
}

// Help is shown below the flags.
func (infoCommand) Help() string {
	return `Example: nearlite info notes.db`
}

// databaseInfo is what "nearlite info" tells.
type databaseInfo struct {
	Database      string        `json:"database"`
	Bytes         int64         `json:"bytes"`
	Library       *vecutil.Info `json:"library"` // nil for a database without
	Tables        []table       `json:"tables"`
	SQLiteVersion string        `json:"sqlite_version"`
	SIMD          string        `json:"simd"` // the kernels in use
}

func (c *infoCommand) Run(ctx context.Context) error {
	db, err := c.DB.openToRead(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	info, err := c.gather(ctx, db)
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(info)
	}
	return info.print()
}

func (c *infoCommand) gather(ctx context.Context, db *sql.DB) (databaseInfo, error) {
	info := databaseInfo{Database: c.DB.name(), SIMD: simd.Tier()}
	err := db.QueryRowContext(ctx, `SELECT sqlite_version(), page_count * page_size FROM pragma_page_count, pragma_page_size`).
		Scan(&info.SQLiteVersion, &info.Bytes)
	if err != nil {
		return info, err
	}
	if info.Tables, err = listTables(ctx, db); err != nil {
		return info, err
	}
	library, err := vecutil.OpenLibrary(ctx, db, nil)
	if errors.Is(err, vecutil.ErrNoLibrary) {
		return info, nil
	}
	if err != nil {
		return info, err
	}
	l, err := library.Info(ctx)
	info.Library = &l
	return info, err
}

func (i databaseInfo) print() error {
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	line := func(name, format string, args ...any) {
		fmt.Fprintf(w, "%s\t"+format+"\n", append([]any{name}, args...)...)
	}
	line("database", "%s, %s", i.Database, megabytes(i.Bytes))
	if l := i.Library; l == nil {
		line("library", "none")
	} else {
		line("documents", "%d", l.Documents)
		line("chunks", "%d, %s of text", l.Chunks, megabytes(l.TextBytes))
		line("embedder", "%s, %d dimensions", l.Embedder, l.Dims)
	}
	line("tables", "%s", i.tableNames())
	line("sqlite", "%s", i.SQLiteVersion)
	line("simd", "%s", i.SIMD)
	return w.Flush()
}

// tableNames lists the tables and views; those that are not plain say what they
// are, and shadow tables are left out.
func (i databaseInfo) tableNames() string {
	var names []string
	for _, t := range i.Tables {
		switch t.Kind {
		case "shadow":
		case "table":
			names = append(names, printable(t.Name))
		default:
			names = append(names, printable(t.Name)+" ("+t.Kind+")")
		}
	}
	if len(names) == 0 {
		return "none"
	}
	return strings.Join(names, ", ")
}

// megabytes is a size for people.
func megabytes(n int64) string {
	if n < 1e6 {
		return fmt.Sprintf("%.1f kB", float64(n)/1e3)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/1e6)
}
