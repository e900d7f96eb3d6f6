package gotourl.store.embedded;

import gotourl.link.Link;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** The table of links on the heap: there are no bytes, every link is looked at. */
record TableSource(LinkTable table) implements LinkSource {

  /** Stands for any place: there is a link. */
  private static final long SOMEWHERE = 1;

  @Override
  public long end() {
    return table.listEnd();
  }

  @Override
  public void positions(long first, int count, long[] into) {
    for (int i = 0; i < count; i++) {
      into[i] = table.find(first + i) == null ? NOWHERE : SOMEWHERE;
    }
  }

  @Override
  public @Nullable MemorySegment bytes(long first, long last) {
    return null;
  }

  @Override
  public @Nullable Link link(long number) {
    return table.find(number);
  }
}
