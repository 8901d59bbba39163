package definition

// Auxiliary is a column that is stored and given back, and never searched.
type Auxiliary struct {
	Name string
	Type Type // Text, Integer, Float or Blob
}

// addAuxiliary reads +NAME TYPE. Whatever follows is ignored.
func (t *Table) addAuxiliary(arg string) (bool, error) {
	s := scanner{rest: arg}
	if !s.expect(plus) || !s.allow(identifier) {
		return false, nil
	}
	name := s.last.text
	if !s.allow(identifier) {
		return false, nil
	}
	typ, ok := s.last.typeOf(auxiliaryTypes)
	if !ok {
		return false, nil
	}
	if len(t.Auxiliary) == MaxAuxiliaries {
		return false, messagef("More than %d auxiliary columns were provided", MaxAuxiliaries)
	}
	addColumn(t, KindAuxiliary, &t.Auxiliary, Auxiliary{name, typ})
	return true, checkColumnName(name, arg)
}

var auxiliaryTypes = []typeName{
	{Text, []string{"text"}},
	{Integer, []string{"int", "integer"}},
	{Float, []string{"float", "double"}},
	{Blob, []string{"blob"}},
}
