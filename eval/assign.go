package eval

import "math"

// assign pairs rows with columns so that the weights of the pairs sum to the
// most; no pair is made of weight 0. It returns the column of each row, or -1.
// This is the Hungarian method with potentials, in cubic time.
func assign(weight [][]int) []int {
	rows := len(weight)
	out := make([]int, rows)
	cols := 0
	for i := range out {
		out[i] = -1
		cols = max(cols, len(weight[i]))
	}
	if cols == 0 {
		return out
	}
	n := max(rows, cols)
	cost := func(i, j int) int { // of row i and column j, both from 1
		if i <= rows && j <= len(weight[i-1]) {
			return -weight[i-1][j-1]
		}
		return 0
	}
	u, v := make([]int, n+1), make([]int, n+1)
	row, way := make([]int, n+1), make([]int, n+1) // row[j]: the row of column j
	for i := 1; i <= n; i++ {
		row[0] = i
		least, used := make([]int, n+1), make([]bool, n+1)
		for j := range least {
			least[j] = math.MaxInt
		}
		j0 := 0
		for row[j0] != 0 {
			used[j0] = true
			i0, delta, j1 := row[j0], math.MaxInt, 0
			for j := 1; j <= n; j++ {
				if used[j] {
					continue
				}
				if c := cost(i0, j) - u[i0] - v[j]; c < least[j] {
					least[j], way[j] = c, j0
				}
				if least[j] < delta {
					delta, j1 = least[j], j
				}
			}
			for j := range n + 1 {
				if used[j] {
					u[row[j]] += delta
					v[j] -= delta
				} else if least[j] != math.MaxInt {
					least[j] -= delta
				}
			}
			j0 = j1
		}
		for j0 != 0 {
			row[j0] = row[way[j0]]
			j0 = way[j0]
		}
	}
	for j := 1; j <= cols; j++ {
		if i := row[j]; i >= 1 && i <= rows && j <= len(weight[i-1]) && weight[i-1][j-1] > 0 {
			out[i-1] = j - 1
		}
	}
	return out
}
