package gotourl.store.embedded;

import static gotourl.support.Keys.key;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.journal.Batch;
import gotourl.journal.Journal;
import gotourl.journal.Refusal;
import gotourl.journal.Save;
import gotourl.journal.SaveLoop;
import gotourl.journal.Segments;
import gotourl.journal.Stretch;
import gotourl.journal.SyncPolicy;
import gotourl.link.Link;
import gotourl.link.Listing;
import gotourl.link.Listing.Order;
import gotourl.support.SimDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the table makes of a journal, also of one that damage has made holes in. */
class LinkTableTest {

  private final SimDisk disk = new SimDisk(1);
  private final List<String> findings = new ArrayList<>();

  /** Its removal was lost with a damaged stretch of the journal. */
  @Test
  void aLinkWhoseKeyHasANewOwnerIsNotListed() throws Exception {
    Link owner = link(2, 1, "k");
    LinkTable table = recovered(put(link(1, 1, "k")), put(owner));
    assertThat(listed(table)).containsExactly(owner);
    assertThat(table.size()).isEqualTo(1);
    table = recovered(tombstone(2, 2, "k"));
    assertThat(listed(table)).isEmpty();
    assertThat(table.size()).isZero();
  }

  /** The removal of the first and the add of the second were lost. */
  @Test
  void aLinkWhoseKeyWasRemovedIsNotListed() throws Exception {
    LinkTable table = recovered(put(link(1, 1, "k")), tombstone(2, 2, "k"));
    assertThat(listed(table)).isEmpty();
    assertThat(table.find(key("k"))).isNull();
  }

  @Test
  void aTombstoneWithoutALinkChangesNothing() throws Exception {
    LinkTable table = recovered(put(link(1, 1, "k")), tombstone(2, 2, "j"));
    assertThat(listed(table)).containsExactly(link(1, 1, "k"));
    assertThat(table.nextNumber()).isEqualTo(3);
  }

  @Test
  void aVersionWithoutFieldsHasNone() throws Exception {
    LinkTable table =
        recovered(
            new LinkRecord.Put(link(1, 1, "k"), LinkFrame.NO_SEGMENT, new byte[] {9, 1, 1}),
            new LinkRecord.Put(link(1, 2, "k"), 1, LinkFields.NO_BYTES));
    assertThat(table.fieldsBytes(table.hashed(key("k")))).isZero();
    assertThat(table.find(key("k"))).isEqualTo(link(1, 2, "k"));
  }

  /** Appends the records to the journal, as they are, and reads all of it into a new table. */
  private LinkTable recovered(LinkRecord... records) throws IOException {
    Segments segments = new Segments();
    LinkTable table = new LinkTable(segments, KeyHash.random(new Random(3)));
    Recovery recovery = new Recovery(table, findings::add);
    Journal journal =
        Journal.open(
            disk,
            Journal.Options.of(EmbeddedStore.CONTENT, SyncPolicy.ALWAYS),
            segments,
            new TableOwner(recovery, table, InstantSource.system()),
            InstantSource.system(),
            new Random(4));
    SaveLoop loop = new SaveLoop(journal, new SaveLoop.Options(10, 1 << 20), () -> {});
    for (LinkRecord record : records) {
      loop.submit(new Raw(record));
      loop.saveOnce();
    }
    loop.close();
    journal.close();
    Segments read = new Segments();
    LinkTable result = new LinkTable(read, KeyHash.random(new Random(3)));
    Journal.replay(disk, EmbeddedStore.CONTENT, read, new Recovery(result, findings::add));
    assertThat(findings).isEmpty();
    return result;
  }

  /** Appends a record without a decision. */
  private static final class Raw extends Save {
    private final LinkRecord record;

    Raw(LinkRecord record) {
      super(1000);
      this.record = record;
    }

    @Override
    protected void decide(Batch batch) {
      ByteBuffer out = ByteBuffer.allocate(1000);
      int kind =
          switch (record) {
            case LinkRecord.Put put -> RecordCodec.encodePut(out, batch.segment(), put);
            case LinkRecord.Tombstone tombstone ->
                RecordCodec.encodeTombstone(out, batch.segment(), tombstone);
            case LinkRecord.Purge purge -> RecordCodec.encodePurge(out, batch.segment(), purge);
            case LinkRecord.Aside aside -> throw new AssertionError(aside);
            case LinkRecord.Birth birth -> throw new AssertionError(birth);
            case LinkRecord.Claim claim -> throw new AssertionError(claim);
          };
      batch.append(kind, out.array(), out.position());
    }

    @Override
    protected void publish() {}

    @Override
    protected void acknowledge() {}

    @Override
    protected void refuse(Refusal refusal) {
      throw new AssertionError(refusal);
    }

    @Override
    protected void fail(RuntimeException defect) {
      throw defect;
    }
  }

  private static LinkRecord put(Link link) {
    return new LinkRecord.Put(link, LinkFrame.NO_SEGMENT, LinkFields.NO_BYTES);
  }

  private static LinkRecord tombstone(long number, int version, String code) {
    return new LinkRecord.Tombstone(
        number, version, key(code), Instant.EPOCH, LinkFrame.NO_SEGMENT);
  }

  private static List<Link> listed(LinkTable table) {
    // A page without a filter has no need of bytes.
    Stretch none = new Stretch(new Segments(), new SimDisk(1));
    PageScan scan = new PageScan(table.links(none), Listing.first(Order.NEWEST, 10));
    assertThat(scan.step()).isFalse();
    return scan.page().links();
  }

  private static Link link(long number, int version, String code) {
    return new Link(number, version, key(code), "http://a/", Instant.EPOCH, Instant.EPOCH);
  }
}
