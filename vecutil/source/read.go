package source

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"unicode/utf8"
)

// DefaultMaxBytes is the size of the largest file that is read when
// [Options.MaxBytes] is 0: 16 MiB.
const DefaultMaxBytes = 16 << 20

// Read returns the text of the file at path: valid UTF-8 without a byte order
// mark, with each "\r\n" turned into "\n", so that line n of the text is line n
// of the file. opt.MaxBytes bounds what is read into memory.
//
// It fails with an [*Error], or with the context's error. Named pipes, sockets
// and devices are refused without opening them.
func Read(ctx context.Context, path string, opt Options) (string, error) {
	if err := ctx.Err(); err != nil {
		return "", err
	}
	info, err := os.Stat(path)
	if err != nil {
		return "", problem(path, err)
	}
	if err := checkRegular(path, info); err != nil {
		return "", err
	}
	file, err := os.Open(path)
	if err != nil {
		return "", problem(path, err)
	}
	defer file.Close()
	content, err := readLimited(file, info.Size(), opt.maxBytes())
	if err != nil {
		return "", problem(path, err)
	}
	text, err := decode(content)
	if err != nil {
		return "", &Error{Path: path, Err: err}
	}
	return text, nil
}

// checkRegular returns an error unless info describes a regular file.
func checkRegular(path string, info fs.FileInfo) error {
	switch mode := info.Mode(); {
	case mode.IsRegular():
		return nil
	case mode.IsDir():
		return &Error{Path: path, Err: fmt.Errorf("%w: name a file in it", ErrIsFolder)}
	default:
		return &Error{Path: path, Err: fmt.Errorf("%w but a %s: save its content to a file and name that",
			ErrNotRegular, modeName(mode))}
	}
}

func modeName(mode fs.FileMode) string {
	switch {
	case mode&fs.ModeNamedPipe != 0:
		return "named pipe"
	case mode&fs.ModeSocket != 0:
		return "socket"
	case mode&fs.ModeDevice != 0:
		return "device"
	default:
		return "special file (" + mode.Type().String() + ")"
	}
}

// readLimited reads all of r, of which size bytes are expected. The size is a
// hint: a file may grow, and those of /proc say 0.
func readLimited(r io.Reader, size, maxBytes int64) ([]byte, error) {
	if size > maxBytes {
		return nil, tooLarge(size, maxBytes)
	}
	var content bytes.Buffer
	content.Grow(int(size) + bytes.MinRead)
	n, err := content.ReadFrom(io.LimitReader(r, maxBytes+1))
	if err != nil {
		return nil, err
	}
	if n > maxBytes {
		return nil, tooLarge(n, maxBytes)
	}
	return content.Bytes(), nil
}

func tooLarge(size, maxBytes int64) error {
	return fmt.Errorf("%w: %d bytes or more, and the limit is %d: raise the limit, or split the file",
		ErrTooLarge, size, maxBytes)
}

// decode checks that content is text, and returns it without its byte order
// mark and with "\n" line ends.
func decode(content []byte) (string, error) {
	if bytes.HasPrefix(content, []byte{0xFF, 0xFE}) || bytes.HasPrefix(content, []byte{0xFE, 0xFF}) {
		return "", fmt.Errorf("%w by its byte order mark: convert it to UTF-8, for example with iconv -t utf-8", ErrUTF16)
	}
	if i := bytes.IndexByte(content, 0); i >= 0 {
		return "", fmt.Errorf("%w (a NUL byte at offset %d): name text files only", ErrBinary, i)
	}
	if !utf8.Valid(content) {
		offset := invalidOffset(content)
		line := 1 + bytes.Count(content[:offset], []byte{'\n'})
		return "", fmt.Errorf("%w (byte 0x%02x at offset %d, line %d): convert it, for example with iconv -f latin1 -t utf-8",
			ErrNotUTF8, content[offset], offset, line)
	}
	text := strings.TrimPrefix(string(content), "\uFEFF")
	return strings.ReplaceAll(text, "\r\n", "\n"), nil
}

// invalidOffset returns the offset of the first byte of content that is not
// part of a valid rune.
func invalidOffset(content []byte) int {
	offset := 0
	for offset < len(content) {
		r, size := utf8.DecodeRune(content[offset:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		offset += size
	}
	return offset
}
