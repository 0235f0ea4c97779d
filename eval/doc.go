// Package eval says how accurately reports are read: it holds a reading
// against what a person says the report claims, gives intervals, compares two
// readers, and fits and judges the chance that a claim was read rightly.
package eval
