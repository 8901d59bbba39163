package definition

// Partition is a partition key column: the rows of a chunk have one value of it.
type Partition struct {
	Name string
	Type Type // Text or Integer
}

// addPartition reads NAME TYPE PARTITION KEY.
func (t *Table) addPartition(arg string) (bool, error) {
	name, typ, ok := parseKey(arg, "partition")
	if !ok {
		return false, nil
	}
	if len(t.Partitions) == MaxPartitions {
		return false, messagef("More than %d partition key columns were provided", MaxPartitions)
	}
	addColumn(t, KindPartition, &t.Partitions, Partition{name, typ})
	return true, checkColumnName(name, arg)
}

// parseKey reads a column name, its type and KEY after that word. Whatever
// follows is ignored.
func parseKey(arg, word string) (name string, typ Type, ok bool) {
	s := scanner{rest: arg}
	if !s.allow(identifier) {
		return "", 0, false
	}
	name = s.last.text
	if !s.allow(identifier) {
		return "", 0, false
	}
	typ, ok = s.last.typeOf(keyTypes)
	ok = ok && s.allow(identifier) && s.last.is(word) && s.allow(identifier) && s.last.is("key")
	return name, typ, ok
}

var keyTypes = []typeName{
	{Text, []string{"text"}},
	{Integer, []string{"int", "integer"}},
}
