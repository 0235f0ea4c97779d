package pdf

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/md5"
	"crypto/rc4"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/binary"
	"errors"
)

// ErrEncrypted says that a file cannot be read without a password.
var ErrEncrypted = errors.New("this PDF is encrypted; save it without its password")

// A cryptor undoes the encryption of a file that opens without a password and
// only asks for one before it is changed or printed (ISO 32000-2, 7.6).
type cryptor struct {
	key []byte
	aes bool
	own bool // every stream has a key of its own, made from the file's
}

// padding stands for a password that is empty.
var padding = []byte("\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08\x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A")

// unlock finds the key of an encrypted file.
func (f *file) unlock() error {
	d := f.dict(f.trailer["Encrypt"])
	v, r, bits := int(f.number(d["V"])), int(f.number(d["R"])), int(f.number(d["Length"]))
	text := func(k name) []byte { s, _ := f.get(d[k]).(str); return []byte(s) }
	if f.name(d["Filter"]) != "Standard" {
		return ErrEncrypted
	}
	c := &cryptor{own: true}
	if v >= 4 {
		filter := f.dict(f.dict(d["CF"])[f.name(d["StmF"])])
		switch f.name(filter["CFM"]) {
		case "V2":
		case "AESV2", "AESV3":
			c.aes = true
		default:
			return ErrEncrypted
		}
		bits = 128
	}
	if v == 5 {
		c.own = false
		c.key = key256(r, text("U"), text("UE"))
	} else {
		if v == 1 || bits < 40 || bits > 128 {
			bits = 40
		}
		var id []byte
		if ids := f.array(f.trailer["ID"]); len(ids) > 0 {
			s, _ := f.get(ids[0]).(str)
			id = []byte(s)
		}
		meta, said := f.get(d["EncryptMetadata"]).(bool)
		c.key = key128(r, bits/8, text("O"), text("U"), id, uint32(int64(f.number(d["P"]))), said && !meta)
	}
	if c.key == nil {
		return ErrEncrypted
	}
	f.lock = c
	return nil
}

// key128 is the key of files of revisions 2 to 4 (algorithm 2), nil if the
// password is not empty (algorithm 6).
func key128(r, n int, owner, user, id []byte, permits uint32, bareMeta bool) []byte {
	in := bytes.Clone(padding)
	in = append(in, owner[:min(len(owner), 32)]...)
	in = binary.LittleEndian.AppendUint32(in, permits)
	in = append(in, id...)
	if r >= 4 && bareMeta {
		in = append(in, "\xff\xff\xff\xff"...)
	}
	sum := md5.Sum(in)
	if r >= 3 {
		for range 50 {
			sum = md5.Sum(sum[:n])
		}
	}
	key := bytes.Clone(sum[:n])
	want := bytes.Clone(padding)
	if r >= 3 {
		all := md5.Sum(append(bytes.Clone(padding), id...))
		want = all[:]
	}
	for i := range byte(20) {
		if i > 0 && r < 3 {
			break
		}
		k := bytes.Clone(key)
		for j := range k {
			k[j] ^= i
		}
		c, err := rc4.NewCipher(k)
		if err != nil {
			return nil
		}
		c.XORKeyStream(want, want)
	}
	if !bytes.HasPrefix(user, want[:16]) {
		return nil
	}
	return key
}

// key256 is the key of files of revisions 5 and 6 (algorithm 2.A), nil if the
// password is not empty.
func key256(r int, user, sealed []byte) []byte {
	if len(user) < 48 || len(sealed) < 32 {
		return nil
	}
	hash := func(salt []byte) []byte {
		if r < 6 {
			sum := sha256.Sum256(salt)
			return sum[:]
		}
		return hardened(salt)
	}
	if !bytes.Equal(hash(user[32:40]), user[:32]) {
		return nil
	}
	block, err := aes.NewCipher(hash(user[40:48]))
	if err != nil {
		return nil
	}
	key := make([]byte, 32)
	cipher.NewCBCDecrypter(block, make([]byte, 16)).CryptBlocks(key, sealed[:32])
	return key
}

// hardened is algorithm 2.B, for an empty password.
func hardened(salt []byte) []byte {
	sum := sha256.Sum256(salt)
	k := sum[:]
	for i := 0; ; i++ {
		e := bytes.Repeat(k, 64)
		block, err := aes.NewCipher(k[:16])
		if err != nil {
			return nil
		}
		cipher.NewCBCEncrypter(block, k[16:32]).CryptBlocks(e, e)
		rest := 0
		for _, b := range e[:16] {
			rest += int(b)
		}
		switch rest % 3 {
		case 0:
			s := sha256.Sum256(e)
			k = s[:]
		case 1:
			s := sha512.Sum384(e)
			k = s[:]
		default:
			s := sha512.Sum512(e)
			k = s[:]
		}
		if i >= 63 && int(e[len(e)-1]) <= i-31 {
			return k[:32]
		}
	}
}

// open undoes the encryption of a stream.
func (c *cryptor) open(s *stream) []byte {
	key := c.key
	if c.own {
		in := append(bytes.Clone(key), byte(s.num), byte(s.num>>8), byte(s.num>>16), byte(s.gen), byte(s.gen>>8))
		if c.aes {
			in = append(in, "sAlT"...)
		}
		sum := md5.Sum(in)
		key = sum[:min(len(c.key)+5, 16)]
	}
	if !c.aes {
		r, err := rc4.NewCipher(key)
		if err != nil {
			return nil
		}
		out := make([]byte, len(s.raw))
		r.XORKeyStream(out, s.raw)
		return out
	}
	n := len(s.raw) / aes.BlockSize * aes.BlockSize
	block, err := aes.NewCipher(key)
	if err != nil || n < 2*aes.BlockSize {
		return nil
	}
	out := make([]byte, n-aes.BlockSize)
	cipher.NewCBCDecrypter(block, s.raw[:aes.BlockSize]).CryptBlocks(out, s.raw[aes.BlockSize:n])
	if pad := int(out[len(out)-1]); pad >= 1 && pad <= aes.BlockSize {
		out = out[:len(out)-pad]
	}
	return out
}
