package shadow

import (
	"fmt"

	"github.com/nearlite/nearlite/internal/sqlite3"
)

// Optimize moves rows from the newest chunks of each partition into the free
// slots of the oldest, until only the newest chunk of a partition has any. The
// chunks that become empty are removed; VACUUM then gives their pages back.
func (s *Store) Optimize() error {
	s.version++
	partitions, err := s.partitions()
	if err != nil {
		return err
	}
	for _, chunks := range partitions {
		if err := s.compact(chunks); err != nil {
			return fmt.Errorf("optimize: %w", err)
		}
	}
	return nil
}

// occupied is a chunk and how many of its slots are in use.
type occupied struct {
	id   int64
	used int
}

// partitions lists the chunks of each partition in ascending order.
func (s *Store) partitions() (map[string][]occupied, error) {
	if err := s.Flush(); err != nil {
		return nil, err
	}
	columns := ""
	for i := range s.def.Partitions {
		columns += ", " + partitionColumn(i)
	}
	list := map[string][]occupied{}
	err := s.with(`SELECT chunk_id, validity, rowids`+columns+` FROM {chunks} ORDER BY chunk_id`, func(stmt *sqlite3.Stmt) error {
		for {
			more, err := stmt.Step()
			if err != nil || !more {
				return err
			}
			h, err := s.head(stmt.Int64(0), stmt, 1)
			if err != nil {
				return err
			}
			var values []sqlite3.Value
			for i := range s.def.Partitions {
				values = append(values, stmt.Value(3+i))
			}
			key := partitionKey(values)
			list[key] = append(list[key], occupied{h.Chunk, h.Validity.Count()})
		}
	})
	return list, err
}

// compact fills the chunks of a partition from the front with rows from the
// back.
func (s *Store) compact(chunks []occupied) error {
	size := s.def.ChunkSize
	front, back := 0, len(chunks)-1
	for front < back {
		if chunks[front].used == size {
			front++
			continue
		}
		n := min(size-chunks[front].used, chunks[back].used)
		if err := s.moveRows(chunks[back].id, chunks[front].id, n); err != nil {
			return err
		}
		chunks[front].used += n
		if chunks[back].used -= n; chunks[back].used == 0 {
			back--
		}
	}
	return nil
}

// moveRows moves the last n rows of a chunk into another one's free slots.
func (s *Store) moveRows(from, to int64, n int) error {
	for range n {
		source, err := s.open(from)
		if err != nil {
			return err
		}
		slot := source.validity.Slots() - 1
		for !source.validity.Has(slot) {
			slot--
		}
		p := Place{from, slot}
		rowid := Head{rowids: source.rowids}.Rowid(slot)
		if known, found, err := s.place(rowid); err != nil {
			return err
		} else if !found || known != p {
			return s.damaged("chunks", from, "slot %d is in use by row %d, which is elsewhere or missing in rowids", slot, rowid)
		}
		slots, err := s.slots(rowid, p)
		if err != nil {
			return err
		}
		target, err := s.open(to)
		if err != nil {
			return err
		}
		if _, err := s.move(rowid, p, target, slots); err != nil {
			return err
		}
	}
	return nil
}
