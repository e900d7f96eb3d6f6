package gotourl.store.embedded;

import static gotourl.support.Keys.key;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.link.Link;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LinkTableTest {

  private final LinkTable table = new LinkTable();

  /** Its removal was lost with a damaged stretch of the journal. */
  @Test
  void aLinkWhoseKeyHasANewOwnerIsNotListed() {
    Link old = link(1, 1, "k");
    Link owner = link(2, 1, "k");
    table.apply(new LinkRecord.Put(old, LinkFields.NONE));
    table.apply(new LinkRecord.Put(owner, LinkFields.NONE));
    assertThat(listed()).containsExactly(owner);
    table.apply(new LinkRecord.Tombstone(2, 2, key("k")));
    assertThat(listed()).isEmpty();
    assertThat(table.size()).isZero();
  }

  /** The removal of the first and the add of the second were lost. */
  @Test
  void aLinkWhoseKeyWasRemovedIsNotListed() {
    table.apply(new LinkRecord.Put(link(1, 1, "k"), LinkFields.NONE));
    table.apply(new LinkRecord.Tombstone(2, 2, key("k")));
    assertThat(listed()).isEmpty();
  }

  @Test
  void aVersionWithoutFieldsHasNone() {
    table.apply(new LinkRecord.Put(link(1, 1, "k"), new byte[] {9, 1, 1}));
    table.apply(new LinkRecord.Put(link(1, 2, "k"), LinkFields.NONE));
    assertThat(table.unknownFields(1)).isEmpty();
  }

  private List<Link> listed() {
    return LongStream.range(0, table.listEnd())
        .mapToObj(table::find)
        .filter(Objects::nonNull)
        .toList();
  }

  private static Link link(long number, int version, String code) {
    return new Link(number, version, key(code), "http://a/", Instant.EPOCH, Instant.EPOCH);
  }
}
