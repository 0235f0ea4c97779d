package archive

// Surt is the key of an address in an index.
var Surt = surt
