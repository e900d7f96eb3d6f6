package gotourl.transfer;

import static gotourl.support.PretendApi.quoted;

import gotourl.support.PretendShlink;
import gotourl.support.PretendShlink.Link;
import gotourl.support.Seed;
import java.io.IOException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A pretend Shlink, and whoever reads all of it. */
final class ShlinkReading implements AutoCloseable {

  static final String KEY = "0b7a5c1e-1111-4222-8333-444455556666";

  static final OffsetDateTime BEGINNING = OffsetDateTime.parse("2019-03-30T23:59:58+01:00");

  final Random random;
  final PretendShlink shlink;
  final List<Duration> pauses = new ArrayList<>();

  ShlinkReading(String test) {
    this(test, "");
  }

  /**
   * @param path that the Shlink is behind
   */
  ShlinkReading(String test, String path) {
    long seed = Seed.next(test);
    random = new Random(seed);
    shlink = PretendShlink.start(path, KEY, seed);
  }

  List<Row> rows() throws IOException {
    return rows(KEY);
  }

  List<Row> rows(String key) throws IOException {
    try (RemoteSource source =
        RemoteSource.shlink(shlink.base(), key, Optional.empty(), pauses::add)) {
      return Rows.of(source);
    }
  }

  /** Later than those that are made one after the other from the beginning on. */
  static OffsetDateTime later(int seconds) {
    return BEGINNING.plusSeconds(10_000L + seconds);
  }

  static List<String> codes(List<Link> links) {
    return links.stream().map(Link::code).toList();
  }

  /** A text in JSON, or null. */
  static String orNull(@Nullable String text) {
    return text == null ? "null" : quoted(text);
  }

  @Override
  public void close() {
    shlink.close();
  }
}
