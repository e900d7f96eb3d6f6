package gotourl.store.embedded;

import static gotourl.support.Keys.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gotourl.journal.SyncPolicy;
import gotourl.link.Link;
import gotourl.link.LinkStore;
import gotourl.support.LinkStoreContract;
import gotourl.support.Listings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedStoreTest extends LinkStoreContract {

  @TempDir Path parent;
  private int stores;

  @Override
  protected LinkStore create(boolean foldsCase) throws Exception {
    return open("store" + stores++, foldsCase);
  }

  @Test
  void allIsThereAfterARestart() throws Exception {
    byte[] secret;
    List<Link> before;
    long nextNumber;
    try (EmbeddedStore first = open("a", false)) {
      secret = first.secret();
      for (int i = 0; i < 100; i++) {
        join(first.add(key("k" + i), "http://a/" + i));
      }
      join(first.replace(key("k7"), 1, "http://b/"));
      join(first.remove(key("k99"), 1));
      join(first.claim(7, 0, 64));
      before = Listings.newest(first);
      nextNumber = first.nextNumber();
    }
    try (EmbeddedStore second = open("a", false)) {
      assertThat(second.secret()).isEqualTo(secret);
      assertThat(Listings.newest(second)).isEqualTo(before);
      assertThat(second.nextNumber()).isEqualTo(nextNumber);
      assertThat(range(second.claim(7, 0, 1)).first()).isEqualTo(64);
    }
  }

  /** An interrupt during a write would close the file under it. */
  @Test
  void anInterruptedThreadClosesTheStoreInOrderAndStaysInterrupted() throws Exception {
    EmbeddedStore store = open("a", false);
    join(store.add(key("k"), "http://a/"));
    Thread.currentThread().interrupt();
    store.close();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(parent.resolve("a/0000000000000002.seg")).hasSize(256);
  }

  @Test
  void secretsDifferFromStoreToStore() throws Exception {
    try (EmbeddedStore a = open("a", false);
        EmbeddedStore b = open("b", false)) {
      assertThat(a.secret()).isNotEqualTo(b.secret());
    }
  }

  @Test
  void foldingIsRecordedWhenTheStoreIsMade() throws Exception {
    open("folding", true).close();
    try (EmbeddedStore again = open("folding", false)) {
      assertThat(again.domain().foldsCase()).isTrue();
    }
    open("plain", false).close();
    assertThatThrownBy(() -> open("plain", true))
        .isInstanceOf(OpenException.class)
        .hasMessageContaining("case-sensitive");
    open("plain", false).close();
  }

  @Test
  void aSecondOwnerIsRefusedByName() throws Exception {
    try (EmbeddedStore owner = open("a", false)) {
      assertThatThrownBy(() -> open("a", false))
          .isInstanceOf(OpenException.class)
          .hasMessage(
              "%s is in use by process %d", parent.resolve("a"), ProcessHandle.current().pid());
      assertThat(owner.size()).isZero();
    }
    open("a", false).close();
  }

  @Test
  void aDirectoryOfOtherFilesIsRefusedAndLeftAlone() throws Exception {
    Path foreign = Files.createDirectory(parent.resolve("a"));
    Files.writeString(foreign.resolve("letter.tmp"), "dear");
    assertThatThrownBy(() -> open("a", false))
        .isInstanceOf(OpenException.class)
        .hasMessageContaining("holds other files");
    try (Stream<Path> files = Files.list(foreign)) {
      assertThat(files).containsExactly(foreign.resolve("letter.tmp"));
    }
  }

  @Test
  void aFileInTheDirectorysPlaceIsRefused() throws Exception {
    Files.writeString(parent.resolve("a"), "not a directory");
    assertThatThrownBy(() -> open("a", false))
        .isInstanceOf(OpenException.class)
        .hasMessageContaining(parent.resolve("a").toString());
  }

  private EmbeddedStore open(String name, boolean foldsCase) throws OpenException {
    return EmbeddedStore.open(
        new EmbeddedStore.Options(
            parent.resolve(name),
            SyncPolicy.ALWAYS,
            16_384,
            foldsCase,
            false,
            Retention.DEFAULT,
            true));
  }
}
