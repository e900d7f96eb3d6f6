package gotourl.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartTest {

  private static final String PART = "Content-Disposition: form-data; name=\"url\"\r\n\r\n";

  @Test
  void theFieldIsFoundAmongOthers() {
    assertThat(
            read(
                "--b\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--b\r\n"
                    + PART
                    + "x\r\ny\r\n--b--"))
        .isEqualTo(new Form.Value("x\r\ny"));
  }

  @Test
  void aPreambleAndOtherHeadersAreSkipped() {
    assertThat(
            read(
                "hello\r\n--b\r\nX: y\r\ncontent-disposition:form-data;name=url\r\n\r\nv"
                    + "\r\n--b--"))
        .isEqualTo(new Form.Value("v"));
  }

  @Test
  void theBoundaryMayBeQuoted() {
    assertThat(
            Multipart.read(
                "--b c\r\n" + PART + "v\r\n--b c--",
                "multipart/form-data; Boundary=\"b c\"",
                "url"))
        .isEqualTo(new Form.Value("v"));
  }

  @Test
  void aValueIsUtf8() {
    String bytes = new String("ü".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    assertThat(read("--b\r\n" + PART + bytes + "\r\n--b--")).isEqualTo(new Form.Value("ü"));
    assertThat(read("--b\r\n" + PART + "ü\r\n--b--")).isEqualTo(new Form.Malformed());
  }

  @Test
  void anEmptyValueIsEmpty() {
    assertThat(read("--b\r\n" + PART + "\r\n--b--")).isEqualTo(new Form.Value(""));
  }

  @Test
  void aFormWithoutTheFieldHasNone() {
    assertThat(read("--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nurl\r\n--b--"))
        .isEqualTo(new Form.Value(""));
    assertThat(read("--b--")).isEqualTo(new Form.Value(""));
  }

  @Test
  void aFileOfThatNameIsNoField() {
    assertThat(
            read(
                "--b\r\nContent-Disposition: form-data; name=\"url\"; filename=\"f\"\r\n\r\nv"
                    + "\r\n--b--"))
        .isEqualTo(new Form.Value(""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "--b",
        "--b\r\n",
        "--b\r\n" + PART + "v",
        "--b\r\nX: y\r\n--b--",
        "--c--"
      })
  void aBodyThatEndsTooEarlyIsMalformed(String body) {
    assertThat(read(body)).isEqualTo(new Form.Malformed());
  }

  private static Form.Read read(String body) {
    return Multipart.read(body, "multipart/form-data; boundary=b", "url");
  }
}
