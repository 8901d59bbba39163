package peer

import (
	"context"
	"errors"
	"os"
)

// WriteDatabase has nearlite write a database with the tables, for both peers to
// search, unless there is a file at path.
func (p Programs) WriteDatabase(ctx context.Context, path string, tables ...Insertion) error {
	if _, err := os.Stat(path); err == nil {
		return nil
	}
	// Nobody needs a half-written file: it gets its name when it is whole.
	part := path + ".part"
	if err := os.RemoveAll(part); err != nil {
		return err
	}
	writer, err := start(Names[0], p[0], "-dsn", part+"?journal_mode=off&synchronous=off")
	if err != nil {
		return err
	}
	if err := errors.Join(writer.insert(ctx, tables), writer.close()); err != nil {
		return errors.Join(err, os.RemoveAll(part))
	}
	return os.Rename(part, path)
}

func (p *process) insert(ctx context.Context, tables []Insertion) error {
	for _, t := range tables {
		if err := ctx.Err(); err != nil {
			return err
		}
		if _, err := p.do(request{Insertion: &t}); err != nil {
			return err
		}
	}
	return nil
}
