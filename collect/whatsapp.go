package collect

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
)

// bidi are the signs of direction that WhatsApp puts into its exports, and num
// is a digit as it writes them.
const (
	bidi = `[\x{200e}\x{200f}\x{202a}-\x{202e}\x{2066}-\x{2069}\x{61c}\x{feff}]*`
	num  = `[0-9٠-٩۰-۹]`
)

// stamped is a line that opens a message: "12/03/2024, 14:05 - Name: text",
// "[12/03/2024, 14:05:33] Name: text". In the pattern ~ stands for signs of
// direction, _ for a space and # for a digit.
var stamped = regexp.MustCompile(strings.NewReplacer("~", bidi, "#", num, "_", `[ \x{a0}\x{202f}]`).Replace(
	`^~\[?~(#{1,4})~[/.-]~(#{1,2})~[/.-]~(#{2,4})~(?:,|،|_à|_um|_kl\.|_klo)?~_+~(#{1,2})[:.](#{2})(?:[:.]#{2})?~(?:_*~([aApP])\.?_?[mM]\.?|_*~([صم]))?~(?:\]|_[-–])_`))

// unmarked takes the signs of direction away.
var unmarked = strings.NewReplacer("\u200e", "", "\u200f", "", "\u202a", "", "\u202b", "", "\u202c", "", "\u202d", "", "\u202e", "", "\u2066", "", "\u2067", "", "\u2068", "", "\u2069", "", "\u061c", "", "\ufeff", "")

// A stamp is the time that opens a message, as the phone showed it.
type stamp struct {
	shown        string
	date         [3]int
	yearFirst    bool
	hour, minute int
}

// stampOf reads the stamp of a line and returns what follows it.
func stampOf(line string) (s stamp, rest string, ok bool) {
	m := stamped.FindStringSubmatchIndex(line)
	if m == nil {
		return s, "", false
	}
	group := func(n int) string {
		if m[2*n] < 0 {
			return ""
		}
		return line[m[2*n]:m[2*n+1]]
	}
	number := func(n int) (x int) {
		for _, r := range group(n) {
			x = x*10 + digit(r)
		}
		return x
	}
	s = stamp{shown: strings.Trim(unmarked.Replace(line[:m[1]]), "[]-– \u00a0\u202f"), date: [3]int{number(1), number(2), number(3)}, hour: number(4), minute: number(5)}
	s.yearFirst = s.date[0] > 999
	switch half := strings.ToLower(group(6) + group(7)); {
	case half == "":
	case (half == "p" || half == "م") && s.hour < 12:
		s.hour += 12
	case (half == "a" || half == "ص") && s.hour == 12:
		s.hour = 0
	}
	return s, line[m[1]:], true
}

// digit is the value of a digit: in each of the three scripts they begin at a
// multiple of sixteen.
func digit(r rune) int { return int(r & 0xf) }

// An order says whether 3/4 is in April or in March.
type order string

const (
	dayFirst   order = "day first"
	monthFirst order = "month first"
)

// at is the time of a stamp, as if the phone had shown UTC.
func (s stamp) at(o order) (time.Time, bool) {
	d, m, y := s.date[0], s.date[1], s.date[2]
	switch {
	case s.yearFirst:
		d, y = y, d
	case o == monthFirst:
		d, m = m, d
	case o != dayFirst && d != m:
		return time.Time{}, false
	}
	if y < 100 {
		y += 2000
	}
	t := time.Date(y, time.Month(m), d, s.hour, s.minute, 0, 0, time.UTC)
	return t, y >= 2009 && y < 2100 && t.Day() == d && t.Month() == time.Month(m) && s.hour < 24 && s.minute < 60
}

// holdsWhatsApp tells the text of a chat by its lines: the first opens a
// message, and so do others, or it names who sent it.
func holdsWhatsApp(head []byte) bool {
	n := 0
	for l := range strings.Lines(strings.TrimLeft(string(head), "\ufeff\r\n")) {
		if _, rest, ok := stampOf(l); ok {
			if n++; n > 1 || strings.Contains(rest, ": ") {
				return true
			}
		} else if n == 0 {
			return false
		}
	}
	return false
}

// unnamed leaves out of the name of a file whom a chat is with: "WhatsApp Chat
// with Somebody.zip/_chat.txt".
func unnamed(file string) string {
	parts := strings.Split(file, "/")
	for i, p := range parts {
		if l := strings.ToLower(p); strings.Contains(l, "whatsapp") || strings.Contains(l, "واتساب") {
			parts[i] = "WhatsApp chat" + path.Ext(p)
		}
	}
	return strings.Join(parts, "/")
}

// unpackWhatsApp yields the messages of a chat. The file is gone through twice:
// only the whole of it tells a day from a month.
func unpackWhatsApp(f File, yield func(archive.Capture, error) bool) {
	c := chatLog{file: f, yield: yield, wrong: map[order]*[3]int{dayFirst: {}, monthFirst: {}}, last: map[order]time.Time{}}
	if err := c.lines(c.survey); err != nil {
		yield(archive.Capture{}, err)
		return
	}
	if c.order = c.decide(); c.order == "" && !yield(archive.Capture{}, fmt.Errorf("%s: nothing in it tells whether the day or the month stands first in dates like %q, or they are of another calendar: its times are left out: %w", f.Name, c.doubt, recount.ErrInvalid)) {
		return
	}
	if err := c.lines(c.read); err != nil && !errors.Is(err, errStopped) {
		yield(archive.Capture{}, err)
		return
	}
	c.flush()
}

// A chatLog is the text of a chat while it is read.
type chatLog struct {
	file    File
	yield   func(archive.Capture, error) bool
	stopped bool

	first, doubt string            // the line that opens the chat; a stamp that can be read in two ways
	wrong        map[order]*[3]int // stamps that are no time, that lie before the one above, that lie in the future
	last         map[order]time.Time

	order order
	lineN int
	at    stamp
	body  strings.Builder // of the message at hand
	nth   map[string]int  // how many messages each sent at the time at hand
}

// lines hands on the lines of the file, without their ends.
func (c *chatLog) lines(each func(line string) error) error {
	in := bufio.NewReaderSize(io.NewSectionReader(c.file.Body, 0, c.file.Size), 64<<10)
	for c.lineN = 1; ; c.lineN++ {
		b, err := ReadLine(in, Limit)
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case errors.Is(err, archive.ErrTooLong):
			return fmt.Errorf("%s:%d: more than %d bytes: %w", c.file.Name, c.lineN, Limit, recount.ErrInvalid)
		case err != nil:
			return fmt.Errorf("%s:%d: %w", c.file.Name, c.lineN, err)
		}
		if err := each(strings.TrimRight(strings.ToValidUTF8(string(b), "\uFFFD"), "\r\n")); err != nil {
			return err
		}
	}
}

// survey notes what a line tells of the order of its date.
func (c *chatLog) survey(line string) error {
	s, _, ok := stampOf(line)
	if !ok {
		return nil
	}
	if c.first == "" {
		c.first = flatten(unmarked.Replace(line))
	}
	if c.doubt == "" && !s.yearFirst && s.date[0] != s.date[1] {
		c.doubt = s.shown
	}
	const slack = 24 * time.Hour // clocks are set, and zones crossed
	for _, o := range []order{dayFirst, monthFirst} {
		t, ok := s.at(o)
		switch {
		case !ok:
			c.wrong[o][0]++
			continue
		case t.Before(c.last[o].Add(-slack)):
			c.wrong[o][1]++
		case !c.file.At.IsZero() && t.After(c.file.At.Add(slack)):
			c.wrong[o][2]++
		}
		c.last[o] = t
	}
	return nil
}

// decide returns the order that goes with more of the file, "" if both do.
func (c *chatLog) decide() order {
	d, m := c.wrong[dayFirst], c.wrong[monthFirst]
	for i := range d {
		switch {
		case d[i] < m[i]:
			return dayFirst
		case d[i] > m[i]:
			return monthFirst
		}
	}
	if c.doubt == "" {
		return dayFirst
	}
	return ""
}

// read adds a line to the message at hand, or begins another.
func (c *chatLog) read(line string) error {
	s, _, ok := stampOf(line)
	if ok {
		c.flush()
		if s.shown != c.at.shown {
			c.nth = map[string]int{}
		}
		c.at = s
	} else if c.body.Len() > 0 {
		c.body.WriteByte('\n')
	}
	if c.body.Len()+len(line) > Limit {
		return fmt.Errorf("%s:%d: a message of more than %d bytes: %w", c.file.Name, c.lineN, Limit, recount.ErrInvalid)
	}
	c.body.WriteString(line)
	if c.stopped {
		return errStopped
	}
	return nil
}

// flush hands on the message at hand, if somebody wrote it.
func (c *chatLog) flush() {
	raw := c.body.String()
	c.body.Reset()
	m, ok := whatsAppOf(raw)
	if !ok || c.stopped {
		return
	}
	e := envelope{Form: whatsAppForm, Chat: chat{ID: recount.NameOf("", c.first)}, Order: c.order}
	if m.media != "" {
		e.Media = []recount.Medium{c.file.medium(m.media, "")}
	}
	who := pseudonym(e.Chat.ID, m.sender)
	c.nth[who]++
	b, err := json.Marshal(raw)
	e.Messages = []json.RawMessage{b}
	addr := "whatsapp:" + recount.NameOf("chat-", e.Chat.ID)[:len("chat-")+10] + "#" + plainStamp(c.at.shown) + "." + who
	if n := c.nth[who]; n > 1 {
		addr += "." + strconv.Itoa(n)
	}
	got, err2 := seal(c.file, addr, e)
	c.stopped = !c.yield(got, errors.Join(err, err2))
}

// plainStamp writes a stamp so that it can stand in an address: "5-3-24-2-05-PM".
func plainStamp(s string) string {
	s = strings.NewReplacer("ص", "AM", "م", "PM").Replace(s)
	return strings.Join(strings.FieldsFunc(strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return '0' + rune(digit(r))
		}
		return r
	}, s), func(r rune) bool { return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) }), "-")
}
