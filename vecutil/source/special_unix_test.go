//go:build unix

package source

import (
	"context"
	"path/filepath"
	"syscall"
	"testing"
)

func TestNamedPipeIsRefusedWithoutOpeningIt(t *testing.T) {
	root := tree(t, nil)
	pipe := filepath.Join(root, "pipe.txt")
	if err := syscall.Mkfifo(pipe, 0o644); err != nil {
		t.Skipf("no named pipe: %v", err)
	}
	_, err := Read(context.Background(), pipe, Options{})
	checkProblem(t, err, ErrNotRegular, "named pipe")
	for _, path := range []string{".", "pipe.txt"} {
		_, problems := walk(t, root, Options{}, path)
		if len(problems) != 1 {
			t.Fatalf("problems are %v, want one", problems)
		}
		checkProblem(t, problems[0], ErrNotRegular, "named pipe")
	}
	_, err = Read(context.Background(), "/dev/null", Options{})
	checkProblem(t, err, ErrNotRegular, "device")
}
