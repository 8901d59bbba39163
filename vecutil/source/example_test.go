package source_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/nearlite/nearlite/vecutil/source"
)

func ExampleWalk() {
	folder, err := os.MkdirTemp("", "source")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(folder)
	for name, content := range map[string]string{"a.md": "# Hello\n", "b.txt": "\x00", "c.png": "picture"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o644); err != nil {
			fmt.Println(err)
		}
	}

	ctx, opt := context.Background(), source.Options{}
	err = source.Walk(ctx, []string{folder}, opt, func(file source.File, err error) error {
		text := ""
		if err == nil {
			text, err = source.Read(ctx, file.Path, opt)
		}
		if err != nil {
			fmt.Println(filepath.Base(file.Path), "is left out")
			return nil
		}
		fmt.Println(filepath.Base(file.Path), file.Kind, len(text))
		return nil
	})
	if err != nil {
		fmt.Println(err)
	}
	// Output:
	// a.md markdown 8
	// b.txt is left out
}
