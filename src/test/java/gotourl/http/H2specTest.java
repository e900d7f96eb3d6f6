package gotourl.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.support.GotoProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * h2spec 2.2.0, the conformance test of HTTP/2 by others, against a real server: every case, also
 * the strict ones. PROMISES A8.
 */
@Tag("process")
@Tag("h2spec")
class H2specTest {

  private static final String PROGRAM = "h2spec/2.2.0/h2spec_linux_amd64.tar.gz";

  /** 145, and one that is strict. */
  private static final int CASES = 146;

  /** How long a case waits for what should not come; only a busy machine needs more than one. */
  private static final String SECONDS = "4";

  private static final Pattern SUMMARY =
      Pattern.compile("(\\d+) tests, (\\d+) passed, (\\d+) skipped, (\\d+) failed");

  @TempDir Path dir;

  @Test
  void everyCasePasses() throws Exception {
    unpack();
    try (GotoProcess server = GotoProcess.serve(dir)) {
      String said = run(server.address());
      MatchResult summary =
          SUMMARY
              .matcher(said)
              .results()
              .findFirst()
              .orElseThrow(() -> new AssertionError("no summary: " + said));
      System.out.println("H2specTest: " + summary.group());
      assertThat(summary.group())
          .as(said)
          .isEqualTo("%d tests, %d passed, 0 skipped, 0 failed".formatted(CASES, CASES));
      assertThat(server.err().all()).noneMatch(line -> line.contains("ERROR"));
      assertThat(server.terminate().exitCode()).isZero();
    }
  }

  private void unpack() throws IOException, InterruptedException {
    Process tar =
        new ProcessBuilder("tar", "xz", "-C", dir.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (ZipFile jar = new ZipFile(System.getProperty("h2spec.jar"));
        InputStream program = jar.getInputStream(jar.getEntry(PROGRAM));
        OutputStream to = tar.getOutputStream()) {
      program.transferTo(to);
    }
    assertThat(tar.waitFor()).isZero();
  }

  /** The path is one whose answer has a body: some cases need frames of it to wait for room. */
  private String run(String address) throws IOException, InterruptedException {
    int colon = address.lastIndexOf(':');
    Process h2spec =
        new ProcessBuilder(
                dir.resolve("h2spec").toString(),
                "--strict",
                "--host",
                address.substring(0, colon),
                "--port",
                address.substring(colon + 1),
                "--path",
                "/add",
                "--timeout",
                SECONDS)
            .redirectErrorStream(true)
            .start();
    String said = new String(h2spec.getInputStream().readAllBytes(), UTF_8);
    h2spec.waitFor();
    return said;
  }
}
