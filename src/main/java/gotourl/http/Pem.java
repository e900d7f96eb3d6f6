package gotourl.http;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The blocks of a PEM file (RFC 7468); what stands between them is commentary.
 *
 * <pre>
 * -----BEGIN LABEL-----
 * base64, in lines
 * -----END LABEL-----
 * </pre>
 */
final class Pem {

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);

  private Pem() {}

  /**
   * @param label what the block is said to hold
   * @param text base64, and perhaps header lines of old times before it
   */
  record Block(String label, String text) {

    /** Throws {@link IllegalArgumentException} if the text is no base64. */
    byte[] bytes() {
      return Base64.getDecoder().decode(text.replaceAll("\\s", ""));
    }
  }

  static List<Block> blocks(String file) {
    List<Block> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(file);
    while (matcher.find()) {
      blocks.add(new Block(matcher.group(1), matcher.group(2)));
    }
    return blocks;
  }
}
