package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/nearlite/nearlite/vecutil"
)

type removeCommand struct {
	DB    database `arg:"" name:"DB" help:"Database with a library."`
	Paths []string `arg:"" name:"PATH" help:"Files, and folders with all that was added from them."`
	JSON  bool     `name:"json" help:"Print the number of documents removed as JSON."`
}

// Help is shown below the flags.
func (removeCommand) Help() string {
	return `The files stay, and need not exist any more.

Example: nearlite remove notes.db ~/notes/old`
}

func (c *removeCommand) Run(ctx context.Context) error {
	found, err := c.DB.look(ctx)
	if err != nil {
		return err
	}
	if found.exists && !found.library {
		return noLibrary(c.DB)
	}
	db, err := c.DB.openToWrite(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	library, err := vecutil.OpenLibrary(ctx, db, nil)
	if err != nil {
		return err
	}
	n, err := library.Remove(ctx, c.Paths)
	if err != nil {
		return err
	}
	if c.JSON {
		err = printJSON(map[string]int{"removed": n})
	} else if n > 0 {
		_, err = fmt.Printf("%s: %s removed\n", c.DB.name(), count(n, "document"))
	}
	if err == nil && n == 0 {
		err = fmt.Errorf("%s has no document at or below %s; see them with: nearlite sql %s \"SELECT path FROM library_documents\"",
			c.DB.name(), strings.Join(c.Paths, ", "), c.DB.name())
	}
	if err != nil {
		return err
	}
	return db.Close()
}
