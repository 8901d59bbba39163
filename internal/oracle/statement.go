package oracle

import (
	"context"
	"database/sql"
	"errors"
)

// Statement is an SQL statement with the values of its parameters. SQL is valid
// UTF-8; other text is given as a parameter.
type Statement struct {
	SQL  string  `json:"sql"`
	Args []Value `json:"args,omitempty"`
}

// Answer is what a statement gave: its rows, or the text and the result code of
// its error. With an error the rows are those before it.
type Answer struct {
	Rows  [][]Value `json:"rows,omitempty"`
	Error string    `json:"error,omitempty"`
	Code  int       `json:"code,omitempty"`
}

// Run runs one statement on conn.
func Run(ctx context.Context, conn *sql.Conn, s Statement) Answer {
	rows, err := run(ctx, conn, s)
	a := Answer{Rows: rows}
	if err != nil {
		a.Error = err.Error()
		var coded interface{ Code() int }
		if errors.As(err, &coded) {
			a.Code = coded.Code()
		}
	}
	return a
}

func run(ctx context.Context, conn *sql.Conn, s Statement) ([][]Value, error) {
	args := make([]any, len(s.Args))
	for i, v := range s.Args {
		args[i] = v.Any
	}
	rows, err := conn.QueryContext(ctx, s.SQL, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	var all [][]Value
	for rows.Next() {
		row, to := make([]Value, len(columns)), make([]any, len(columns))
		for i := range row {
			to[i] = &row[i].Any
		}
		if err := rows.Scan(to...); err != nil {
			return all, err
		}
		all = append(all, row)
	}
	return all, rows.Err()
}
