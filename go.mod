module github.com/recountlab/recount

go 1.26
