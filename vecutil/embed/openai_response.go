package embed

import (
	"encoding/json"
	"fmt"
	"math"
)

// embedding is one vector of a response.
type embedding struct {
	// Index is the position of the vector's text in the request. Some servers
	// leave it out, and answer in order.
	Index  *int      `json:"index"`
	Vector []float32 `json:"embedding"`
}

// parseResponse returns the vectors of a response to a request of count texts,
// in the order of the texts. They are of equal length, finite and not zero.
func parseResponse(body []byte, count int) ([][]float32, error) {
	var response struct {
		Data []embedding `json:"data"`
	}
	if err := json.Unmarshal(body, &response); err != nil {
		return nil, fmt.Errorf("%w: it is no JSON list of embeddings (%w) and begins with %s: check that the URL is that of an embeddings API (it often ends with /v1)",
			ErrResponse, err, excerpt(string(body[:min(len(body), 80)])))
	}
	if len(response.Data) != count {
		return nil, fmt.Errorf("%w: it has %d embeddings for %d texts: check that the endpoint takes several texts at once, or set the batch size to 1",
			ErrResponse, len(response.Data), count)
	}
	vectors := make([][]float32, count)
	for i, item := range response.Data {
		index := i
		if item.Index != nil {
			index = *item.Index
		}
		if index < 0 || index >= count || vectors[index] != nil {
			return nil, fmt.Errorf("%w: index %d comes twice or is not below %d: report it to the endpoint's makers",
				ErrResponse, index, count)
		}
		if err := checkVector(item.Vector); err != nil {
			return nil, err
		}
		if first := len(response.Data[0].Vector); len(item.Vector) != first {
			return nil, fmt.Errorf("%w: %d and %d dimensions in one response: use one model for all texts",
				ErrDimension, first, len(item.Vector))
		}
		vectors[index] = item.Vector
	}
	return vectors, nil
}

// checkVector returns an error unless vector has a direction.
func checkVector(vector []float32) error {
	const cure = "check that the model is made for embeddings"
	if len(vector) == 0 {
		return fmt.Errorf("%w: an embedding is empty: %s", ErrResponse, cure)
	}
	zero := true
	for _, x := range vector {
		if math.IsNaN(float64(x)) || math.IsInf(float64(x), 0) {
			return fmt.Errorf("%w: an embedding has the component %v: %s", ErrResponse, x, cure)
		}
		zero = zero && x == 0
	}
	if zero {
		return fmt.Errorf("%w: an embedding is all zeros: %s", ErrResponse, cure)
	}
	return nil
}
