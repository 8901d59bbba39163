package main

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
)

// nobody is a user without rights.
const nobody = 65534

// restrict lets commands run with file permissions enforced, which they are not
// for root: as another user, with a copy of the program that it may read.
func (r *room) restrict() func(args ...string) outcome {
	r.Helper()
	if os.Geteuid() != 0 {
		return r.run
	}
	for path := r.folder; path != "/" && path != filepath.Clean(os.TempDir()); path = filepath.Dir(path) {
		if err := os.Chmod(path, 0o755); err != nil {
			r.Skip(err)
		}
	}
	program := r.copyProgram()
	return func(args ...string) outcome {
		c := r.command(args...)
		c.Path = program
		c.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
		return r.finish(c)
	}
}

// copyProgram copies the program to where every user may run it.
func (r *room) copyProgram() string {
	r.Helper()
	executable, err := os.Executable()
	if err != nil {
		r.Fatal(err)
	}
	from, err := os.Open(executable)
	if err != nil {
		r.Fatal(err)
	}
	defer from.Close()
	to, err := os.OpenFile(r.path("program"), os.O_CREATE|os.O_WRONLY, 0o755)
	if err != nil {
		r.Fatal(err)
	}
	if _, err := io.Copy(to, from); err != nil {
		r.Fatal(err)
	}
	if err := to.Close(); err != nil {
		r.Fatal(err)
	}
	if err := exec.Command(to.Name(), "-test.list", "^$").Run(); err != nil {
		r.Skip(err) // a folder where programs may not run
	}
	return to.Name()
}

// own gives a file of the room to the user that commands run as.
func (r *room) own(name string, mode os.FileMode) {
	r.Helper()
	if os.Geteuid() == 0 {
		if err := os.Chown(r.path(name), nobody, nobody); err != nil {
			r.Fatal(err)
		}
	}
	r.allow(name, mode)
}

func (r *room) allow(name string, mode os.FileMode) {
	r.Helper()
	if err := os.Chmod(r.path(name), mode); err != nil {
		r.Fatal(err)
	}
	r.Cleanup(func() { _ = os.Chmod(r.path(name), 0o777) })
}

func TestReadOnlyDatabase(t *testing.T) {
	tests := []struct {
		name         string
		file, folder os.FileMode
	}{
		{"file", 0o444, 0o777},
		{"file and folder", 0o444, 0o555},
		{"folder", 0o666, 0o555},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := newRoom(t)
			r.write("note.txt", "Water the plants.\n")
			r.write("new.txt", "Cut the hedge.\n")
			r.write("db/x", "")
			r.run("add", "db/n.db", "note.txt").fine()
			run := r.restrict()
			r.own("db/n.db", tt.file)
			r.own("db", tt.folder)
			mustHave(t, run("search", "db/n.db", "plants").fine(), "note.txt:1")
			mustHave(t, run("info", "db/n.db").fine(), "documents")
			if got := run("sql", "db/n.db", "SELECT count(*) FROM library_documents").fine(); got != "1\n" {
				t.Errorf("%s documents", got)
			}
			run("add", "db/n.db", "new.txt").fails(statusProblem, "db/n.db", "permissions")
			run("remove", "db/n.db", "note.txt").fails(statusProblem, "db/n.db", "permissions")
			run("sql", "db/n.db", "DELETE FROM library").fails(statusProblem, "read-only")
		})
	}
}

func TestUnreadableFilesAndFolders(t *testing.T) {
	r := newRoom(t)
	r.write("notes/fine.md", "All is well.\n")
	r.write("notes/secret.md", "Hidden.\n")
	r.write("notes/locked/a.md", "Hidden.\n")
	r.write("db/x", "")
	run := r.restrict()
	r.own("db", 0o777)
	r.allow("notes/secret.md", 0)
	r.allow("notes/locked", 0)
	if os.Geteuid() != 0 {
		r.allow("notes/fine.md", 0o444)
	}
	o := run("add", "db/n.db", "notes")
	o.fails(statusProblem, "notes/secret.md: permission denied", "notes/locked: permission denied")
	mustHave(t, o.stdout, "1 added")
}
