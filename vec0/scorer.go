package vec0

import (
	"sync"

	"github.com/nearlite/nearlite/vec0/shadow"
	"github.com/nearlite/nearlite/vector"
)

// blockBytes is how much of a chunk is read at a time: little enough to stay in
// the processor's cache until it is compared.
const blockBytes = 256 << 10

// scorer computes the distances of a query to slots of a chunk.
type scorer struct {
	bytes int // of a slot
	score func(slots []byte, distances []float32, s *vector.Scratch) error
}

// exactScorer compares vectors of the column's own type.
func (q *query) exactScorer() scorer {
	v := q.table.def.Vectors[q.column]
	return newScorer(v.Element, v.Metric, q.vector, v.BlobSize())
}

// codeScorer compares the codes of a rescore column with the query's own.
func (q *query) codeScorer() scorer {
	v := q.table.def.Vectors[q.column]
	e, metric := v.Rescore.Quantizer, v.Metric
	if e == vector.Bit {
		metric = vector.Hamming
	}
	code, _ := fromBlob(e, quantize(e, q.vector.float32s())) // never empty
	return newScorer(e, metric, code, v.CodeSize())
}

func newScorer(e vector.Element, m vector.Metric, o operand, bytes int) scorer {
	s := scorer{bytes: bytes}
	switch e {
	case vector.Int8:
		s.score = func(slots []byte, distances []float32, scratch *vector.Scratch) error {
			m.Int8Batch(o.int8s(), vector.Int8sFromBlob(slots), distances, scratch)
			return nil
		}
	case vector.Bit:
		s.score = func(slots []byte, distances []float32, scratch *vector.Scratch) error {
			m.BitBatch(o.blob, slots, distances, scratch)
			return nil
		}
	default:
		query := o.float32s()
		s.score = func(slots []byte, distances []float32, scratch *vector.Scratch) error {
			rows, err := vector.Float32sFromBlob(slots)
			if err == nil {
				m.Float32Batch(query, rows, distances, scratch)
			}
			return err
		}
	}
	return s
}

// scanMemory is what a scan needs besides its result, kept between scans.
type scanMemory struct {
	slots      []byte
	distances  []float32
	candidates shadow.Bitmap
	scratch    vector.Scratch
}

var scanMemories = sync.Pool{New: func() any { return new(scanMemory) }}

func takeMemory() *scanMemory { return scanMemories.Get().(*scanMemory) }

func (m *scanMemory) giveBack() { scanMemories.Put(m) }

// room is memory for the bytes of n slots and their distances.
func (m *scanMemory) room(bytes, n int) ([]byte, []float32) {
	if cap(m.slots) < bytes {
		m.slots = make([]byte, max(bytes, blockBytes))
	}
	if cap(m.distances) < n {
		m.distances = make([]float32, n)
	}
	return m.slots[:bytes], m.distances[:n]
}
