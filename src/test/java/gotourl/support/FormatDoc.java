package gotourl.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** The examples of docs/FORMAT.md: rows {@code | what | hex |} below a heading. */
public final class FormatDoc {

  private FormatDoc() {}

  /** Bytes by what they are, in the document's order. */
  public static Map<String, byte[]> examples(String heading) throws IOException {
    Map<String, byte[]> rows = new LinkedHashMap<>();
    boolean inside = false;
    for (String line : Files.readAllLines(Path.of("docs/FORMAT.md"))) {
      if (line.startsWith("#")) {
        inside = line.endsWith(heading);
      } else if (inside && line.startsWith("| ") && line.contains("`")) {
        String[] cells = line.split("\\|", -1);
        String hex = cells[2].strip().replaceAll("[` ]", "");
        rows.put(cells[1].strip(), HexFormat.of().parseHex(hex));
      }
    }
    return rows;
  }

  /** As the document writes bytes. */
  public static String hex(byte[] bytes) {
    return HexFormat.ofDelimiter(" ").formatHex(bytes);
  }
}
