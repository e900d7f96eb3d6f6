package gotourl.journal;

/**
 * A stretch of a file that was durable once and no longer is what was written.
 *
 * @param file its name in the data directory
 * @param offset where the stretch begins
 * @param bytes how long it is
 * @param reason for people
 */
public record Damage(String file, long offset, long bytes, String reason) {

  @Override
  public String toString() {
    return "%s: offset %d (0x%x), %d bytes: %s".formatted(file, offset, offset, bytes, reason);
  }
}
