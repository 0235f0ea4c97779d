package collect

import "bytes"

// holdsTelegramPage tells a page of the export that Telegram calls
// messages.html.
func holdsTelegramPage(head []byte) bool {
	return bytes.Contains(head, []byte("<title>Exported Data</title>")) && bytes.Contains(head, []byte(`class="page_wrap"`))
}
