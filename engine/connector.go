package engine

import (
	"context"
	"database/sql/driver"
	"fmt"
	"io"

	"modernc.org/sqlite"
)

// Connector opens connections to one database, for sql.OpenDB. It is safe for
// concurrent use. A Connector belongs to one pool: sql.DB.Close closes it.
type Connector struct {
	dsn      *dsn
	base     driver.Connector
	keeper   *keeper // nil for a database with a file
	rewriter Rewriter
}

var (
	_ driver.Connector = (*Connector)(nil)
	_ io.Closer        = (*Connector)(nil)
)

// ConnectorOption sets what a DSN cannot say.
type ConnectorOption func(*Connector)

// WithRewriter passes the statements that mention vectors through r before
// SQLite sees them, see [Rewriter]. Without it statements are left alone.
func WithRewriter(r Rewriter) ConnectorOption {
	return func(c *Connector) { c.rewriter = r }
}

// NewConnector returns a Connector for the DSN. It checks the whole DSN and
// opens nothing.
func NewConnector(dsn string, options ...ConnectorOption) (*Connector, error) {
	d, err := parseDSN(dsn)
	if err != nil {
		return nil, err
	}
	c := &Connector{dsn: d}
	path := d.path
	if d.inMemory() {
		c.keeper = new(keeper)
		path = memoryName(d)
	}
	if c.base, err = sqlite.NewConnector(d.baseDSN(path)); err != nil {
		return nil, fmt.Errorf("engine: dsn %q: %w", dsn, err)
	}
	for _, option := range options {
		option(c)
	}
	return c, nil
}

// DSN returns the DSN in its canonical form: a file: URI and the options that
// were given, by the names and in the order of [Options].
func (c *Connector) DSN() string { return c.dsn.String() }

// Driver returns the [Driver].
func (c *Connector) Driver() driver.Driver { return Driver{} }

// Connect opens a connection and sets it up as the DSN says. ctx ends the wait
// for a lock.
func (c *Connector) Connect(ctx context.Context) (driver.Conn, error) {
	if c.keeper != nil {
		if err := c.keeper.hold(ctx, c.base); err != nil {
			return nil, c.dsn.explainOpen(err)
		}
	}
	return c.open(ctx)
}

// Close ends the life of a database in memory once the last connection to it
// is closed. For a database with a file it does nothing. Connect must not be
// called afterwards.
func (c *Connector) Close() error {
	if c.keeper == nil {
		return nil
	}
	return c.dsn.explain(c.keeper.release())
}

func (c *Connector) open(ctx context.Context) (driver.Conn, error) {
	opened, err := c.base.Connect(ctx)
	if err != nil {
		return nil, c.dsn.explainOpen(err)
	}
	b, ok := opened.(base)
	if !ok {
		opened.Close()
		return nil, fmt.Errorf("engine: connection %T of the base driver lacks a method that was expected of it; use the version of modernc.org/sqlite that go.mod requires", opened)
	}
	handle, err := setup{ctx, b, c.dsn}.run()
	if err != nil {
		b.Close()
		return nil, c.dsn.explainOpen(err)
	}
	return &conn{base: b, dsn: c.dsn, rewriter: c.rewriter, handle: handle}, nil
}
