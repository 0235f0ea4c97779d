package store

import (
	"errors"
	"fmt"
	"sync"

	"modernc.org/libc"
	sqlite "modernc.org/sqlite/lib"
)

// How many KiB of pages a connection has at hand, and how many of those that only look
// there are: each answers one question at a time, others wait.
const (
	readers     = 8
	readerCache = 4 << 10
	writerCache = 64 << 10
)

// setAside gives SQLite the memory for all its pages in one piece. Whenever somebody
// has written, connections that read forget the pages they have; if each were given
// back to the system by itself, as it is otherwise, forgetting alone took up to a
// tenth of a second and the next question had to be given all of them anew. What
// was never used of the piece takes no memory.
var setAside = sync.OnceValue(func() error {
	const page = 4096 + 512 // with what SQLite keeps beside it
	const pages = (writerCache + readers*readerCache) / 4
	tls := libc.NewTLS()
	defer tls.Close()
	memory := libc.Xmalloc(tls, page*pages) // for as long as the program runs
	args := libc.Xmalloc(tls, 3*8)
	if memory == 0 || args == 0 {
		return errors.New("no memory for pages of the database")
	}
	defer libc.Xfree(tls, args)
	if rc := sqlite.Xsqlite3_config(tls, sqlite.SQLITE_CONFIG_PAGECACHE, libc.VaList(args, memory, int32(page), int32(pages))); rc != sqlite.SQLITE_OK {
		return fmt.Errorf("set memory for pages aside: SQLite says %d", rc)
	}
	return nil
})
