package main

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"

	"github.com/recountlab/recount/extract"
	"github.com/recountlab/recount/model"
)

// readingFlags say what reads reports. The key of a server comes from the
// environment alone, so that it stands in no list of commands.
type readingFlags struct {
	Reader     model.Mode `enum:"rules,model,both,assist" default:"rules" help:"What reads: rules (nothing is sent anywhere), model, both, or assist (the model is shown only sentences in doubt). See docs/models.md."`
	ModelURL   string     `placeholder:"URL" env:"RECOUNT_MODEL_URL" help:"Where the interface of the model's server begins ($RECOUNT_MODEL_URL): http://localhost:11434/v1."`
	Model      string     `placeholder:"NAME" env:"RECOUNT_MODEL" help:"The model's name at its server ($RECOUNT_MODEL)."`
	ModelAPI   string     `name:"model-api" enum:"openai,ollama" default:"openai" env:"RECOUNT_MODEL_API" help:"The interface that the server speaks: openai or ollama."`
	ModelCache string     `placeholder:"DIR" env:"RECOUNT_MODEL_CACHE" help:"Where its answers are kept; else beside the casebook, or in the user's cache."`
}

// modelKey is the variable of the environment that holds the key of a server.
const modelKey = "RECOUNT_MODEL_KEY"

// backend returns what reads reports as the flags say, and what asks the model,
// nil if none is asked. cache is where answers are kept if the flags do not say.
func (w *world) backend(f readingFlags, x *extract.Reader, cache string) (extract.Backend, *model.Asker, error) {
	if f.Reader == model.Rules || f.Reader == "" {
		return x, nil, nil
	}
	if f.ModelURL == "" || f.Model == "" {
		return nil, nil, fmt.Errorf("--reader %s wants a server and a model: name them with --model-url and --model", f.Reader)
	}
	if cache == "" {
		if dir, err := os.UserCacheDir(); err == nil {
			cache = filepath.Join(dir, "recount", "model")
		}
	}
	a, err := model.New(model.Config{URL: f.ModelURL, Model: f.Model, API: f.ModelAPI, Key: os.Getenv(modelKey), Cache: cmp.Or(f.ModelCache, cache)}, f.Reader, x)
	if err != nil {
		return nil, nil, err
	}
	return a.Within(w.ctx), a, nil
}

// asked says what became of what a model proposed.
func (w *world) asked(a *model.Asker) {
	if a == nil {
		return
	}
	if s := a.Sums(); s.Reports > 0 {
		fmt.Fprintln(w.stderr, "recount:", s)
	}
}
