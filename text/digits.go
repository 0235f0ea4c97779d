package text

// AppendArabicDigits appends s to dst with the digits ٠–٩ for 0–9. After each run
// of them stands a left-to-right mark, which keeps 26–45 from being shown as 45–26
// in what is written from left to right.
func AppendArabicDigits(dst, s []byte) []byte {
	for i, b := range s {
		if !isDigit(b) {
			dst = append(dst, b)
			continue
		}
		dst = append(dst, 0xD9, 0xA0+b-'0')
		if i+1 == len(s) || !isDigit(s[i+1]) {
			dst = append(dst, "\u200e"...)
		}
	}
	return dst
}
