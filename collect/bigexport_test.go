package collect_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/collect"
)

// made counts what a made export holds.
type made struct{ reports, forwarded, edited, arabic, albums int }

// madeTelegram makes an export of a channel with so many messages, as Telegram
// Desktop writes them, in English and Arabic. Of 20 messages one is a notice, three
// are an album whose last has the text, two are passed on, one was edited and one
// has only a picture.
func madeTelegram(messages int) (string, made) {
	var b strings.Builder
	var n made
	b.WriteString("{\n \"name\": \"Town news\",\n \"type\": \"public_channel\",\n \"id\": 1234567890,\n \"messages\": [")
	for i := range messages {
		kind, rest, text := "message", "", fmt.Sprintf("%d people were killed in shelling of the town on Monday, a hospital said. Message %d.", i%40+1, i)
		if i%2 == 1 {
			text = fmt.Sprintf("قتل %d أشخاص في قصف على المدينة يوم الاثنين، بحسب ما قال مسؤول في المستشفى. الرسالة %d.", i%40+3, i)
		}
		second := i * 61
		switch i % 20 {
		case 0:
			kind, text = "service", ""
		case 4, 5:
			rest, text, second = fmt.Sprintf(`"photo": "photos/photo_%d.jpg", "width": 1280, `, i), "", (i-i%20+6)*61
		case 6:
			rest, second = fmt.Sprintf(`"photo": "photos/photo_%d.jpg", "width": 1280, `, i), i*61
			n.albums++
		case 9, 10:
			rest = fmt.Sprintf(`"forwarded_from": "Channel %d", `, i%7)
			n.forwarded++
		case 13:
			rest = fmt.Sprintf(`"edited": "2024-03-09T10:00:00", "edited_unixtime": "%d", `, 1709640300+second+600)
			n.edited++
		case 17:
			rest, text = `"file": "(File not included. Change data exporting settings to download.)", "mime_type": "video/mp4", `, ""
		}
		if text != "" {
			n.reports++
			if i%2 == 1 {
				n.arabic++
			}
		}
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, "\n  {\n   \"id\": %d,\n   \"type\": %q,\n   \"date\": \"2024-03-05T14:05:00\",\n   \"date_unixtime\": \"%d\",\n   \"from\": \"Town news\",\n   \"from_id\": \"channel1234567890\",\n   %s\"text\": [%q, {\"type\": \"hashtag\", \"text\": \"#town\"}],\n   \"text_entities\": []\n  }",
			i+1, kind, 1709640300+second, rest, text)
	}
	b.WriteString("\n ]\n}")
	out := b.String()
	return strings.ReplaceAll(out, `["", {"type": "hashtag", "text": "#town"}]`, `""`), n
}

func TestAnExportOf20000Messages(t *testing.T) {
	body, want := madeTelegram(20_000)
	var got made
	var before, now runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	most := uint64(0)
	ids := map[recount.ReportID]bool{}
	for c, err := range collect.Unpack(packed("result.json", body)) {
		if err != nil {
			t.Fatal(err)
		}
		fs, err := collect.Parse(c)
		if err != nil {
			t.Fatal(err)
		}
		r := fs[0].Report
		got.reports++
		ids[r.ID] = true
		if r.Forwarded != "" {
			got.forwarded++
		}
		if !r.Updated.IsZero() {
			got.edited++
		}
		if r.Lang == "ar" {
			got.arabic++
		}
		if len(r.Media) == 3 {
			got.albums++
		}
		if got.reports%4000 == 0 {
			runtime.GC()
			runtime.ReadMemStats(&now)
			most = max(most, now.HeapAlloc)
		}
	}
	runtime.ReadMemStats(&now)
	if got != want || len(ids) != got.reports {
		t.Errorf("got %+v with %d names, want %+v", got, len(ids), want)
	}
	if each := (now.Mallocs - before.Mallocs) / 20_000; each > 200 {
		t.Errorf("%d allocations a message", each)
	}
	if held := int64(most) - int64(before.HeapAlloc); held > 8<<20 {
		t.Errorf("%d bytes held of an export of %d", held, len(body))
	}
}

func BenchmarkTelegram(b *testing.B) {
	body, n := madeTelegram(20_000)
	b.Run("20000", func(b *testing.B) { readAll(b, "result.json", body, n.reports) })
}

func BenchmarkWhatsApp(b *testing.B) {
	var s strings.Builder
	for i := range 20_000 {
		fmt.Fprintf(&s, "%02d/%02d/2024, %02d:%02d - Person %d: %d people were killed in shelling of the town, a hospital said. Message %d.\n", i/1000%28+1, i/1000/28+3, i/60%24, i%60, i%9, i%40+1, i)
	}
	b.Run("20000", func(b *testing.B) { readAll(b, "_chat.txt", s.String(), 20_000) })
}

// readAll reads an export whole, again and again.
func readAll(b *testing.B, name, body string, reports int) {
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		for c, err := range collect.Unpack(packed(name, body)) {
			if err != nil {
				b.Fatal(err)
			}
			if _, err := collect.Parse(c); err != nil {
				b.Fatal(err)
			}
			n++
		}
		if n != reports {
			b.Fatalf("%d reports, want %d", n, reports)
		}
	}
	b.ReportMetric(float64(reports)*float64(b.N)/b.Elapsed().Seconds(), "reports/s")
}
