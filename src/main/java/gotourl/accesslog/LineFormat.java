package gotourl.accesslog;

/**
 * How a line of the log looks. Whatever a client sent, a line is one line of printable ASCII, and
 * its fields end where they should.
 */
public enum LineFormat {
  /** As Apache and nginx write it. The first field would be the client's address. */
  COMBINED {
    @Override
    Lines open() {
      return new CombinedLines();
    }
  },
  /** One object a line. */
  JSON {
    @Override
    Lines open() {
      return new JsonLines();
    }
  };

  /** Appends lines, on one thread. */
  interface Lines {
    void append(Entry entry, StringBuilder out);
  }

  abstract Lines open();
}
