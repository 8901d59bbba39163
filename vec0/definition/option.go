package definition

// setOption reads KEY=VALUE. The only key is chunk_size.
func (t *Table) setOption(arg string) (bool, error) {
	s := scanner{rest: arg}
	if !s.allow(identifier) {
		return false, nil
	}
	key := s.last
	if !s.allow(equals) {
		return false, nil
	}
	value := s.next() == foundToken || s.last.kind == identifier || s.last.kind == digits
	size := s.last.number()
	if !value || s.next() != foundEnd {
		return false, messagef("could not parse table option '%s'", arg)
	}
	if !key.is("chunk_size") {
		return false, messagef("Unknown table option: %s", key.text)
	}
	t.ChunkSize = size
	return true, checkChunkSize(size)
}

func checkChunkSize(size int) error {
	switch {
	case size <= 0:
		return messagef("chunk_size must be a non-zero positive integer")
	case size%8 != 0:
		return messagef("chunk_size must be divisible by 8")
	case size > MaxChunkSize:
		return messagef("chunk_size too large")
	}
	return nil
}
