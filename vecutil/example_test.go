package vecutil_test

import (
	"context"
	"fmt"
	"log"
	"os"
	"path/filepath"

	"github.com/nearlite/nearlite/engine"
	"github.com/nearlite/nearlite/vecutil"
	"github.com/nearlite/nearlite/vecutil/embed"
)

// What "nearlite add" and "nearlite search" do, in a Go program.
func Example() {
	ctx := context.Background()
	dir, err := os.MkdirTemp("", "notes")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	note := "# Keys\n\nThe spare key lies under the third flower pot.\n"
	if err := os.WriteFile(filepath.Join(dir, "house.md"), []byte(note), 0o600); err != nil {
		log.Fatal(err)
	}

	db, err := engine.Open(":memory:")
	if err != nil {
		log.Fatal(err)
	}
	defer db.Close()
	library, err := vecutil.CreateLibrary(ctx, db, embed.Hash{})
	if err != nil {
		log.Fatal(err)
	}
	report, err := library.Add(ctx, []string{dir}, vecutil.AddOptions{})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%d document, %d chunk\n", report.Added, report.Chunks)

	hits, err := library.Search(ctx, "where is the spare key?", vecutil.SearchOptions{K: 1})
	if err != nil {
		log.Fatal(err)
	}
	for _, h := range hits {
		fmt.Printf("%s:%d %s\n", filepath.Base(h.Path), h.FirstLine, h.Title)
	}
	// Output:
	// 1 document, 1 chunk
	// house.md:1 Keys
}

// Any OpenAI-compatible endpoint can make the vectors, here a local Ollama.
func ExampleCreateLibrary_endpoint() {
	ctx := context.Background()
	db, err := engine.Open("notes.db")
	if err != nil {
		log.Fatal(err)
	}
	defer db.Close()
	model, err := embed.NewOpenAI(embed.OpenAIOptions{
		BaseURL: "http://localhost:11434/v1",
		Model:   "nomic-embed-text",
	})
	if err != nil {
		log.Fatal(err)
	}
	library, err := vecutil.CreateLibrary(ctx, db, model)
	if err != nil {
		log.Fatal(err)
	}
	if _, err := library.Add(ctx, []string{"notes"}, vecutil.AddOptions{}); err != nil {
		log.Fatal(err)
	}
}
