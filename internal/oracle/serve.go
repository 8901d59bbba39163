package oracle

import (
	"bufio"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
)

// Serve reads statements from in until it ends, runs them on conn and writes
// their answers to out. It keeps answers back while more statements are waiting.
func Serve(ctx context.Context, conn *sql.Conn, in io.Reader, out io.Writer) error {
	lines, answers := bufio.NewReader(in), bufio.NewWriter(out)
	encoder := json.NewEncoder(answers)
	for {
		line, err := lines.ReadBytes('\n')
		if err == io.EOF && len(line) == 0 {
			return answers.Flush()
		}
		if err != nil {
			return fmt.Errorf("oracle: reading a statement: %w", err)
		}
		var s Statement
		if err := json.Unmarshal(line, &s); err != nil {
			return fmt.Errorf("oracle: reading a statement: %w", err)
		}
		if err := encoder.Encode(Run(ctx, conn, s)); err != nil {
			return fmt.Errorf("oracle: writing an answer: %w", err)
		}
		if lines.Buffered() == 0 {
			if err := answers.Flush(); err != nil {
				return fmt.Errorf("oracle: writing an answer: %w", err)
			}
		}
	}
}
