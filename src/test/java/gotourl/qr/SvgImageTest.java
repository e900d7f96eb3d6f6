package gotourl.qr;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class SvgImageTest {

  private static final String TEXT = "https://go.example/Ab3xYz9?\"><script>alert(1)</script>";
  private static final QrCode CODE = QrCode.of(TEXT, ErrorCorrection.MEDIUM).orElseThrow();
  private static final ImageStyle STYLE =
      new ImageStyle(500, 3, new Colour(0x12345A), new Colour(0xFFEEDD));
  private static final Pattern RUN = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-(\\d+)z");

  @Test
  void whatItDrawsIsTheCode() throws Exception {
    String path =
        paths(SvgImage.draw(CODE, STYLE)).item(1).getAttributes().getNamedItem("d").getNodeValue();
    int size = CODE.size() + 2 * 3;
    boolean[][] dark = new boolean[size][size];
    Matcher run = RUN.matcher(path);
    int end = 0;
    while (run.find()) {
      assertThat(run.start()).isEqualTo(end);
      end = run.end();
      assertThat(run.group(4)).isEqualTo(run.group(3));
      int x = Integer.parseInt(run.group(1));
      for (int i = 0; i < Integer.parseInt(run.group(3)); i++) {
        dark[Integer.parseInt(run.group(2))][x + i] = true;
      }
    }
    assertThat(end).isEqualTo(path.length());
    assertThat(Scanner.read(dark)).isEqualTo(TEXT);
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        assertThat(dark[y][x]).as("%d %d", x, y).isEqualTo(CODE.isDark(x - 3, y - 3));
      }
    }
  }

  @Test
  void itHasTheSizeTheMarginAndTheColoursThatWereAskedFor() throws Exception {
    String svg = SvgImage.draw(CODE, STYLE);
    Element root = root(svg);
    String units = String.valueOf(CODE.size() + 6);
    assertThat(root.getAttribute("width")).isEqualTo("500");
    assertThat(root.getAttribute("height")).isEqualTo("500");
    assertThat(root.getAttribute("viewBox")).isEqualTo("0 0 " + units + " " + units);
    assertThat(paths(svg).item(0).getAttributes().getNamedItem("fill").getNodeValue())
        .isEqualTo("#ffeedd");
    assertThat(paths(svg).item(1).getAttributes().getNamedItem("fill").getNodeValue())
        .isEqualTo("#12345a");
  }

  @Test
  void nothingOfTheTextStandsInIt() {
    assertThat(SvgImage.draw(CODE, STYLE)).doesNotContain("script").doesNotContain("go.example");
  }

  private static NodeList paths(String svg) throws Exception {
    return root(svg).getElementsByTagName("path");
  }

  private static Element root(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
        .getDocumentElement();
  }
}
