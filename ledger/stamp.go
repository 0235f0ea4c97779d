package ledger

import (
	"bytes"
	"crypto"
	_ "crypto/sha1"   // for authorities that name their certificate by it
	_ "crypto/sha512" // the same
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"time"

	"github.com/digitorus/pkcs7"
	"github.com/digitorus/timestamp"

	"github.com/recountlab/recount"
)

// A Stamp is the word of a time-stamping authority (RFC 3161) that a checkpoint,
// and so every entry under it, existed at a time; or the proof of a calendar
// (OpenTimestamps) that a block of the Bitcoin chain holds it.
type Stamp struct {
	ID        string         `json:"id"`
	Size      int64          `json:"size"`            // of the checkpoint
	Imprint   recount.Digest `json:"imprint"`         // of its signed text: all that the authority was told
	Authority string         `json:"authority"`       // address that was asked
	At        time.Time      `json:"at,omitzero"`     // when, as the authority says; zero for a calendar
	Token     recount.Digest `json:"token"`           // of its answer; of a calendar the proof made of it
	Chain     recount.Digest `json:"chain,omitzero"`  // of the certificates that vouch for it, as PEM; zero for a calendar
	Block     int64          `json:"block,omitempty"` // of the Bitcoin chain that a calendar's proof leads to, 0 if it is to come
}

// ByCalendar reports whether s is a proof by OpenTimestamps, and not a token.
func (s Stamp) ByCalendar() bool { return s.Chain == recount.Digest{} }

// Name returns the ID that s must bear.
func (s Stamp) Name() string { return recount.NameOf("s:", s.Authority, s.Token.String()) }

// A Token is an answer of an authority whose signature holds.
type Token struct {
	At      time.Time
	Imprint recount.Digest // of what was stamped
	Nonce   *big.Int       // of the request, nil if there was none
	Signer  string         // whom the certificate names
	Chain   []*x509.Certificate
}

// Trust is whose word on certificates is taken: More may stand between an
// authority and a root.
type Trust struct{ Roots, More *x509.CertPool }

// ParseTrust reads certificates as PEM. Those that vouch for themselves are
// roots, and there must be one.
func ParseTrust(b []byte) (Trust, error) {
	t := Trust{x509.NewCertPool(), x509.NewCertPool()}
	roots := 0
	for block, rest := pem.Decode(b); block != nil; block, rest = pem.Decode(rest) {
		c, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return t, fmt.Errorf("certificate: %v: %w", err, recount.ErrInvalid)
		}
		if bytes.Equal(c.RawIssuer, c.RawSubject) {
			t.Roots.AddCert(c)
			roots++
		} else {
			t.More.AddCert(c)
		}
	}
	if roots == 0 {
		return t, fmt.Errorf("no root certificate (PEM) among them: %w", recount.ErrInvalid)
	}
	return t, nil
}

// ChainPEM writes the certificates above the signer's own, the root last.
func (t Token) ChainPEM() []byte {
	var b bytes.Buffer
	for _, c := range t.Chain[min(1, len(t.Chain)-1):] {
		pem.Encode(&b, &pem.Block{Type: "CERTIFICATE", Bytes: c.Raw}) // a Buffer takes all
	}
	return b.Bytes()
}

// AskStamp makes the request to stamp what has the digest, with a nonce by
// which the answer can be told from an old one.
func AskStamp(imprint recount.Digest, nonce *big.Int) ([]byte, error) {
	b, err := (&timestamp.Request{HashAlgorithm: crypto.SHA256, HashedMessage: imprint[:], Certificates: true, Nonce: nonce}).Marshal()
	if err != nil {
		return nil, fmt.Errorf("ask for a stamp: %w", err)
	}
	return b, nil
}

// OpenToken reads an answer and checks that it was signed by an authority that
// trust vouches for, at a time when its certificate was good. What does not
// hold is ErrInvalid.
func OpenToken(answer []byte, trust Trust) (t Token, err error) {
	defer func() { // the libraries read foreign bytes
		if p := recover(); p != nil {
			t, err = Token{}, fmt.Errorf("stamp: it cannot be read: %v: %w", p, recount.ErrInvalid)
		}
	}()
	ts, err := timestamp.ParseResponse(answer) // checks the signature, not whose it is
	if err != nil {
		return t, fmt.Errorf("stamp: %v: %w", err, recount.ErrInvalid)
	}
	p7, err := pkcs7.Parse(ts.RawToken)
	if err != nil {
		return t, fmt.Errorf("stamp: %v: %w", err, recount.ErrInvalid)
	}
	signer := p7.GetOnlySigner()
	if signer == nil {
		return t, fmt.Errorf("stamp: its signer's certificate is not in it: %w", recount.ErrInvalid)
	}
	if err := errors.Join(isToken(p7), namesSigner(p7, signer), mayStamp(signer)); err != nil {
		return t, fmt.Errorf("stamp by %s: %w: %w", signer.Subject, err, recount.ErrInvalid)
	}
	if ts.HashAlgorithm != crypto.SHA256 || len(ts.HashedMessage) != len(t.Imprint) {
		return t, fmt.Errorf("stamp by %s: it is over %s, not SHA-256: %w", signer.Subject, ts.HashAlgorithm, recount.ErrInvalid)
	}
	more := x509.NewCertPool()
	if trust.More != nil {
		more = trust.More.Clone()
	}
	for _, c := range p7.Certificates {
		more.AddCert(c)
	}
	if trust.Roots == nil {
		trust.Roots = x509.NewCertPool() // nil would be the system's
	}
	chains, err := signer.Verify(x509.VerifyOptions{Roots: trust.Roots, Intermediates: more, CurrentTime: ts.Time, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping}})
	if err != nil {
		return t, fmt.Errorf("stamp by %s: %w: %w", signer.Subject, err, recount.ErrInvalid)
	}
	return Token{At: ts.Time.UTC(), Imprint: recount.Digest(ts.HashedMessage), Nonce: ts.Nonce, Signer: signer.Subject.String(), Chain: chains[0]}, nil
}

var (
	oidContentType = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 3}
	oidTSTInfo     = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 1, 4}
	oidSignedBy    = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 12} // RFC 2634
	oidSignedBy2   = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 47} // RFC 5035
	oidUsage       = asn1.ObjectIdentifier{2, 5, 29, 37}
)

// isToken wants the signature to be over a token and not over something that
// can be mistaken for one.
func isToken(p7 *pkcs7.PKCS7) error {
	var kind asn1.ObjectIdentifier
	if err := p7.UnmarshalSignedAttribute(oidContentType, &kind); err != nil || !kind.Equal(oidTSTInfo) {
		return errors.New("what was signed is no time stamp")
	}
	return nil
}

// namesSigner wants what was signed to name the certificate, so that another
// with the same key cannot be put in its place (RFC 3161, 2.4.2).
func namesSigner(p7 *pkcs7.PKCS7, c *x509.Certificate) error {
	var by struct {
		Certs []struct {
			Alg    pkix.AlgorithmIdentifier `asn1:"optional"`
			Hash   []byte
			Issuer asn1.RawValue `asn1:"optional"`
		}
		Policies asn1.RawValue `asn1:"optional"`
	}
	usual := crypto.SHA256
	err := p7.UnmarshalSignedAttribute(oidSignedBy2, &by)
	if err != nil {
		usual = crypto.SHA1
		err = p7.UnmarshalSignedAttribute(oidSignedBy, &by)
	}
	if err != nil || len(by.Certs) == 0 {
		return errors.New("it does not name the certificate it was signed with")
	}
	alg := usual
	if oid := by.Certs[0].Alg.Algorithm; len(oid) > 0 {
		alg = map[string]crypto.Hash{pkcs7.OIDDigestAlgorithmSHA256.String(): crypto.SHA256, pkcs7.OIDDigestAlgorithmSHA384.String(): crypto.SHA384,
			pkcs7.OIDDigestAlgorithmSHA512.String(): crypto.SHA512}[oid.String()]
	}
	if !alg.Available() {
		return errors.New("it names the certificate it was signed with by an unknown digest")
	}
	h := alg.New()
	h.Write(c.Raw)
	if !bytes.Equal(h.Sum(nil), by.Certs[0].Hash) {
		return errors.New("it names another certificate than the one it was signed with")
	}
	return nil
}

// mayStamp wants a certificate for this and nothing else (RFC 3161, 2.3).
func mayStamp(c *x509.Certificate) error {
	critical := slices.ContainsFunc(c.Extensions, func(e pkix.Extension) bool { return e.Id.Equal(oidUsage) && e.Critical })
	if !critical || len(c.UnknownExtKeyUsage) > 0 || !slices.Equal(c.ExtKeyUsage, []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping}) {
		return errors.New("its certificate is not one for time stamps alone")
	}
	return nil
}

// Check reports whether an answer under a chain of certificates, as PEM, is the
// word on checkpoint c that s says it is. If it is not the error is ErrTampered
// or ErrInvalid.
func (s Stamp) Check(c Checkpoint, answer, chain []byte) error {
	if c.Size != s.Size || recount.Sum([]byte(c.Note)) != s.Imprint {
		return fmt.Errorf("stamp by %s: it is not of checkpoint %d: %w", s.Authority, c.Size, recount.ErrTampered)
	}
	if s.ID != s.Name() || recount.Sum(answer) != s.Token {
		return fmt.Errorf("stamp by %s: it is not the one that was kept: %w", s.Authority, recount.ErrTampered)
	}
	if s.ByCalendar() {
		o, err := ParseOTS(answer)
		if err == nil && (o.Of != s.Imprint || o.Block() != s.Block || len(o.Ends) == 0) {
			err = fmt.Errorf("stamp by %s: its proof leads elsewhere: %w", s.Authority, recount.ErrTampered)
		}
		return err
	}
	trust, err := ParseTrust(chain)
	if err != nil {
		return err
	}
	t, err := OpenToken(answer, trust)
	if err != nil {
		return err
	}
	if recount.Sum(chain) != s.Chain || !t.At.Equal(s.At) || t.Imprint != s.Imprint {
		return fmt.Errorf("stamp by %s: it is not the one that was kept: %w", t.Signer, recount.ErrTampered)
	}
	return nil
}
