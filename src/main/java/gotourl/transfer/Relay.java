package gotourl.transfer;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Reads the links of a running server of another kind, and writes them down in the form of our own
 * exports, for a server of ours to bring in.
 */
public final class Relay {

  private final ForeignInstance instance;
  private final Transfer.Pause pause;
  private final AtomicLong links = new AtomicLong();

  public Relay(ForeignInstance instance) {
    this(instance, Thread::sleep);
  }

  Relay(ForeignInstance instance, Transfer.Pause pause) {
    this.instance = instance;
    this.pause = pause;
  }

  /**
   * Reads and writes to the end.
   *
   * @param left gets each row that cannot come along
   * @throws IOException if the server does not answer, or not as it should; the message says what
   *     to do
   */
  public void run(OutputStream out, Consumer<RowReport> left) throws IOException {
    ExportWriter writer = new ExportWriter(out, true);
    try (RemoteSource source = instance.open(pause)) {
      for (Row row = source.next(); row != null; row = source.next()) {
        switch (row) {
          case Row.Read(Place _, ForeignLink link) -> {
            writer.link(link);
            links.incrementAndGet();
          }
          case Row.OfDomain(Place _, ForeignDomain domain) -> writer.domain(domain);
          case Row.OfTag(Place _, String name) -> writer.tag(name);
          case Row.Unreadable(Place place, String reason) ->
              left.accept(new RowReport(place, "", Outcome.REFUSED, () -> reason));
          case Row.OfStore _, Row.OfGenerator _, Row.OfSecret _, Row.OfEnd _ ->
              throw new IllegalStateException("only ours has such a row: " + row);
        }
      }
    }
    writer.flush();
  }

  /** How many are written so far. Any thread. */
  public long links() {
    return links.get();
  }
}
