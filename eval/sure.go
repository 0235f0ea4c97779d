package eval

import (
	"math"
	"math/rand/v2"
	"slices"
)

// Bins is into how many bins of equal width chances are put.
const Bins = 15

// A Bin is the claims of which the reader was about equally sure.
type Bin struct {
	From, To float64
	Claims   int
	Sure     float64 // mean chance given
	Right    float64 // share that was right
}

// Reliability puts claims into bins by how sure the reader was of them.
func Reliability(s []Surety) []Bin {
	bins := make([]Bin, Bins)
	for i := range bins {
		bins[i].From, bins[i].To = float64(i)/Bins, float64(i+1)/Bins
	}
	for _, x := range s {
		b := &bins[min(Bins-1, max(0, int(x.Sure*Bins)))]
		b.Claims++
		b.Sure += x.Sure
		if x.Right {
			b.Right++
		}
	}
	for i := range bins {
		if n := float64(bins[i].Claims); n > 0 {
			bins[i].Sure /= n
			bins[i].Right /= n
		}
	}
	return bins
}

// ECE is the expected calibration error: the mean distance, over the claims,
// between the chance given and the share that was right in its bin (Naeini,
// Cooper and Hauskrecht 2015).
func ECE(s []Surety) float64 {
	sum := 0.
	for _, b := range Reliability(s) {
		sum += float64(b.Claims) * math.Abs(b.Sure-b.Right)
	}
	if len(s) == 0 {
		return 0
	}
	return sum / float64(len(s))
}

// idealECE is the ECE that chances which are right show with as few claims: the
// mean over outcomes drawn by the chances themselves. Less than this is luck.
func idealECE(s []Surety) float64 {
	rng := rand.New(rand.NewPCG(seed, 15))
	drawn, sum := slices.Clone(s), 0.
	const draws = 200
	for range draws {
		for i := range drawn {
			drawn[i].Right = rng.Float64() < s[i].Sure
		}
		sum += ECE(drawn)
	}
	return sum / draws
}

// Brier is the mean squared distance between the chance given and what came
// out, 0 or 1 (Brier 1950).
func Brier(s []Surety) float64 {
	sum := 0.
	for _, x := range s {
		y := 0.
		if x.Right {
			y = 1
		}
		sum += (x.Sure - y) * (x.Sure - y)
	}
	if len(s) == 0 {
		return 0
	}
	return sum / float64(len(s))
}

// constantBrier is the Brier score of saying the share that was right of every claim.
func constantBrier(s []Surety) float64 {
	right := 0
	for _, x := range s {
		if x.Right {
			right++
		}
	}
	p := share(right, len(s))
	return p * (1 - p)
}
