module saves

go 1.19
