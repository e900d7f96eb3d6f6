module goto-original

go 1.19
