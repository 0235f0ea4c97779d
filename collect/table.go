package collect

import "strings"

// holdsTable tells a table (CSV, TSV) by its name or, where there is none, by
// its lines: three have as many cells, and the first is no prose.
func holdsTable(head []byte, ext string) bool {
	if binary(head) {
		return false
	}
	switch ext {
	case ".csv", ".tsv", ".tab":
		return true
	case "", ".txt":
	default:
		return false
	}
	lines := strings.SplitN(strings.TrimSpace(string(head)), "\n", 4)
	if len(lines) < 3 {
		return false
	}
	for _, sep := range []string{"\t", ",", ";"} {
		n := strings.Count(lines[0], sep)
		if n >= 2 && cells(lines[1], sep) == n && cells(lines[2], sep) == n && !strings.Contains(lines[0], sep+" ") {
			return true
		}
	}
	return false
}

// cells counts the separators of a line that are not in quotation marks.
func cells(line, sep string) (n int) {
	for i, part := range strings.Split(line, `"`) {
		if i%2 == 0 {
			n += strings.Count(part, sep)
		}
	}
	return n
}
