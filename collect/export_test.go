package collect

// Decode turns the bytes of a page into UTF-8.
func Decode(b []byte) string { return decode(b, "", true) }

// ParseDate reads a line that is a date.
var ParseDate = parseDate
