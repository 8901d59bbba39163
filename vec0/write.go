package vec0

import (
	"github.com/nearlite/nearlite/internal/sqlite3"
	"github.com/nearlite/nearlite/vec0/definition"
	"github.com/nearlite/nearlite/vec0/shadow"
)

// Insert adds a row, or runs a command. Everything is checked before anything is
// written, since SQLite does not undo half a statement inside a transaction.
func (t *table) Insert(_ sqlite3.Value, columns sqlite3.Args) (int64, error) {
	if c := t.hidden.Command; c >= 0 && columns.At(c).Type() == sqlite3.Text {
		return t.conn.LastInsertRowID(), t.command(columns.At(c).Text())
	}
	if t.untold {
		if err := t.store.Announce(); err != nil {
			return 0, err
		}
	}
	last := t.conn.LastInsertRowID()
	rowid, err := t.insert(columns)
	if err != nil {
		t.conn.SetLastInsertRowID(last)
	}
	return rowid, err
}

func (t *table) insert(columns sqlite3.Args) (int64, error) {
	var row shadow.Row
	if err := t.readRow(&row, columns); err != nil {
		return 0, err
	}
	existing, taken, err := t.readKey(&row, columns.At(definition.IDColumn))
	if err != nil {
		return 0, err
	}
	if err := t.readBesides(&row, columns); err != nil {
		return 0, err
	}
	if taken {
		return t.store.Replace(existing, row)
	}
	return t.store.Insert(row)
}

// readRow reads what is checked before the key: partition values, vectors, and
// that the hidden columns are left alone.
func (t *table) readRow(row *shadow.Row, columns sqlite3.Args) error {
	row.Partitions = make([]sqlite3.Value, len(t.def.Partitions))
	row.Vectors = make([]shadow.Vector, len(t.def.Vectors))
	for _, kind := range []definition.Kind{definition.KindPartition, definition.KindVector} {
		for i, c := range t.def.Columns {
			if c.Kind != kind {
				continue
			}
			v := columns.At(definition.FirstColumn + i)
			var err error
			if kind == definition.KindPartition {
				row.Partitions[c.Index], err = t.partitionValue(c.Index, v)
			} else {
				row.Vectors[c.Index], err = t.vectorValue(c.Index, v, inserted)
			}
			if err != nil {
				return err
			}
		}
	}
	if !columns.At(t.hidden.Distance).IsNull() {
		return message(`A value was provided for the hidden "distance" column.`)
	}
	if !columns.At(t.hidden.K).IsNull() {
		return message(`A value was provided for the hidden "k" column.`)
	}
	return nil
}

// readKey reads the key. taken says that a row has it already, and that the
// statement is to replace that row.
func (t *table) readKey(row *shadow.Row, v sqlite3.Value) (existing int64, taken bool, err error) {
	switch {
	case t.def.PrimaryKey.Text:
		if v.Type() != sqlite3.Text {
			return 0, false, messagef("The %s virtual table was declared with a TEXT primary key, but a non-TEXT value was provided in an INSERT.", t.name)
		}
		row.Key = v.Text()
		existing, taken, err = t.store.Rowid(row.Key)
	case v.Type() == sqlite3.Integer:
		row.Rowid, row.HasRowid = v.Int64(), true
		existing = row.Rowid
		_, taken, err = t.store.Place(existing)
	case !v.IsNull():
		err = messagef("Only integers are allows for primary key values on %s", t.name)
	}
	if err != nil || !taken {
		return 0, false, err
	}
	switch t.conn.OnConflict() {
	case sqlite3.ConflictReplace:
		return existing, true, nil
	case sqlite3.ConflictIgnore, sqlite3.ConflictFail, sqlite3.ConflictRollback:
		// SQLite passes over the row, keeps the rows before it, or rolls back, for
		// this code alone.
		return 0, false, sqlite3.Errorf(sqlite3.ErrConstraint, "UNIQUE constraint failed on %s primary key", t.name)
	}
	return 0, false, messagef("UNIQUE constraint failed on %s primary key", t.name)
}

// readBesides reads auxiliary and metadata values.
func (t *table) readBesides(row *shadow.Row, columns sqlite3.Args) (err error) {
	row.Auxiliary = make([]sqlite3.Value, len(t.def.Auxiliary))
	row.Metadata = make([]shadow.Metadata, len(t.def.Metadata))
	for i, c := range t.def.Columns {
		if c.Kind == definition.KindAuxiliary {
			if row.Auxiliary[c.Index], err = t.auxiliaryValue(c.Index, columns.At(definition.FirstColumn+i)); err != nil {
				return err
			}
		}
	}
	for i, c := range t.def.Columns {
		if c.Kind == definition.KindMetadata {
			if row.Metadata[c.Index], err = t.metadataValue(c.Index, columns.At(definition.FirstColumn+i)); err != nil {
				return err
			}
		}
	}
	return nil
}

// Delete removes the row of a key; without one it does nothing.
func (t *table) Delete(key sqlite3.Value) error {
	rowid, found, err := t.rowidOf(key)
	if err != nil || !found {
		return err
	}
	return t.store.Delete(rowid)
}

// change is a column of an UPDATE, checked.
type change func(rowid int64, p *shadow.Place) error

// Update changes the columns that the statement sets. An integer key stays what
// it is, whatever it is set to, as in sqlite-vec.
func (t *table) Update(old, key sqlite3.Value, columns sqlite3.Args) error {
	if t.def.PrimaryKey.Text && old.Text() != key.Text() {
		return message("UPDATEs on vec0 primary key values are not allowed.")
	}
	rowid, found, err := t.rowidOf(old)
	if err != nil || !found {
		return err
	}
	place, found, err := t.store.Place(rowid)
	if err != nil || !found {
		return err
	}
	changes, err := t.changes(columns)
	if err != nil {
		return err
	}
	defer t.conn.SetLastInsertRowID(t.conn.LastInsertRowID())
	for _, change := range changes {
		if err := change(rowid, &place); err != nil {
			return err
		}
	}
	return nil
}

// updateOrder is the order in which an UPDATE checks columns, as sqlite-vec does.
var updateOrder = []definition.Kind{definition.KindPartition, definition.KindAuxiliary, definition.KindMetadata, definition.KindVector}

// changes checks all columns that are set before any is written.
func (t *table) changes(columns sqlite3.Args) (list []change, err error) {
	var moved bool
	for _, kind := range updateOrder {
		for i, c := range t.def.Columns {
			v := columns.At(definition.FirstColumn + i)
			if c.Kind != kind || v.NoChange() {
				continue
			}
			next, err := t.change(c, v)
			if err != nil {
				return nil, err
			}
			if next != nil {
				list = append(list, next)
			}
			moved = moved || kind == definition.KindPartition
		}
	}
	if moved {
		list = append(list, t.partitionChange(columns))
	}
	return list, nil
}

// change checks one column; nil is for those that other changes see to, or that
// stay as they are.
func (t *table) change(c definition.Column, v sqlite3.Value) (next change, err error) {
	switch c.Kind {
	case definition.KindPartition:
		_, err = t.partitionValue(c.Index, v)
	case definition.KindVector:
		next, err = t.vectorChange(c.Index, v)
	case definition.KindMetadata:
		next, err = t.metadataChange(c.Index, v)
	case definition.KindAuxiliary:
		next = func(rowid int64, _ *shadow.Place) error { return t.store.SetAuxiliary(c.Index, rowid, v) }
	}
	return next, err
}

// vectorChange sets a vector; NULL leaves it as it is.
func (t *table) vectorChange(column int, v sqlite3.Value) (change, error) {
	if v.IsNull() {
		return nil, nil
	}
	value, err := t.vectorValue(column, v, updated)
	return func(rowid int64, p *shadow.Place) error { return t.store.SetVector(column, rowid, *p, value) }, err
}

func (t *table) metadataChange(column int, v sqlite3.Value) (change, error) {
	value, err := t.metadataValue(column, v)
	return func(rowid int64, p *shadow.Place) error { return t.store.SetMetadata(column, rowid, *p, value) }, err
}

// partitionChange moves the row to a chunk of its new partition values; those
// that the statement does not set are its old ones.
func (t *table) partitionChange(columns sqlite3.Args) change {
	return func(rowid int64, p *shadow.Place) error {
		return t.store.Partitions(p.Chunk, func(values []sqlite3.Value) (err error) {
			for i, c := range t.def.Columns {
				if v := columns.At(definition.FirstColumn + i); c.Kind == definition.KindPartition && !v.NoChange() {
					values[c.Index] = v
				}
			}
			*p, err = t.store.Repartition(rowid, *p, values)
			return err
		})
	}
}
