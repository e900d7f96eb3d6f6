module gobfile

go 1.19
