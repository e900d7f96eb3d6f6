package gotourl.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a file is, by its first bytes. */
enum Format {
  GOB(GobSource.LOOKAHEAD_BYTES) {
    @Override
    Source source(Window window) {
      return new GobSource(window);
    }
  },
  JSON_LINES(JsonLinesSource.LOOKAHEAD_BYTES) {
    @Override
    Source source(Window window) {
      return new JsonLinesSource(window);
    }
  },
  /** Nothing that could be imported. */
  FOREIGN(1) {
    @Override
    Source source(Window window) {
      throw new IllegalStateException("no source for a foreign file");
    }
  },
  /** Nothing at all: what the original leaves if it is stopped before its first link. */
  EMPTY(1) {
    @Override
    Source source(Window window) {
      return () -> null;
    }
  };

  /** How far into a file with a damaged beginning the first whole type definition is looked for. */
  private static final int DAMAGED_HEAD_BYTES_MAX = 1 << 16;

  private final int lookaheadBytes;

  Format(int lookaheadBytes) {
    this.lookaheadBytes = lookaheadBytes;
  }

  abstract Source source(Window window);

  Window window(InputStream in) {
    return new Window(in, lookaheadBytes);
  }

  /** The format of a file whose beginning is whole. */
  static Format of(Path file) throws IOException {
    try (Window window = GOB.window(Files.newInputStream(file))) {
      if (!window.has(1)) {
        return EMPTY;
      }
      if (GobSource.beginsAt(window)) {
        return GOB;
      }
      return JsonLinesSource.beginsAt(window) ? JSON_LINES : FOREIGN;
    }
  }

  /** The format of a file whose beginning may be damaged: asked for once somebody says import. */
  static Format ofDamaged(Path file) throws IOException {
    Format whole = of(file);
    if (whole != FOREIGN) {
      return whole;
    }
    try (Window window = GOB.window(Files.newInputStream(file))) {
      if (GobSource.isTornDefinition(window)) {
        return GOB;
      }
      new JsonLinesSource(window).skipBlanks();
      if (window.has(1) && window.at(0) == '{') {
        return JSON_LINES;
      }
      while (window.offset() < DAMAGED_HEAD_BYTES_MAX && window.has(1)) {
        if (GobSource.beginsAt(window)) {
          return GOB;
        }
        window.skip(1);
      }
      return FOREIGN;
    }
  }
}
