package web

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
)

// The cost of one guess, as OWASP's Password Storage Cheat Sheet has it for
// Argon2id: 19 MiB, two passes, one thread.
const (
	argonMemory, argonTime, argonThreads = 19 << 10, 2, 1
	saltLen, hashLen                     = 16, 32
)

// Lengths of a password: the least after NIST SP 800-63B, the most so that
// nobody can keep the machine busy with one.
const leastPassword, mostPassword = 12, 256

// hashing lets two passwords be hashed at once, so that many who sign in do not
// take the memory of the machine.
var hashing = make(chan struct{}, 2)

func argon(password string, salt []byte, time, memory uint32, threads uint8) []byte {
	hashing <- struct{}{}
	defer func() { <-hashing }()
	return argon2.IDKey([]byte(password), salt, time, memory, threads, hashLen)
}

// hashed is what is kept of a password, in the form that others write too: PHC
// string format.
func hashed(password string) string {
	salt := make([]byte, saltLen)
	rand.Read(salt)
	enc := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, argonMemory, argonTime, argonThreads, enc(salt), enc(argon(password, salt, argonTime, argonMemory, argonThreads)))
}

// matches reports whether a password is the one of which kept is the hash. It
// takes as long where nothing is kept.
func matches(kept, password string) bool {
	var version int
	var memory, time uint32
	var threads uint8
	f := strings.Split(kept, "$")
	salt, want := []byte("no password here"), []byte(nil)
	n, err := 0, error(nil)
	if len(f) == 6 && f[1] == "argon2id" {
		n, err = fmt.Sscanf(f[2]+" "+f[3], "v=%d m=%d,t=%d,p=%d", &version, &memory, &time, &threads)
		if b, e := base64.RawStdEncoding.DecodeString(f[4]); e == nil {
			salt = b
		}
		want, _ = base64.RawStdEncoding.DecodeString(f[5])
	}
	if n != 4 || err != nil || version != argon2.Version || len(want) != hashLen || time == 0 || threads == 0 || memory > 1<<20 {
		time, memory, threads, want = argonTime, argonMemory, argonThreads, nil
	}
	if len(password) > mostPassword {
		password, want = "", nil
	}
	return subtle.ConstantTimeCompare(argon(password, salt, time, memory, threads), want) == 1
}

// passwordProblem says why a password will not do, "" if it will. Length is what
// counts; none is asked for signs or capitals.
func passwordProblem(l *tongue, name, password string) string {
	switch {
	case utf8.RuneCountInString(password) < leastPassword:
		return l.say("A password has %d letters or more. Four words that do not belong together are easy to keep in mind.", leastPassword)
	case len(password) > mostPassword:
		return l.say("This password is longer than we can take.")
	case strings.Contains(strings.ToLower(password), strings.ToLower(name)) && len(name) > 3 || strings.Count(password, password[:1]) == len(password):
		return l.say("A password is not one’s name, and not one letter many times.")
	}
	return ""
}
