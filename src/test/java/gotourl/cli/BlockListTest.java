package gotourl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gotourl.link.BaseUrl;
import gotourl.link.UrlPolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlockListTest {

  private static final String EVIL = "http://evil.example/";
  private static final String OTHER = "http://other.example/";

  @TempDir Path dir;

  private final UrlPolicy policy =
      new UrlPolicy(new UrlPolicy.Options(BaseUrl.parse("localhost:3000"), Set.of()));

  private Path file;

  @BeforeEach
  void writeAList() throws IOException {
    file = dir.resolve("blocked");
    Files.writeString(file, "evil.example\n");
  }

  @Test
  void itIsInForceOnceItIsOpen() throws Failure {
    open();
    assertThat(policy.permits(EVIL)).isFalse();
    assertThat(policy.permits(OTHER)).isTrue();
  }

  @Test
  void aChangedFileIsTakenWhenItChangesNoMore() throws Exception {
    BlockList list = open();
    Files.writeString(file, "other.exa");
    list.look();
    Files.writeString(file, "other.example\n# and more\n");
    list.look();
    assertThat(policy.permits(OTHER)).isTrue();
    list.look();
    assertThat(policy.permits(OTHER)).isFalse();
    assertThat(policy.permits(EVIL)).isTrue();
  }

  @Test
  void aFileInThePlaceOfTheOldOneIsTaken() throws Exception {
    BlockList list = open();
    Path next = Files.writeString(dir.resolve("next"), "a-host.test\n");
    Files.setLastModifiedTime(next, Files.getLastModifiedTime(file));
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    assertThat(Files.size(file)).isLessThan("evil.example\n".length());
    list.look();
    list.look();
    assertThat(policy.permits(EVIL)).isTrue();
  }

  @Test
  void aFileThatIsOfNoUseLeavesTheOldListInForce() throws Exception {
    BlockList list = open();
    for (byte[] bytes :
        new byte[][] {
          "good.example\nhttp://x/\n".getBytes(StandardCharsets.UTF_8), {(byte) 0xff, '\n'}
        }) {
      Files.write(file, bytes);
      list.look();
      list.look();
      assertThat(policy.permits(EVIL)).isFalse();
      assertThat(policy.permits("http://good.example/")).isTrue();
    }
    Files.delete(file);
    list.look();
    list.look();
    assertThat(policy.permits(EVIL)).isFalse();
    Files.writeString(file, "");
    list.look();
    list.look();
    assertThat(policy.permits(EVIL)).isTrue();
  }

  @Test
  void aSignalTakesTheFileAtOnce() throws Exception {
    BlockList list = open();
    Files.writeString(file, "other.example\n");
    list.reload();
    assertThat(policy.permits(OTHER)).isFalse();
  }

  @Test
  void aListOfNoUseEndsTheStartWithOneLineThatSaysWhereAndWhy() throws IOException {
    Files.writeString(file, "good.example\n\nevil.example/path\n");
    assertThatThrownBy(this::open)
        .isInstanceOf(Failure.class)
        .hasMessageContaining(file + ", line 3: ")
        .hasMessageNotContaining("\n");
    Files.delete(file);
    assertThatThrownBy(this::open).isInstanceOf(Failure.class).hasMessageContaining("not exist");
    Files.write(file, new byte[] {(byte) 0xff});
    assertThatThrownBy(this::open).isInstanceOf(Failure.class).hasMessageContaining("UTF-8");
  }

  private BlockList open() throws Failure {
    return BlockList.open(file, policy);
  }
}
