package vec0_test

import (
	"context"
	"database/sql"
	"encoding/binary"
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/nearlite/nearlite/internal/oracle"
	"github.com/nearlite/nearlite/internal/oracle/expression"
)

var (
	oracleSeed = flag.Uint64("oracle.seed", 0, "seed of the expressions compared with sqlite-vec 0.1.9; 0 takes another each time")
	oracleN    = flag.Int("oracle.n", 20_000, "how many expressions are compared")
)

// TestExpressionsAgreeWithSqliteVec compares random expressions with sqlite-vec
// 0.1.9. The differences that are right are those that knownDifferences tell.
func TestExpressionsAgreeWithSqliteVec(t *testing.T) {
	n, seed := *oracleN, *oracleSeed
	if testing.Short() {
		n = min(n, 2000)
	}
	if seed == 0 {
		seed = rand.Uint64()
	}
	p := newPeers(t)
	r := rand.New(rand.NewPCG(seed, 0))
	known := map[string]int{}
	const batch = 500
	for done := 0; done < n; done += batch {
		queries := make([]expression.Query, min(batch, n-done))
		for i := range queries {
			queries[i] = expression.Random(r)
		}
		for _, q := range p.differing(queries) {
			why := p.explain(q)
			if why == "" {
				q = q.Reduce(func(q expression.Query) bool { return p.diff(q) != "" && p.explain(q) == "" })
				t.Fatalf("seed %d: %s\n%s\n(go test -run ExpressionsAgree -oracle.seed %d -oracle.n %d)", seed, q, p.diff(q), seed, n)
			}
			known[why]++
		}
	}
	t.Logf("seed %d: %d expressions, differences that are right: %v", seed, n, known)
}

// peers are this package and sqlite-vec 0.1.9.
type peers struct {
	t     *testing.T
	here  *sql.Conn
	there *oracle.Process
}

func newPeers(t *testing.T) *peers {
	conn, err := open(t).Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return &peers{t, conn, oracle.Start(t, ":memory:")}
}

func (p *peers) ours(q expression.Query) oracle.Answer {
	return oracle.Run(context.Background(), p.here, q.Statement())
}

func (p *peers) theirs(queries ...expression.Query) []oracle.Answer {
	statements := make([]oracle.Statement, len(queries))
	for i, q := range queries {
		statements[i] = q.Statement()
	}
	answers, err := p.there.Run(statements...)
	if err != nil {
		p.t.Fatal(err)
	}
	return answers
}

// diff says how the answers to q differ, "" if they do not.
func (p *peers) diff(q expression.Query) string {
	return tolerance(q).Diff(p.theirs(q)[0], p.ours(q))
}

func (p *peers) differing(queries []expression.Query) (list []expression.Query) {
	for i, want := range p.theirs(queries...) {
		if q := queries[i]; tolerance(q).Diff(want, p.ours(q)) != "" {
			list = append(list, q)
		}
	}
	return list
}

// tolerance is for distances, which sum in another order; all else is exact.
func tolerance(q expression.Query) oracle.Tolerance {
	if isDistance(q) {
		return oracle.Tolerance{Relative: 2e-5, Absolute: 1e-6}
	}
	return oracle.Tolerance{}
}

func isDistance(q expression.Query) bool {
	return !q.Each && strings.HasPrefix(q.Root.Function(), "vec_distance_")
}

// explain names the reason for which the answers to q may differ, "" if there
// is none.
func (p *peers) explain(q expression.Query) string {
	reason := ""
	for _, single := range q.Single() {
		if p.diff(single) == "" {
			continue
		}
		if reason = p.explainSingle(single); reason == "" {
			return ""
		}
	}
	return reason
}

func (p *peers) explainSingle(q expression.Query) string {
	for _, d := range knownDifferences {
		if d.holds(p, q) {
			return d.reason
		}
	}
	return ""
}

// knownDifferences between this package and sqlite-vec 0.1.9 as modernc.org
// has it. Each is proved for the query at hand, not guessed from its looks.
var knownDifferences = []struct {
	reason string
	holds  func(*peers, expression.Query) bool
}{
	{"sqlite-vec refuses elements that are NaN or infinite since 0.1.10", (*peers).refusesNotFinite},
	{"musl's strtod and strtol, unlike others, set errno for the ']' of an empty array", (*peers).emptyArray},
	{"a float32 sum beyond the range of normal numbers depends on the order of summation", (*peers).sumOutOfRange},
}

var notFinite = regexp.MustCompile(`invalid float32 vector: element (\d+) is (NaN|Inf)`)

// refusesNotFinite holds if our error is about an element that is what the
// error says.
func (p *peers) refusesNotFinite(q expression.Query) bool {
	operand, text := p.failing(q)
	m := notFinite.FindStringSubmatch(text)
	if m == nil {
		return false
	}
	index, _ := strconv.Atoi(m[1])
	switch v := operand.(type) {
	case []byte:
		return firstNotFinite(v, index) == m[2]
	case string:
		if p.parsesNotFinite(index, m[2], v) {
			return true
		}
		// A text may have other faults behind the element: some part of it up
		// to the element must be a vector to sqlite-vec.
		parts := make([]string, len(v))
		for i := range parts {
			parts[i] = v[:i+1]
		}
		return p.parsesNotFinite(index, m[2], parts...)
	}
	return false
}

// parsesNotFinite reports whether sqlite-vec reads one of the texts as a vector
// whose first element that is not finite is the one given.
func (p *peers) parsesNotFinite(index int, what string, texts ...string) bool {
	queries := make([]expression.Query, len(texts))
	for i, text := range texts {
		queries[i] = expression.Query{Root: &expression.Node{Template: "vec_f32($)", Args: []*expression.Node{{Value: oracle.Value{Any: text}}}}}
	}
	for _, a := range p.theirs(queries...) {
		if a.Error == "" && firstNotFinite(a.Rows[0][0].Any.([]byte), index) == what {
			return true
		}
	}
	return false
}

// firstNotFinite says what element index of a blob is, if it is NaN or infinite
// and the first such element.
func firstNotFinite(blob []byte, index int) string {
	for i, x := range float32s(blob) {
		switch {
		case math.IsNaN(x) && i == index:
			return "NaN"
		case math.IsInf(x, 0) && i == index:
			return "Inf"
		case math.IsNaN(x) || math.IsInf(x, 0):
			return ""
		}
	}
	return ""
}

var startsEmpty = regexp.MustCompile(`^[ \t\n\r]*\[\]`)

func (p *peers) emptyArray(q expression.Query) bool {
	operand, text := p.failing(q)
	v, isText := operand.(string)
	return isText && startsEmpty.MatchString(v) &&
		strings.Contains(text, "zero-length vectors are not supported.") && strings.Contains(p.theirs(q)[0].Error, "JSON parsing error")
}

// failing returns the operand that makes q fail here, and the error's text.
func (p *peers) failing(q expression.Query) (operand any, text string) {
	if q.Each {
		// vec_each has no text of its own: vec_length has one for the same vector.
		q = expression.Query{Root: &expression.Node{Template: "vec_length($)", Args: []*expression.Node{q.Root}}}
	}
	text = p.ours(q).Error
	var operands []any
	for _, arg := range q.Root.Args {
		a := p.ours(expression.Query{Root: arg})
		if a.Error != "" {
			return p.failing(expression.Query{Root: arg})
		}
		operands = append(operands, a.Rows[0][0].Any)
	}
	switch {
	case len(operands) == 0:
		return nil, text
	case strings.Contains(text, "Error reading 2nd vector: "):
		return operands[1], text
	}
	return operands[0], text
}

// sumOutOfRange holds for a distance one of whose sums is too great for float32,
// or so small that float32 has lost digits.
func (p *peers) sumOutOfRange(q expression.Query) bool {
	if !isDistance(q) {
		return false
	}
	var vectors [2][]float64
	for i, arg := range q.Root.Args {
		a := p.ours(expression.Query{Root: &expression.Node{Template: "vec_f32($)", Args: []*expression.Node{arg}}})
		if a.Error != "" {
			return false
		}
		vectors[i] = float32s(a.Rows[0][0].Any.([]byte))
	}
	var sums [4]float64
	for i, x := range vectors[0] {
		y := vectors[1][i]
		sums[0] += x * x
		sums[1] += y * y
		sums[2] += math.Abs(x * y)
		sums[3] += (x - y) * (x - y)
	}
	const lost = 0x1p-126 * (1 << 24) // the least normal number, and the precision of float32 above it
	for _, s := range sums {
		if s > math.MaxFloat32 || s != 0 && s < lost {
			return true
		}
	}
	return false
}

func float32s(blob []byte) []float64 {
	list := make([]float64, len(blob)/4)
	for i := range list {
		list[i] = float64(math.Float32frombits(binary.LittleEndian.Uint32(blob[4*i:])))
	}
	return list
}

// TestOracleVersion makes sure of whom we compare ourselves with.
func TestOracleVersion(t *testing.T) {
	p := newPeers(t)
	answer := p.theirs(expression.Query{Root: &expression.Node{Template: "vec_version()"}})[0]
	if got := fmt.Sprint(answer); got != "('v0.1.9')" {
		t.Errorf("the oracle is version %s, want 0.1.9: look at the known differences again", got)
	}
}
