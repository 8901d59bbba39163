package engine

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
)

// unprivileged lets f run with file permissions enforced, which they are not
// for root: on a thread with another user for file access.
func unprivileged(t *testing.T, f func()) {
	t.Helper()
	if os.Geteuid() != 0 {
		f()
		return
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		runtime.LockOSThread() // and never unlocked: the thread ends with the goroutine
		if err := syscall.Setfsuid(65534); err != nil {
			t.Error(err)
			return
		}
		f()
	}()
	<-done
}

// sharedFolder is a folder that every user may pass through.
func sharedFolder(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	for path := folder; path != os.TempDir() && path != "/"; path = filepath.Dir(path) {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm()&0o001 == 0 {
			if err := os.Chmod(path, 0o755); err != nil {
				t.Skip(err)
			}
		}
	}
	return folder
}

func TestFilePermissionsExplain(t *testing.T) {
	folder := sharedFolder(t)
	path := filepath.Join(folder, "a.db")
	db := open(t, path+"?journal_mode=delete")
	mustExec(t, db, "CREATE TABLE t(a)")
	db.Close()
	modes := []struct {
		file, folder os.FileMode
	}{{0o444, 0o777}, {0o000, 0o777}, {0o444, 0o555}}
	for _, mode := range modes {
		if err := os.Chmod(path, mode.file); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(folder, mode.folder); err != nil {
			t.Fatal(err)
		}
		unprivileged(t, func() {
			db, err := Open(path)
			if mode.file == 0 {
				check(t, err, ErrCannotOpen, path, "permissions")
				return
			}
			if err != nil {
				t.Errorf("a read-only file: %v", err)
				return
			}
			defer db.Close()
			_, err = db.ExecContext(context.Background(), "INSERT INTO t VALUES (1)")
			check(t, err, ErrReadOnly, path, "permissions")
		})
	}
	if err := os.Chmod(folder, 0o555); err != nil {
		t.Fatal(err)
	}
	unprivileged(t, func() {
		_, err := Open(filepath.Join(folder, "new.db"))
		check(t, err, ErrCannotOpen, "new.db", "cannot be created", folder)
	})
	if err := os.Chmod(folder, 0o755); err != nil {
		t.Fatal(err)
	}
}
