package embed

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
)

// Sizes of responses, in bytes. An embedding of 65536 dimensions takes about
// 1 MiB.
const (
	maxEmbeddingBytes = 1 << 20
	maxMessageBytes   = 300
)

// request sends one request, and returns the vectors of its response.
func (e *OpenAI) request(ctx context.Context, texts []string) ([][]float32, error) {
	ctx, cancel := context.WithTimeout(ctx, e.options.Timeout)
	defer cancel()
	request, err := e.newRequest(ctx, texts)
	if err != nil {
		return nil, err
	}
	response, err := e.options.Client.Do(request)
	if err != nil {
		return nil, e.transportFailure(err)
	}
	defer response.Body.Close()
	limit := int64(len(texts)+1) * maxEmbeddingBytes
	body, err := io.ReadAll(io.LimitReader(response.Body, limit+1))
	if err != nil {
		return nil, e.transportFailure(err)
	}
	if response.StatusCode != http.StatusOK {
		return nil, statusFailure(response, body)
	}
	if int64(len(body)) > limit {
		return nil, fmt.Errorf("%w: it is longer than the %d bytes that %d embeddings may take: check that the URL is that of an embeddings API",
			ErrResponse, limit, len(texts))
	}
	return parseResponse(body, len(texts))
}

func (e *OpenAI) newRequest(ctx context.Context, texts []string) (*http.Request, error) {
	body, err := json.Marshal(struct {
		Model          string   `json:"model"`
		Input          []string `json:"input"`
		EncodingFormat string   `json:"encoding_format"`
	}{e.options.Model, texts, "float"})
	if err != nil {
		return nil, err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, e.endpoint, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Accept", "application/json")
	if password, ok := e.userinfo.Password(); ok {
		request.SetBasicAuth(e.userinfo.Username(), password)
	}
	if e.options.APIKey != "" {
		request.Header.Set("Authorization", "Bearer "+e.options.APIKey)
	}
	return request, nil
}

// transportFailure describes a request that got no complete response.
func (e *OpenAI) transportFailure(err error) error {
	var timeout net.Error
	if errors.As(err, &timeout) && timeout.Timeout() {
		return &failure{passing: true, err: fmt.Errorf("%w: no response within %v: raise the timeout, or send fewer texts at once",
			ErrTimeout, e.options.Timeout)}
	}
	var sending *url.Error
	if errors.As(err, &sending) {
		err = sending.Err // the URL is said once
	}
	return &failure{passing: true, err: fmt.Errorf("%w: %w: start the server, or check the URL and the network",
		ErrUnreachable, err)}
}

// statusFailure describes a response whose status is not 200.
func statusFailure(response *http.Response, body []byte) error {
	f := new(failure)
	reason, cure := ErrRejected, "correct the request by what it says"
	switch status := response.StatusCode; {
	case status == http.StatusUnauthorized, status == http.StatusForbidden:
		reason, cure = ErrUnauthorized, "set a valid API key with access to the model"
	case status == http.StatusNotFound:
		reason, cure = ErrNotFound, "check the model's name, fetch it to a local server first, and check the URL (it often ends with /v1)"
	case status == http.StatusTooManyRequests:
		reason, cure = ErrBusy, "wait, or check your quota"
		f.passing, f.retryAfter = true, retryAfter(response.Header)
	case status >= 500:
		reason, cure = ErrServer, "try again later, and look at the server's log"
		f.passing, f.retryAfter = true, retryAfter(response.Header)
	case status < 400:
		reason, cure = ErrResponse, "check that the URL is that of an embeddings API"
	}
	f.err = fmt.Errorf("%w: status %d, %s: %s", reason, response.StatusCode, errorMessage(body), cure)
	return f
}

// errorMessage returns what the body of an error response says, shortened and
// quoted.
func errorMessage(body []byte) string {
	var response struct {
		Error json.RawMessage `json:"error"`
	}
	var detailed struct {
		Message string `json:"message"`
	}
	var plain string
	message := string(bytes.TrimSpace(body))
	if json.Unmarshal(body, &response) == nil {
		switch {
		case json.Unmarshal(response.Error, &detailed) == nil && detailed.Message != "":
			message = detailed.Message
		case json.Unmarshal(response.Error, &plain) == nil && plain != "":
			message = plain
		}
	}
	if message == "" {
		return "no message"
	}
	return excerpt(message)
}

// excerpt returns the beginning of s, quoted.
func excerpt(s string) string {
	if len(s) > maxMessageBytes {
		return fmt.Sprintf("%q…", s[:maxMessageBytes])
	}
	return fmt.Sprintf("%q", s)
}
