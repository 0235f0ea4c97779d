package ledger_test

import (
	"bytes"
	"crypto"
	"crypto/x509"
	"errors"
	"fmt"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/digitorus/timestamp"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/internal/testkit"
	"github.com/recountlab/recount/ledger"
)

var stampedAt = time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC)

func authority(t testing.TB, spoil func(*x509.Certificate)) (*testkit.Authority, ledger.Trust) {
	t.Helper()
	a, err := testkit.NewAuthority(stampedAt, spoil)
	if err != nil {
		t.Fatal(err)
	}
	trust, err := ledger.ParseTrust(a.RootPEM)
	if err != nil {
		t.Fatal(err)
	}
	return a, trust
}

func answer(t testing.TB, a *testkit.Authority, imprint recount.Digest, nonce *big.Int) []byte {
	t.Helper()
	q, err := ledger.AskStamp(imprint, nonce)
	if err != nil {
		t.Fatal(err)
	}
	b, err := a.Answer(q)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestAStampIsOpenedByItsRoot(t *testing.T) {
	a, trust := authority(t, nil)
	want, nonce := recount.Sum([]byte("checkpoint")), big.NewInt(1234567)
	b := answer(t, a, want, nonce)
	got, err := ledger.OpenToken(b, trust)
	if err != nil {
		t.Fatal(err)
	}
	if !got.At.Equal(stampedAt) || got.Imprint != want || got.Nonce.Cmp(nonce) != 0 || got.Signer != "CN=Test Authority" || len(got.Chain) != 2 || !bytes.Equal(got.ChainPEM(), a.RootPEM) {
		t.Errorf("OpenToken = %+v", got)
	}
	_, others := authority(t, nil)
	if _, err := ledger.OpenToken(b, others); !errors.Is(err, recount.ErrInvalid) {
		t.Errorf("under another root: %v", err)
	}
	if _, err := ledger.OpenToken(b, ledger.Trust{}); !errors.Is(err, recount.ErrInvalid) {
		t.Errorf("under no root: %v", err)
	}
}

func TestStampsThatDoNotHold(t *testing.T) {
	for name, c := range map[string]struct {
		cert  func(*x509.Certificate)
		spoil func(*timestamp.Timestamp)
		want  string
	}{
		"a certificate for something else": {func(c *x509.Certificate) {
			c.ExtraExtensions, c.ExtKeyUsage = nil, []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
		}, nil, "not one for time stamps alone"},
		"a use that may be passed over": {func(c *x509.Certificate) { c.ExtraExtensions[0].Critical = false }, nil, "not one for time stamps alone"},
		"before its certificate":        {nil, func(ts *timestamp.Timestamp) { ts.Time = stampedAt.AddDate(-6, 0, 0) }, "expired or is not yet valid"},
		"after its certificate":         {nil, func(ts *timestamp.Timestamp) { ts.Time = stampedAt.AddDate(6, 0, 0) }, "expired or is not yet valid"},
		"another digest":                {nil, func(ts *timestamp.Timestamp) { ts.HashAlgorithm, ts.HashedMessage = crypto.SHA512, make([]byte, 64) }, "it is over SHA-512, not SHA-256"},
		"no certificate":                {nil, func(ts *timestamp.Timestamp) { ts.AddTSACertificate = false }, "its signer's certificate is not in it"},
	} {
		t.Run(name, func(t *testing.T) {
			a, trust := authority(t, c.cert)
			a.Spoil = c.spoil
			if _, err := ledger.OpenToken(answer(t, a, recount.Sum(nil), nil), trust); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v, want %q", err, c.want)
			}
		})
	}
	refused, err := timestamp.CreateErrorResponse(timestamp.Rejection, timestamp.BadAlgorithm)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ledger.OpenToken(refused, ledger.Trust{}); !errors.Is(err, recount.ErrInvalid) || !strings.Contains(err.Error(), "rejected") {
		t.Errorf("a refusal: %v", err)
	}
}

// No byte of what was signed, or of the signature, can be changed.
func TestAChangedStampSaysNothingElse(t *testing.T) {
	a, trust := authority(t, nil)
	b := answer(t, a, recount.Sum([]byte("x")), big.NewInt(5))
	whole, err := ledger.OpenToken(b, trust)
	if err != nil {
		t.Fatal(err)
	}
	for i := range b {
		changed := bytes.Clone(b)
		changed[i] ^= 1
		if got, err := ledger.OpenToken(changed, trust); err == nil && (got.Imprint != whole.Imprint || !got.At.Equal(whole.At) || got.Nonce.Cmp(whole.Nonce) != 0 || got.Signer != whole.Signer) {
			t.Errorf("byte %d: %+v", i, got)
		}
	}
}

func TestTrustWantsARoot(t *testing.T) {
	for _, s := range []string{"", "hello", "-----BEGIN CERTIFICATE-----\naGVsbG8=\n-----END CERTIFICATE-----\n"} {
		if _, err := ledger.ParseTrust([]byte(s)); !errors.Is(err, recount.ErrInvalid) {
			t.Errorf("%q: %v", s, err)
		}
	}
}

// What OpenToken takes openssl takes, and the other way round.
func TestOpenSSLAgrees(t *testing.T) {
	if _, err := exec.LookPath("openssl"); err != nil {
		t.Skip("openssl is not installed")
	}
	dir := t.TempDir()
	file := func(name string, b []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	a, trust := authority(t, nil)
	data := []byte("checkpoint")
	b := answer(t, a, recount.Sum(data), big.NewInt(99))
	run := func(args ...string) error {
		out, err := exec.Command("openssl", args...).CombinedOutput()
		if err != nil {
			return fmt.Errorf("%w: %s", err, out)
		}
		return nil
	}
	verify := func(data []byte, root []byte) error {
		return run("ts", "-verify", "-data", file("data", data), "-in", file("answer.tsr", b), "-CAfile", file("root.pem", root), "-attime", fmt.Sprint(stampedAt.Unix()))
	}
	if err := verify(data, a.RootPEM); err != nil {
		t.Error(err)
	}
	if err := verify([]byte("another"), a.RootPEM); err == nil {
		t.Error("openssl takes a stamp for other bytes")
	}
	other, _ := authority(t, nil)
	if err := verify(data, other.RootPEM); err == nil {
		t.Error("openssl takes a stamp under another root")
	}
	// An authority that is not of our making, with RSA.
	config := file("tsa.cnf", []byte(`[req]
distinguished_name=dn
[dn]
[root]
basicConstraints=critical,CA:TRUE
[tsa]
basicConstraints=CA:FALSE
extendedKeyUsage=critical,timeStamping
[ts]
serial=`+filepath.Join(dir, "serial")+`
crypto_device=builtin
signer_digest=sha256
default_policy=1.2.3.4
digests=sha256
accuracy=secs:1
ess_cert_id_chain=no
ess_cert_id_alg=sha256
`))
	file("serial", []byte("01\n"))
	at := func(name string) string { return filepath.Join(dir, name) }
	q, err := ledger.AskStamp(recount.Sum(data), big.NewInt(77))
	if err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", at("root.key"), "-out", at("own.pem"), "-subj", "/CN=Own Root", "-days", "30", "-config", config, "-extensions", "root"},
		{"req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", at("tsa.key"), "-out", at("tsa.csr"), "-subj", "/CN=Own Authority", "-config", config},
		{"x509", "-req", "-in", at("tsa.csr"), "-CA", at("own.pem"), "-CAkey", at("root.key"), "-CAcreateserial", "-out", at("tsa.pem"), "-days", "20", "-extfile", config, "-extensions", "tsa"},
		{"ts", "-reply", "-config", config, "-section", "ts", "-queryfile", file("q.tsq", q), "-signer", at("tsa.pem"), "-inkey", at("tsa.key"), "-out", at("own.tsr")},
	} {
		if err := run(args...); err != nil {
			t.Fatal(err)
		}
	}
	own, err := os.ReadFile(at("own.tsr"))
	if err != nil {
		t.Fatal(err)
	}
	pem, err := os.ReadFile(at("own.pem"))
	if err != nil {
		t.Fatal(err)
	}
	ownTrust, err := ledger.ParseTrust(pem)
	if err != nil {
		t.Fatal(err)
	}
	got, err := ledger.OpenToken(own, ownTrust)
	if err != nil || got.Imprint != recount.Sum(data) || got.Nonce.Int64() != 77 || got.Signer != "CN=Own Authority" {
		t.Errorf("OpenToken of openssl's: %+v, %v", got, err)
	}
	if _, err := ledger.OpenToken(own, trust); !errors.Is(err, recount.ErrInvalid) {
		t.Errorf("under another root: %v", err)
	}
}

func FuzzOpenToken(f *testing.F) {
	a, trust := authority(f, nil)
	f.Add(answer(f, a, recount.Sum([]byte("x")), big.NewInt(5)))
	f.Add([]byte{0x30, 0x03, 0x02, 0x01, 0x00})
	f.Fuzz(func(t *testing.T, b []byte) {
		got, err := ledger.OpenToken(b, trust)
		if err == nil && (got.Imprint != recount.Sum([]byte("x")) || !got.At.Equal(stampedAt)) {
			t.Fatalf("forged: %+v", got)
		}
	})
}
