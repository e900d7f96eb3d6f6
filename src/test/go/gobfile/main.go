// Gobfile is one life of the original's save loop: it opens a file for append
// and encodes one record for each line "KEY<tab>URL" of its standard input.
// Run it twice on the same file and the file holds two encoder streams, as a
// restart of the original leaves it.
package main

import (
	"bufio"
	"encoding/gob"
	"flag"
	"io"
	"log"
	"os"
	"strings"
	"time"
)

type record struct {
	Key, URL string
}

// A record of a program that has grown: every kind of field that a reader may
// have to step over, some of them before the fields that matter.
type grownRecord struct {
	Hits    uint64
	Delta   int
	Rate    float64
	Phase   complex128
	Key     string
	Hot     bool
	Raw     []byte
	Tags    []string
	Grid    [2][2]int
	Counts  map[string]int
	Owner   owner
	Created time.Time
	URL     string
	Note    string
}

type owner struct {
	Name  string
	Since int
}

// A record with something in it that only its own program can read.
type anyRecord struct {
	Key   string
	Extra interface{}
	URL   string
}

// A value that is no link at all.
type visit struct {
	Path string
	At   int
}

func main() {
	file := flag.String("file", "", "file to append to")
	kind := flag.String("kind", "record", "record, grown, any or visit")
	types := flag.Int("types", 0, "types to use up first, so that the record has another id (0 to 3)")
	flag.Parse()

	useUpTypes(*types)
	f, err := os.OpenFile(*file, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0644)
	if err != nil {
		log.Fatal(err)
	}
	enc := gob.NewEncoder(f)
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 4<<20)
	for i := 0; in.Scan(); i++ {
		key, url, _ := strings.Cut(in.Text(), "\t")
		if err := enc.Encode(value(*kind, i, key, url)); err != nil {
			log.Fatal(err)
		}
	}
	if err := in.Err(); err != nil {
		log.Fatal(err)
	}
	if err := f.Close(); err != nil {
		log.Fatal(err)
	}
}

func value(kind string, i int, key, url string) interface{} {
	switch kind {
	case "record":
		return record{key, url}
	case "grown":
		return grownRecord{
			Hits: uint64(i) << 40, Delta: -i, Rate: 0.5 * float64(i), Phase: complex(1, float64(i)),
			Key: key, Hot: i%2 == 0, Raw: []byte{0xFF, 0x81, byte(i)},
			Tags: []string{"a", "", key}, Grid: [2][2]int{{1, 2}, {3, i}},
			Counts: map[string]int{"x": i, "y": -1}, Owner: owner{"somebody", 1970 + i},
			Created: time.Unix(1700000000+int64(i), 0).UTC(), URL: url, Note: "last",
		}
	case "any":
		if i%2 == 0 {
			return anyRecord{key, nil, url}
		}
		return anyRecord{key, "text behind an interface", url}
	case "visit":
		return visit{"/" + key, i}
	}
	log.Fatalf("no kind %q", kind)
	return nil
}

// Ids are handed out as types are first seen.
func useUpTypes(n int) {
	void := gob.NewEncoder(io.Discard)
	for _, v := range []interface{}{
		struct{ A int }{1}, struct{ B, C string }{"", "c"}, []owner{{"x", 1}},
	}[:n] {
		if err := void.Encode(v); err != nil {
			log.Fatal(err)
		}
	}
}
