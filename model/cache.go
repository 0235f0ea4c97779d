package model

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// kept is an answer as it is kept on the disk: what was shown, what came back as
// it came, and what the model said in it.
type kept struct {
	Model  string `json:"model"`
	API    string `json:"api"`
	Prompt int    `json:"prompt"`
	Text   string `json:"text"`
	Raw    string `json:"raw"`
	Answer string `json:"answer"`
}

// key names the answer to a text: of the model, the version of the prompt, and
// the text.
func (a *Asker) key(text string) string {
	h := sha256.New()
	fmt.Fprintf(h, "%s\x00%d\x00%s", a.config.Model, Prompt, text)
	return hex.EncodeToString(h.Sum(nil))
}

func (a *Asker) file(key string) string { return filepath.Join(a.config.Cache, key[:2], key+".json") }

// load returns an answer that was kept, if there is one. One that is not whole is
// as if it were not there.
func (a *Asker) load(key string) (string, bool, error) {
	if a.config.Cache == "" {
		return "", false, nil
	}
	b, err := os.ReadFile(a.file(key))
	if errors.Is(err, fs.ErrNotExist) {
		return "", false, nil
	}
	if err != nil {
		return "", false, fmt.Errorf("kept answers of the model: %w", err)
	}
	var k kept
	if json.Unmarshal(b, &k) != nil || a.key(k.Text) != key {
		return "", false, nil
	}
	return k.Answer, true, nil
}

// keep puts an answer on the disk, whole or not at all.
func (a *Asker) keep(key, text string, raw []byte, answer string) error {
	if a.config.Cache == "" {
		return nil
	}
	b, err := json.Marshal(kept{a.config.Model, a.config.API, Prompt, text, string(raw), answer})
	if err != nil {
		return err
	}
	name := a.file(key)
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return fmt.Errorf("keep the model's answer: %w", err)
	}
	f, err := os.CreateTemp(filepath.Dir(name), "answer")
	if err != nil {
		return fmt.Errorf("keep the model's answer: %w", err)
	}
	_, err = f.Write(b)
	if err := errors.Join(err, f.Close()); err != nil {
		os.Remove(f.Name())
		return fmt.Errorf("keep the model's answer: %w", err)
	}
	if err := os.Rename(f.Name(), name); err != nil {
		os.Remove(f.Name())
		return fmt.Errorf("keep the model's answer: %w", err)
	}
	return nil
}
