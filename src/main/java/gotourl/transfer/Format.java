package gotourl.transfer;

import gotourl.link.Domain;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** What the bytes of a source are. */
public enum Format {
  /** An export of ours. */
  GOTO("goto", ExportSource.LOOKAHEAD_BYTES) {
    @Override
    Source source(Window window, Reading reading) {
      return new ExportSource(window);
    }

    @Override
    boolean beginsAt(Window window) throws IOException {
      return ExportSource.beginsAt(window);
    }

    @Override
    DomainChoice usualDomains() {
      return new DomainChoice.Own();
    }
  },
  /** The original's file. */
  GOB("gob", GobSource.LOOKAHEAD_BYTES) {
    @Override
    Source source(Window window, Reading reading) {
      return new GobSource(window);
    }

    @Override
    boolean beginsAt(Window window) throws IOException {
      return GobSource.beginsAt(window);
    }
  },
  /** The original's later file. */
  JSON_LINES("jsonl", JsonLinesSource.LOOKAHEAD_BYTES) {
    @Override
    Source source(Window window, Reading reading) {
      return new JsonLinesSource(window);
    }

    @Override
    boolean beginsAt(Window window) throws IOException {
      return JsonLinesSource.beginsAt(window);
    }
  };

  /** How far into a file with a damaged beginning the first whole type definition is looked for. */
  private static final int DAMAGED_HEAD_BYTES_MAX = 1 << 16;

  /** How much of a source has to be known to tell what it is. */
  static final int HEAD_BYTES = DAMAGED_HEAD_BYTES_MAX + GobSource.LOOKAHEAD_BYTES;

  private final String word;
  private final int lookaheadBytes;

  Format(String word, int lookaheadBytes) {
    this.word = word;
    this.lookaheadBytes = lookaheadBytes;
  }

  /** What people call it. */
  public String word() {
    return word;
  }

  /** The one that people call so. */
  public static Optional<Format> named(String word) {
    return Arrays.stream(values()).filter(format -> format.word.equals(word)).findFirst();
  }

  abstract Source source(Window window, Reading reading);

  /** Where its links belong, if nobody says anything else. */
  DomainChoice usualDomains() {
    return new DomainChoice.Named(Domain.DEFAULT_NAME);
  }

  abstract boolean beginsAt(Window window) throws IOException;

  int lookaheadBytes() {
    return lookaheadBytes;
  }

  /** Of a source whose beginning is whole. */
  static Optional<Format> of(byte[] head) throws IOException {
    for (Format format : values()) {
      try (Window window = new Window(new ByteArrayInputStream(head), format.lookaheadBytes)) {
        if (window.has(1) && format.beginsAt(window)) {
          return Optional.of(format);
        }
      }
    }
    return Optional.empty();
  }

  /** Of one whose beginning may be damaged: asked for once somebody says import. */
  static Optional<Format> ofDamaged(byte[] head) throws IOException {
    Optional<Format> whole = of(head);
    if (whole.isPresent()) {
      return whole;
    }
    try (Window window = new Window(new ByteArrayInputStream(head), GOB.lookaheadBytes)) {
      if (GobSource.isTornDefinition(window)) {
        return Optional.of(GOB);
      }
      new JsonLinesSource(window).skipBlanks();
      if (window.has(1) && window.at(0) == '{') {
        return Optional.of(secondLineIsOfExport(window) ? GOTO : JSON_LINES);
      }
      while (window.offset() < DAMAGED_HEAD_BYTES_MAX && window.has(1)) {
        if (GobSource.beginsAt(window)) {
          return Optional.of(GOB);
        }
        window.skip(1);
      }
      return Optional.empty();
    }
  }

  private static boolean secondLineIsOfExport(Window window) throws IOException {
    while (window.has(1) && window.at(0) != '\n') {
      window.skip(1);
    }
    if (!window.has(2)) {
      return false;
    }
    window.skip(1);
    return ExportSource.beginsAt(window);
  }
}
