package gotourl.store.embedded;

import gotourl.journal.Damage;
import gotourl.journal.ReadAhead;
import gotourl.journal.Segments;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** After a start that did not read the journal: reads it bit by bit, and says what is damaged. */
final class ReadingAhead implements Maintenance.Duty {

  private static final Logger LOG = System.getLogger(EmbeddedStore.class.getName());

  /**
   * A turn then takes some hundredths of a second; a hundred million links are read in a minute.
   */
  private static final int TURN_BYTES = 48 << 20;

  private final LinkTable table;
  private @Nullable ReadAhead reading;

  ReadingAhead(Segments segments, LinkTable table) {
    this.table = table;
    this.reading = new ReadAhead(segments, this::say);
  }

  @Override
  public void perform() {
    if (reading != null && !reading.read(TURN_BYTES)) {
      reading = null;
    }
  }

  private void say(Damage damage) {
    LOG.log(Level.ERROR, damage.toString());
    table.damage().meet();
  }
}
