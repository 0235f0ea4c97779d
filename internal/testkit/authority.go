// Package testkit is what the tests of several packages share.
package testkit

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"time"

	"github.com/digitorus/timestamp"
)

// An Authority stamps (RFC 3161), with a certificate under a root of its own.
type Authority struct {
	RootPEM []byte
	Now     func() time.Time
	Spoil   func(*timestamp.Timestamp) // changes what is to be signed, nil if nothing

	cert, root *x509.Certificate
	key        crypto.Signer
}

// NewAuthority makes an authority whose certificate is good for ten years
// around now. spoil may change the certificate.
func NewAuthority(now time.Time, spoil func(*x509.Certificate)) (*Authority, error) {
	rootKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	from, until := now.AddDate(-5, 0, 0), now.AddDate(5, 0, 0)
	root := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Test Root"}, NotBefore: from, NotAfter: until,
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign}
	usage, err := asn1.Marshal([]asn1.ObjectIdentifier{{1, 3, 6, 1, 5, 5, 7, 3, 8}})
	if err != nil {
		return nil, err
	}
	leaf := &x509.Certificate{SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: "Test Authority"}, NotBefore: from, NotAfter: until,
		KeyUsage: x509.KeyUsageDigitalSignature, ExtraExtensions: []pkix.Extension{{Id: asn1.ObjectIdentifier{2, 5, 29, 37}, Critical: true, Value: usage}}}
	if spoil != nil {
		spoil(leaf)
	}
	a := &Authority{Now: func() time.Time { return now }, key: key}
	if a.root, err = sign(root, root, rootKey.Public(), rootKey); err != nil {
		return nil, err
	}
	if a.cert, err = sign(leaf, a.root, key.Public(), rootKey); err != nil {
		return nil, err
	}
	a.RootPEM = pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: a.root.Raw})
	return a, nil
}

func sign(c, by *x509.Certificate, key crypto.PublicKey, with crypto.Signer) (*x509.Certificate, error) {
	b, err := x509.CreateCertificate(rand.Reader, c, by, key, with)
	if err != nil {
		return nil, err
	}
	return x509.ParseCertificate(b)
}

// Answer stamps.
func (a *Authority) Answer(request []byte) ([]byte, error) {
	q, err := timestamp.ParseRequest(request)
	if err != nil {
		return nil, err
	}
	t := &timestamp.Timestamp{HashAlgorithm: q.HashAlgorithm, HashedMessage: q.HashedMessage, Time: a.Now(), Nonce: q.Nonce,
		Policy: asn1.ObjectIdentifier{1, 3, 6, 1, 4, 1, 4146, 2, 3}, AddTSACertificate: q.Certificates}
	if a.Spoil != nil {
		a.Spoil(t)
	}
	return t.CreateResponseWithOpts(a.cert, a.key, crypto.SHA256)
}

// ServeHTTP stamps as authorities do on the web.
func (a *Authority) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	b, err := io.ReadAll(q.Body)
	if kind := q.Header.Get("Content-Type"); err == nil && kind != "application/timestamp-query" {
		err = fmt.Errorf("a request of type %q", kind)
	}
	if err == nil {
		b, err = a.Answer(b)
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	w.Header().Set("Content-Type", "application/timestamp-reply")
	w.Write(b)
}
