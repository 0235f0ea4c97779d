package extract

import (
	"time"

	"github.com/recountlab/recount"
)

func day(y int, m time.Month, d int) recount.When {
	from := time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	return recount.When{From: from, Until: from.AddDate(0, 0, 1), Grain: recount.Day}
}
