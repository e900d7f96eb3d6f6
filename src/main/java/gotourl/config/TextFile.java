package gotourl.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A small file of UTF-8 text, read whole. */
final class TextFile {

  private TextFile() {}

  /**
   * @param bytesMax keeps a wrong path from being read whole
   */
  static String read(Path file, int bytesMax) throws Mistake {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(bytesMax + 1);
      if (bytes.length > bytesMax) {
        throw new Mistake("is larger than " + bytesMax + " bytes");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (NoSuchFileException e) {
      throw new Mistake("does not exist");
    } catch (AccessDeniedException e) {
      throw new Mistake("cannot be read: permission denied");
    } catch (CharacterCodingException e) {
      throw new Mistake("is not UTF-8 text");
    } catch (IOException e) {
      throw new Mistake("cannot be read: " + e.getMessage());
    }
  }
}
