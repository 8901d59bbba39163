package definition

// PrimaryKey is the declared primary key. The zero value is that of a table
// whose key is its rowid.
type PrimaryKey struct {
	Name string // as written; "" if none is declared
	Text bool   // TEXT, where the id is a text beside the rowid; else INTEGER
}

// setPrimaryKey reads NAME TYPE PRIMARY KEY.
func (t *Table) setPrimaryKey(arg string) (bool, error) {
	name, typ, ok := parseKey(arg, "primary")
	if !ok {
		return false, nil
	}
	if t.PrimaryKey.Name != "" {
		return false, messagef("More than one primary key definition was provided, " +
			"vec0 only suports a single primary key column")
	}
	t.PrimaryKey = PrimaryKey{Name: name, Text: typ == Text}
	return true, checkColumnName(name, arg)
}
