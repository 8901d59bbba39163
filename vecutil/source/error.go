package source

import (
	"errors"
	"fmt"
	"io/fs"
	"syscall"
)

// The reasons why a file or folder cannot be used. Each comes inside an
// [*Error]; test for one with [errors.Is]. A path that does not exist is
// [fs.ErrNotExist], one that may not be read is [fs.ErrPermission].
var (
	// ErrBinary reports a file with a NUL byte.
	ErrBinary = errors.New("the file is binary")
	// ErrTooLarge reports a file over [Options.MaxBytes].
	ErrTooLarge = errors.New("the file is too large")
	// ErrNotUTF8 reports a byte sequence that is not UTF-8.
	ErrNotUTF8 = errors.New("the text is not UTF-8")
	// ErrUTF16 reports a byte order mark of UTF-16 or UTF-32.
	ErrUTF16 = errors.New("the text is UTF-16 or UTF-32")
	// ErrNotRegular reports a named pipe, a socket or a device.
	ErrNotRegular = errors.New("not a regular file")
	// ErrIsFolder reports a folder where a file is needed.
	ErrIsFolder = errors.New("the path is a folder")
	// ErrLinkLoop reports a symbolic link that leads to itself, or to a
	// folder that contains it.
	ErrLinkLoop = errors.New("symbolic link loop")
)

// Error is a problem with one file or folder.
type Error struct {
	// Path is the file or folder, as the walk reached it.
	Path string
	// Err is the reason. Its text says what was found and what to do.
	Err error
}

func (e *Error) Error() string { return e.Path + ": " + e.Err.Error() }

func (e *Error) Unwrap() error { return e.Err }

// problem wraps what the operating system said about path, with the cure for
// the causes that people meet.
func problem(path string, err error) error {
	var known *Error
	if errors.As(err, &known) {
		return err
	}
	reason := err
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		reason = pathError.Err
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		reason = fmt.Errorf("%w: check the spelling, and where a symbolic link leads", reason)
	case errors.Is(err, fs.ErrPermission):
		reason = fmt.Errorf("%w: give yourself the right to read it, or leave it out", reason)
	case errors.Is(err, syscall.ELOOP):
		reason = fmt.Errorf("%w: the link leads to itself; remove it", ErrLinkLoop)
	}
	return &Error{Path: path, Err: reason}
}
