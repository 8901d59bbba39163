package embed_test

import (
	"context"
	"fmt"

	"github.com/nearlite/nearlite/vecutil/embed"
)

func ExampleHash() {
	ctx := context.Background()
	texts := []string{
		"bufio.Scanner\nScanner reads a file of lines of text.",
		"net/url.Parse\nParse parses a raw URL.",
	}
	vectors, err := embed.Hash{}.Embed(ctx, texts)
	if err != nil {
		fmt.Println(err)
		return
	}
	query, err := embed.Hash{}.EmbedQuery(ctx, "reading files line by line", nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for i, vector := range vectors {
		var cosine float32
		for j := range vector {
			cosine += vector[j] * query[j]
		}
		fmt.Println(i, cosine > 0.2)
	}
	// Output:
	// 0 true
	// 1 false
}

func ExampleTerms() {
	fmt.Println(embed.Terms("How to use a WaitGroup?"))
	fmt.Println(embed.Keywords("How to use a WaitGroup?"))
	// Output:
	// [waitgroup]
	// [waitgroup wait group]
}
