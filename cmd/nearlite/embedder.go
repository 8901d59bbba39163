package main

import (
	"errors"
	"net/url"
	"os"
	"time"

	"github.com/nearlite/nearlite/vecutil/embed"
)

// embedderFlags choose the embedder; without them it is the built-in one.
type embedderFlags struct {
	URL   string `name:"embed-url" env:"NEARLITE_EMBED_URL" placeholder:"URL" help:"Endpoint with OpenAI's embeddings API, such as http://localhost:11434/v1 (Ollama), instead of the built-in embedder. Its API key, if it needs one, is read from the environment variable NEARLITE_EMBED_KEY, for api.openai.com also from OPENAI_API_KEY."`
	Model string `name:"embed-model" env:"NEARLITE_EMBED_MODEL" placeholder:"NAME" help:"Model that the endpoint is asked for."`

	Timeout time.Duration `name:"embed-timeout" default:"${default_timeout}" placeholder:"TIME" help:"How long to wait for an answer of the endpoint (${default})."`
}

// Validate is called by the parser of the command line.
func (f embedderFlags) Validate() error {
	switch {
	case f.Timeout <= 0:
		return errors.New("--embed-timeout must be positive, such as 90s")
	case f.URL != "" && f.Model == "":
		return errors.New("--embed-url needs --embed-model: the name of the endpoint's model, such as nomic-embed-text")
	case f.URL == "" && f.Model != "":
		return errors.New("--embed-model needs --embed-url: where the model is served, such as http://localhost:11434/v1 or https://api.openai.com/v1")
	}
	return nil
}

func (f embedderFlags) embedder() (embed.Embedder, error) {
	if f.URL == "" {
		return embed.Hash{}, nil
	}
	return embed.NewOpenAI(embed.OpenAIOptions{BaseURL: f.URL, Model: f.Model, APIKey: apiKey(f.URL), Timeout: f.Timeout})
}

// apiKey is the key for an endpoint. OpenAI's is given to OpenAI alone.
func apiKey(endpoint string) string {
	if key := os.Getenv("NEARLITE_EMBED_KEY"); key != "" {
		return key
	}
	if u, err := url.Parse(endpoint); err == nil && u.Scheme == "https" && u.Host == "api.openai.com" {
		return os.Getenv("OPENAI_API_KEY")
	}
	return ""
}
