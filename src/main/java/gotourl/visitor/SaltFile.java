package gotourl.visitor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;

/**
 * The salt of shares, kept so that a restart changes no visitor's draw.
 *
 * <pre>
 *   2026-11-26T03:00:00Z                 when it was made
 *   00112233445566778899aabbccddeeff     16 bytes
 * </pre>
 *
 * It is no part of journal or backup. To lose it costs a new draw for everybody and nothing else,
 * so it is not synced.
 */
public final class SaltFile {

  /** In the data directory. */
  public static final String NAME = "share-salt";

  /** A start that finds an older one makes another; a running server keeps what it has. */
  static final Duration AGE_MAX = Duration.ofDays(30);

  /** Far more than the two lines have. */
  private static final int BYTES_MAX = 200;

  private SaltFile() {}

  /**
   * The salt of the directory, made now if there is none or it is too old.
   *
   * @throws IOException with a sentence for people if the file cannot be read, written or
   *     understood
   */
  public static ShareSalt open(Path directory, InstantSource clock) throws IOException {
    Path file = directory.resolve(NAME);
    Instant now = clock.instant();
    String text;
    try {
      text = read(file);
    } catch (NoSuchFileException none) {
      return make(directory, now);
    }
    Made made = parse(file, text);
    return made.at().plus(AGE_MAX).isBefore(now) ? make(directory, now) : made.salt();
  }

  private record Made(Instant at, ShareSalt salt) {}

  private static String read(Path file) throws IOException {
    if (Files.size(file) > BYTES_MAX) {
      throw malformed(file);
    }
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
  }

  private static Made parse(Path file, String text) throws IOException {
    List<String> lines = text.lines().toList();
    if (lines.size() != 2) {
      throw malformed(file);
    }
    try {
      return new Made(
          Instant.parse(lines.getFirst()), ShareSalt.of(HexFormat.of().parseHex(lines.getLast())));
    } catch (DateTimeException | IllegalArgumentException e) {
      throw malformed(file);
    }
  }

  private static IOException malformed(Path file) {
    return new IOException(
        file
            + " is no salt of ours. Without it every visitor draws anew: remove it if it is not needed.");
  }

  /** Written beside and renamed: a start that is killed leaves a whole file or none. */
  private static ShareSalt make(Path directory, Instant now) throws IOException {
    ShareSalt salt = ShareSalt.random();
    Path file = directory.resolve(NAME);
    Path beside = directory.resolve(NAME + ".new");
    Files.deleteIfExists(beside);
    Files.createFile(beside, ownerOnly(directory));
    String text = now + "\n" + HexFormat.of().formatHex(salt.bytes()) + "\n";
    Files.writeString(beside, text, StandardCharsets.ISO_8859_1, StandardOpenOption.WRITE);
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return salt;
  }

  private static FileAttribute<?>[] ownerOnly(Path directory) throws IOException {
    boolean posix = Files.getFileStore(directory).supportsFileAttributeView("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
