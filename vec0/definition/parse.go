package definition

// Parse reads the arguments of a vec0 table, which a module gets after the name
// of the module, the schema and the table. The slice is not kept.
//
// It takes what sqlite-vec takes and refuses the rest with the same texts, but
// for two things: a vector column with an index that is not supported here gives
// an [IndexError], and a column must have a name. That no two columns have the
// same one is for SQLite to find, see [DeclarationError].
func Parse(args []string) (*Table, error) {
	t := &Table{ChunkSize: DefaultChunkSize}
	for _, arg := range args {
		if err := t.add(arg); err != nil {
			return nil, err
		}
	}
	if err := t.checkKinds(); err != nil {
		return nil, err
	}
	return t, nil
}

// readers try to read an argument as one kind of thing each, in this order,
// which decides what an argument is that could be several. They add it to the
// table, or report false if it is something else.
var readers = []func(*Table, string) (bool, error){
	(*Table).addVector,
	(*Table).addPartition,
	(*Table).setPrimaryKey,
	(*Table).addAuxiliary,
	(*Table).addMetadata,
	(*Table).setOption,
}

func (t *Table) add(arg string) error {
	for _, read := range readers {
		if ok, err := read(t, arg); ok || err != nil {
			return err
		}
	}
	return messagef("Could not parse '%s'", arg)
}

// addColumn appends a column of that kind to the slice of its kind.
func addColumn[C any](t *Table, kind Kind, of *[]C, c C) {
	t.Columns = append(t.Columns, Column{Kind: kind, Index: len(*of)})
	*of = append(*of, c)
}

// checkColumnName is the error of a column without a name, which an argument
// that starts with punctuation declares.
func checkColumnName(name, arg string) error {
	if name == "" {
		return messagef("the column that '%s' declares has no name: start it with a letter", arg)
	}
	return nil
}

// checkKinds checks what no single argument tells.
func (t *Table) checkKinds() error {
	if len(t.Vectors) == 0 {
		return messagef("At least one vector column is required")
	}
	for _, v := range t.Vectors {
		switch {
		case v.Flat():
		case len(t.Metadata) > 0:
			return messagef("Metadata columns are not supported with rescore indexes")
		case len(t.Partitions) > 0:
			return messagef("Partition key columns are not supported with rescore indexes")
		}
	}
	return nil
}
