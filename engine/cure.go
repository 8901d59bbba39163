package engine

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// This file finds causes in the file system, by os.Stat alone: opening the
// database's files and closing them again would drop SQLite's locks on them,
// see https://www.sqlite.org/howtocorrupt.html, section 2.2.

func (d *dsn) isFolder() bool {
	info, err := os.Stat(d.file())
	return err == nil && info.IsDir()
}

// whyNotOpened says why SQLite could not open the database, and what to do.
func (d *dsn) whyNotOpened() string {
	if d.inMemory() {
		return "a database in memory could not be made; check the name and the option vfs"
	}
	path := d.file()
	if d.isFolder() {
		return "the path is a folder; give the path of a file in it"
	}
	if _, err := os.Stat(path); err == nil {
		return "the file is there but cannot be opened; check its permissions, and that its folder can be written, which a database in WAL mode needs (if nobody writes to it, open it with immutable=1)"
	}
	folder := filepath.Dir(path)
	switch info, err := os.Stat(folder); {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Sprintf("the folder %s does not exist; create it first", folder)
	case err != nil:
		return fmt.Sprintf("the folder cannot be read (%v); check its permissions", err)
	case !info.IsDir():
		return fmt.Sprintf("%s is a file and not a folder; check the path", folder)
	}
	if mode := d.values["mode"]; mode == "ro" || mode == "rw" {
		return fmt.Sprintf("the file does not exist, and mode=%s does not create it; check the path or use mode=rwc", mode)
	}
	return fmt.Sprintf("the file cannot be created; check the permissions of the folder %s", folder)
}

func (d *dsn) whyReadOnly() string {
	if mode := d.values["mode"]; mode == "ro" {
		return "it was opened with mode=ro; leave the option out to write"
	}
	if d.values["immutable"] == "1" {
		return "it was opened with immutable=1; leave the option out to write"
	}
	return "the transaction or connection is read-only (sql.TxOptions.ReadOnly, query_only), or the file or its folder is; begin a transaction that may write, or check the permissions"
}

func (d *dsn) whyFull() string {
	if d.inMemory() {
		return "the database in memory has the size that PRAGMA max_page_count allows; raise it, delete rows or use a file"
	}
	return "free space on its disk, or raise PRAGMA max_page_count if it was set"
}
