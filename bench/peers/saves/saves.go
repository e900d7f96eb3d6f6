// Saves adds links at a steady rate, whatever the answers take: one request
// each so many microseconds, on whichever of its connections is free. It
// prints one line for each status: how many, and their median, 99th
// percentile and most in milliseconds. A request that finds no connection
// free waits for one, and that counts.
package main

import (
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"sort"
	"strings"
	"sync"
	"time"
)

var (
	address     = flag.String("address", "127.0.0.1:3000", "where the server listens")
	rate        = flag.Int("rate", 1000, "adds a second")
	connections = flag.Int("connections", 512, "at most")
	lasting     = flag.Duration("for", 10*time.Second, "how long")
)

type answer struct {
	status int
	took   time.Duration
}

func main() {
	flag.Parse()
	transport := &http.Transport{MaxConnsPerHost: *connections, MaxIdleConnsPerHost: *connections}
	client := &http.Client{Transport: transport}
	count := int(lasting.Seconds() * float64(*rate))
	answers := make([]answer, count)
	var asked sync.WaitGroup
	start := time.Now()
	for i := 0; i < count; i++ {
		due := start.Add(time.Duration(i) * time.Second / time.Duration(*rate))
		time.Sleep(time.Until(due))
		asked.Add(1)
		go func(i int) {
			defer asked.Done()
			answers[i] = answer{save(client, i), time.Since(due)}
		}(i)
	}
	asked.Wait()
	print(answers)
}

func save(client *http.Client, i int) int {
	body := strings.NewReader(fmt.Sprintf("url=https%%3A%%2F%%2Fexample.com%%2Fmore%%2F%d", i))
	request, err := http.NewRequest("POST", "http://"+*address+"/add", body)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("Accept", "text/plain")
	response, err := client.Do(request)
	if err != nil {
		return 0
	}
	defer response.Body.Close()
	io.Copy(io.Discard, response.Body)
	return response.StatusCode
}

func print(answers []answer) {
	byStatus := map[int][]float64{}
	for _, a := range answers {
		byStatus[a.status] = append(byStatus[a.status], float64(a.took.Microseconds())/1e3)
	}
	for status, took := range byStatus {
		sort.Float64s(took)
		n := len(took)
		fmt.Printf("STATUS %d %d %.3f %.3f %.3f\n", status, n, took[n/2], took[n*99/100], took[n-1])
	}
}
