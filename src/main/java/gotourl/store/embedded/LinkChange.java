package gotourl.store.embedded;

import java.util.List;

/** What a saved frame changes in the {@link LinkTable}. */
sealed interface LinkChange {

  /** Its newest version was at {@code from} and is at {@code to}. */
  record Replaced(long hash, long number, long from, long to) implements LinkChange {}

  /**
   * Its newest version was at {@code from}; that it is gone stands at {@code tombstone}.
   *
   * @param purges whether nothing that the journal has said of it is to be left
   */
  record Removed(long hash, long number, long from, long tombstone, boolean purges)
      implements LinkChange {}

  /** Numbers below {@code next} of this sequence are used. */
  record Claimed(int sequence, long next) implements LinkChange {}

  /** The store was made. */
  record Born(LinkRecord.Birth birth) implements LinkChange {}

  /** Something was said beside the links. */
  record Said(List<PlacedRecord> records) implements LinkChange {}

  /**
   * Links have other tags.
   *
   * @param less of each of these, one link less has it
   * @param more of each of these, one more
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Tagged(int[] less, int[] more) implements LinkChange {}

  /** All of these, one after the other. */
  record Several(List<LinkChange> changes) implements LinkChange {}

  /**
   * @param position where its frame is
   */
  record PlacedRecord(LinkRecord.Aside record, long position) {}
}
