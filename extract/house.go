package extract

import (
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
)

// house is the voice of the report itself: its outlet; whom a message was
// passed on from, whose word it is, so that however many pass it on it counts
// once; and the agency that its dateline or byline names.
func (pg *page) house(r *recount.Report) recount.Attribution {
	v := pg.publisher(pg.outlet(r))
	out := recount.Attribution{v}
	if from := pg.publisher(pg.registered(r.Forwarded)); from.Source != "" && from.Source != v.Source {
		out = append(out, from)
	}
	for _, find := range []func(sentence int) (*lexicon.Phrase, int){pg.datelineAgency, pg.bylineAgency} {
		for n := range pg.d.Sentences {
			if n > headLines && n < len(pg.d.Sentences)-tailLines {
				continue
			}
			if ph, i := find(n); ph != nil {
				s, _ := pg.p.Sources.Source(recount.SourceID(ph.Class))
				if at := pg.span(i, i+len(ph.Words)); s.ID != v.Source {
					out = append(out, recount.Voice{Source: s.ID, Kind: s.Kind, Words: at.In(pg.d.Raw), Span: at})
				}
				return out
			}
		}
	}
	return out
}

// publisher is the voice of who publishes under a name of their own.
func (pg *page) publisher(id recount.SourceID) recount.Voice {
	v := recount.Voice{Source: id, Kind: recount.Outlet}
	if _, ok := id.Sender(); ok {
		v.Kind = recount.Social
	}
	if s, ok := pg.p.Sources.Source(id); ok {
		v.Kind = s.Kind
	}
	return v
}

// registered is the ID under which the registry knows a publisher: by where their
// pages stand, or by what their channel is called.
func (pg *page) registered(id recount.SourceID) recount.SourceID {
	find := pg.p.Sources.ByHost
	name, ok := id.Sender()
	if ok {
		find = pg.p.Sources.ByName
	} else {
		name = string(id)
	}
	if known, ok := find(name); ok {
		return known
	}
	return id
}

// A report says whose it is in its first lines or its last.
const (
	headLines = 4
	tailLines = 3
)

// datelineAgency finds the agency that a dateline names: "BEIRUT, Sept 23
// (Reuters) -".
func (pg *page) datelineAgency(n int) (*lexicon.Phrase, int) {
	x := pg.d.Sentences[n]
	if n > headLines {
		return nil, 0
	}
	for i := int(x.First) + 1; i < int(x.Last) && i < int(x.First)+14; i++ {
		if pg.d.Tokens[i-1].Mark != '(' {
			continue
		}
		if ph := pg.p.Sources.Names.At(&pg.p.Entries[pg.lex[i]], pg.lex[:x.Last], i); ph != nil {
			if end := i + len(ph.Words); end+1 < int(x.Last) && pg.d.Tokens[end].Mark == ')' && pg.d.Tokens[end+1].Mark == '-' {
				return ph, i
			}
		}
	}
	return nil, 0
}

// bylineWords is how many tokens a byline has at most.
const bylineWords = 8

// bylineAgency finds the agency of a line that says whose report this is and
// nothing else: "By Reuters staff", "— AFP", "Source: Xinhua". Two agencies in
// one line are no one's.
func (pg *page) bylineAgency(n int) (found *lexicon.Phrase, at int) {
	x := pg.d.Sentences[n]
	if x.Last-x.First > bylineWords {
		return nil, 0
	}
	for i := int(x.First); i < int(x.Last); i++ {
		if ph := pg.p.Sources.Names.At(&pg.p.Entries[pg.lex[i]], pg.lex[:x.Last], i); ph != nil {
			if k := recount.SourceKind(ph.Kind); found != nil || k != recount.Wire && k != recount.State {
				return nil, 0
			}
			found, at = ph, i
			i += len(ph.Words) - 1
			continue
		}
		if t := pg.d.Tokens[i]; t.Mark == 0 && !pg.p.Bylines[strings.ToLower(pg.d.Word(i))] {
			return nil, 0
		}
	}
	return found, at
}
