// Crowd opens many connections and keeps them: silent after one request, or
// sending a header a byte at a time and never to its end. It says READY when
// all of them are open, counts those that the server ends, opens them again,
// and ends when its standard input does.
package main

import (
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"sync"
	"sync/atomic"
	"time"
)

var (
	address = flag.String("address", "127.0.0.1:3000", "where the server listens")
	count   = flag.Int("count", 9000, "connections")
	dribble = flag.Bool("dribble", false, "send headers a byte at a time")
	pause   = flag.Duration("pause", time.Second, "between two bytes")
)

const (
	answered = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
	endless  = "GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: "
)

var open, ended, refused int64

// connect opens a connection from one of many loopback addresses: one address
// has fewer ports than some crowds have members.
func connect(member int) (net.Conn, error) {
	from := &net.TCPAddr{IP: net.IPv4(127, 0, byte(1+member/10000), 1)}
	dialer := net.Dialer{LocalAddr: from, Timeout: 30 * time.Second}
	return dialer.Dial("tcp", *address)
}

// idle asks once and then only waits for the end.
func idle(conn net.Conn) error {
	if _, err := io.WriteString(conn, answered); err != nil {
		return err
	}
	buffer := make([]byte, 512)
	if _, err := conn.Read(buffer); err != nil {
		return err
	}
	atomic.AddInt64(&open, 1)
	defer atomic.AddInt64(&open, -1)
	for {
		if _, err := conn.Read(buffer); err != nil {
			return err
		}
	}
}

// slow sends the beginning of a header, and then a byte from time to time.
func slow(conn net.Conn, member int) error {
	time.Sleep(time.Duration(member) * *pause / time.Duration(*count))
	if _, err := io.WriteString(conn, endless); err != nil {
		return err
	}
	atomic.AddInt64(&open, 1)
	defer atomic.AddInt64(&open, -1)
	for {
		time.Sleep(*pause)
		if _, err := io.WriteString(conn, "x"); err != nil {
			return err
		}
	}
}

func member(number int) {
	for {
		conn, err := connect(number)
		if err != nil {
			atomic.AddInt64(&refused, 1)
			time.Sleep(time.Second)
			continue
		}
		if *dribble {
			err = slow(conn, number)
		} else {
			err = idle(conn)
		}
		conn.Close()
		atomic.AddInt64(&ended, 1)
	}
}

func main() {
	flag.Parse()
	var started sync.WaitGroup
	for i := 0; i < *count; i++ {
		started.Add(1)
		go func(number int) {
			started.Done()
			member(number)
		}(i)
		if i%100 == 99 {
			time.Sleep(10 * time.Millisecond) // the listener's backlog is bounded
		}
	}
	started.Wait()
	for atomic.LoadInt64(&open) < int64(*count)*95/100 {
		time.Sleep(50 * time.Millisecond)
	}
	fmt.Println("READY")
	io.Copy(io.Discard, os.Stdin)
	fmt.Printf("RESULT %d %d %d\n", atomic.LoadInt64(&open), atomic.LoadInt64(&ended), atomic.LoadInt64(&refused))
}
