package definition

// Metadata is a column that KNN queries can filter by.
type Metadata struct {
	Name string
	Type Type // Text, Integer, Float or Boolean
}

// addMetadata reads NAME TYPE. Whatever follows is ignored.
func (t *Table) addMetadata(arg string) (bool, error) {
	s := scanner{rest: arg}
	if !s.expect(identifier) {
		return false, nil
	}
	name := s.last.text
	if !s.expect(identifier) {
		return false, nil
	}
	typ, ok := s.last.typeOf(metadataTypes)
	if !ok {
		return false, nil
	}
	if len(t.Metadata) == MaxMetadata {
		return false, messagef("More than %d metadata columns were provided", MaxMetadata)
	}
	addColumn(t, KindMetadata, &t.Metadata, Metadata{name, typ})
	return true, nil
}

var metadataTypes = []typeName{
	{Boolean, []string{"boolean", "bool"}},
	{Integer, []string{"int64", "integer64", "integer", "int"}},
	{Float, []string{"float", "double", "float64", "f64"}},
	{Text, []string{"text"}},
}
