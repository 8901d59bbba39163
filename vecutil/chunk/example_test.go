package chunk_test

import (
	"fmt"

	"github.com/nearlite/nearlite/vecutil/chunk"
)

func ExampleMarkdown() {
	src := "# Guide\n\nRead this first.\n\n## Install\n\nRun the installer.\n"
	for _, c := range chunk.Markdown(src, chunk.Options{}) {
		fmt.Printf("%d-%d %s: %d bytes\n", c.FirstLine, c.LastLine, c.Title, len(c.Text))
	}
	// Output:
	// 1-3 Guide: 25 bytes
	// 5-7 Guide > Install: 30 bytes
}

func ExampleGo() {
	src := "package url\n\n// Parse parses a raw URL.\nfunc Parse(rawURL string) (*URL, error) { return nil, nil }\n"
	chunks, err := chunk.Go("url.go", src, chunk.Options{Package: "net/url"})
	if err != nil {
		fmt.Println(err)
	}
	for _, c := range chunks {
		fmt.Printf("line %d: %s\n%s\n", c.FirstLine, c.Title, c.Text)
	}
	// Output:
	// line 4: net/url.Parse
	// func Parse(rawURL string) (*URL, error)
	//
	// Parse parses a raw URL.
}
