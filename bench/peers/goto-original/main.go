// Goto-original is the yardstick of bench/add and bench/redirect: the design
// of the original goto program, written anew from its description. It answers
// before a link is on disk, keeps up to 1000 links in a channel, and never
// syncs. Its faults are on purpose.
package main

import (
	"encoding/gob"
	"flag"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"sync"
)

// saveQueueLength is how many links wait for the disk before adding blocks.
const saveQueueLength = 1000

var (
	listenAddr = flag.String("http", ":3000", "http listen address")
	dataFile   = flag.String("file", "store.gob", "data store file name")
	hostname   = flag.String("host", "localhost:3000", "http host name and port")
)

// URLStore maps keys to URLs and saves new ones behind the caller's back.
type URLStore struct {
	mu   sync.RWMutex
	urls map[string]string
	save chan record
}

type record struct {
	Key, URL string
}

// NewURLStore loads the file and starts to save to it.
func NewURLStore(filename string) *URLStore {
	s := &URLStore{
		urls: make(map[string]string),
		save: make(chan record, saveQueueLength),
	}
	if err := s.load(filename); err != nil {
		log.Println("URLStore:", err)
	}
	go s.saveLoop(filename)
	return s
}

// Get returns the URL for key, or "".
func (s *URLStore) Get(key string) string {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.urls[key]
}

// Set reports whether key was free and now leads to url.
func (s *URLStore) Set(key, url string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, present := s.urls[key]; present {
		return false
	}
	s.urls[key] = url
	return true
}

// Count returns the number of links.
func (s *URLStore) Count() int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return len(s.urls)
}

// Put makes a link to url and returns its key.
func (s *URLStore) Put(url string) string {
	for {
		key := genKey(s.Count())
		if s.Set(key, url) {
			s.save <- record{key, url}
			return key
		}
	}
}

func (s *URLStore) load(filename string) error {
	f, err := os.Open(filename)
	if err != nil {
		return err
	}
	defer f.Close()
	d := gob.NewDecoder(f)
	for {
		var r record
		if err := d.Decode(&r); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		s.Set(r.Key, r.URL)
	}
}

func (s *URLStore) saveLoop(filename string) {
	f, err := os.OpenFile(filename, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0644)
	if err != nil {
		log.Fatal("URLStore:", err)
	}
	defer f.Close()
	e := gob.NewEncoder(f)
	for r := range s.save {
		if err := e.Encode(r); err != nil {
			log.Println("URLStore:", err)
		}
	}
}

const keyChars = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

// genKey writes n to base 62.
func genKey(n int) string {
	if n == 0 {
		return keyChars[:1]
	}
	var digits [20]byte
	i := len(digits)
	for ; n > 0; n /= len(keyChars) {
		i--
		digits[i] = keyChars[n%len(keyChars)]
	}
	return string(digits[i:])
}

const addForm = `<html><body><form method="POST" action="/add">
URL: <input type="text" name="url"> <input type="submit" value="Add">
</form></body></html>
`

func (s *URLStore) add(w http.ResponseWriter, r *http.Request) {
	url := r.FormValue("url")
	if url == "" {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, addForm)
		return
	}
	fmt.Fprintf(w, "http://%s/%s", *hostname, s.Put(url))
}

func (s *URLStore) redirect(w http.ResponseWriter, r *http.Request) {
	url := s.Get(r.URL.Path[1:])
	if url == "" {
		http.NotFound(w, r)
		return
	}
	http.Redirect(w, r, url, http.StatusFound)
}

func main() {
	flag.Parse()
	store := NewURLStore(*dataFile)
	http.HandleFunc("/", store.redirect)
	http.HandleFunc("/add", store.add)
	fmt.Println("Server listening at", *hostname)
	log.Fatal(http.ListenAndServe(*listenAddr, nil))
}
