package source

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"testing"
)

func TestRead(t *testing.T) {
	tests := []struct {
		name    string
		content string
		want    string
	}{
		{"an empty file", "", ""},
		{"plain text", "a\nb é\n", "a\nb é\n"},
		{"a byte order mark is taken off", "\xEF\xBB\xBFa", "a"},
		{"line ends become one byte", "a\r\nb\r\n\r\nc\rd", "a\nb\n\nc\rd"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			path := filepath.Join(tree(t, map[string]string{"a.txt": test.content}), "a.txt")
			got, err := Read(context.Background(), path, Options{})
			if got != test.want || err != nil {
				t.Errorf("text is %q, %v, want %q", got, err, test.want)
			}
		})
	}
}

func TestReadRefuses(t *testing.T) {
	root := tree(t, map[string]string{
		"binary.txt": "a\x00b", "large.txt": "0123456789", "latin1.txt": "a\nb\xE9c", "utf16.txt": "\xFF\xFEa\x00", "utf16be.txt": "\xFE\xFF\x00a",
	})
	tests := []struct {
		name string
		file string
		want error
		text string
	}{
		{"a binary file", "binary.txt", ErrBinary, "offset 1"},
		{"a large file", "large.txt", ErrTooLarge, "the limit is 9"},
		{"text that is not UTF-8", "latin1.txt", ErrNotUTF8, "0xe9 at offset 3, line 2"},
		{"UTF-16", "utf16.txt", ErrUTF16, "iconv"},
		{"UTF-16 with the high byte first", "utf16be.txt", ErrUTF16, "iconv"},
		{"a missing file", "missing.txt", fs.ErrNotExist, "check the spelling"},
		{"a folder", ".", ErrIsFolder, "name a file"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := Read(context.Background(), filepath.Join(root, test.file), Options{MaxBytes: 9})
			checkProblem(t, err, test.want, test.text)
		})
	}
}

func TestReadStopsWhenCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Read(ctx, "a.txt", Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("error is %v, want %v", err, context.Canceled)
	}
}

func TestReadLimitedDoesNotTrustTheSize(t *testing.T) {
	if _, err := readLimited(bytes.NewReader(make([]byte, 11)), 0, 10); !errors.Is(err, ErrTooLarge) {
		t.Errorf("error is %v, want %v", err, ErrTooLarge)
	}
	if got, err := readLimited(bytes.NewReader(make([]byte, 10)), 0, 10); len(got) != 10 || err != nil {
		t.Errorf("%d bytes, %v, want 10", len(got), err)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte("a\r\nb"))
	f.Add([]byte("\xEF\xBB\xBF\xFF\xFE\x00"))
	f.Fuzz(func(t *testing.T, content []byte) {
		text, err := decode(content)
		if err == nil && bytes.Count(content, []byte("\n")) != bytes.Count([]byte(text), []byte("\n")) {
			t.Errorf("decode(%q) = %q changes the number of lines", content, text)
		}
		if err != nil && text != "" {
			t.Errorf("decode(%q) = %q with error %v, want no text", content, text, err)
		}
	})
}

func BenchmarkDecode(b *testing.B) {
	content := bytes.Repeat([]byte("A line of text, é.\r\n"), 50000)
	b.SetBytes(int64(len(content)))
	for b.Loop() {
		if _, err := decode(content); err != nil {
			b.Fatal(err)
		}
	}
}
