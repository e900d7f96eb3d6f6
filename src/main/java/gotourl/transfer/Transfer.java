package gotourl.transfer;

import gotourl.access.CredentialStore;
import gotourl.link.BaseUrl;
import gotourl.link.LinkFilter;
import gotourl.link.LinkStore;
import gotourl.link.ShortUrls;
import gotourl.link.UrlPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/** The way in and out for all that a store has; in which forms: docs/IMPORT.md, docs/EXPORT.md. */
public final class Transfer {

  /** How an import waits before it tries again to save; a test does not. */
  interface Pause {
    void of(Duration time) throws InterruptedException;
  }

  /** Of a server that is not told another one. */
  private static final int USUAL_STATUS = 302;

  private final LinkStore store;
  private final CredentialStore credentials;
  private final UrlPolicy policy;
  private final BaseUrl base;
  private final int redirectStatus;
  private final Pause pause;

  /**
   * @param policy what may be a target
   * @param base what short URLs begin with
   */
  public Transfer(LinkStore store, CredentialStore credentials, UrlPolicy policy, BaseUrl base) {
    this(store, credentials, policy, base, Thread::sleep);
  }

  /**
   * @param redirectStatus by which links redirect that have no status of their own
   */
  public Transfer(
      LinkStore store,
      CredentialStore credentials,
      UrlPolicy policy,
      BaseUrl base,
      int redirectStatus) {
    this(store, credentials, policy, base, redirectStatus, Thread::sleep);
  }

  Transfer(
      LinkStore store, CredentialStore credentials, UrlPolicy policy, BaseUrl base, Pause pause) {
    this(store, credentials, policy, base, USUAL_STATUS, pause);
  }

  private Transfer(
      LinkStore store,
      CredentialStore credentials,
      UrlPolicy policy,
      BaseUrl base,
      int redirectStatus,
      Pause pause) {
    this.store = store;
    this.credentials = credentials;
    this.policy = policy;
    this.base = base;
    this.redirectStatus = redirectStatus;
    this.pause = pause;
  }

  /**
   * An import that is not begun yet.
   *
   * @param name what the source is called in messages
   * @param reports gets what became of each row, in the order of the source, on the thread that
   *     runs the import
   */
  public Importing importing(String name, ImportOptions options, Consumer<RowReport> reports) {
    return new Importing(name, options, (own, choice) -> run(own, choice, reports), pause);
  }

  private Import run(ImportOptions options, DomainChoice choice, Consumer<RowReport> reports) {
    Arrivals arrivals = new Arrivals(store, policy, choice, !options.dryRun());
    Conflicts conflicts = new Conflicts(store, options.onConflict());
    Patience patience = new Patience(pause);
    UnderWay underWay =
        new UnderWay(conflicts, patience, options.onConflict() == OnConflict.FAIL, reports);
    return new Import(store, credentials, options, arrivals, conflicts, underWay, patience);
  }

  /**
   * Brings in a file.
   *
   * @throws TransferException if the file cannot be read or is of no known format, or if the store
   *     goes on refusing to save
   */
  public Report importFile(Path file, ImportOptions options, Consumer<RowReport> reports) {
    Importing importing = importing(file.toString(), options, reports);
    try (InputStream in = Files.newInputStream(file)) {
      return importing.run(in);
    } catch (NoSuchFileException e) {
      throw new TransferException("there is no file " + file, importing.report(), e);
    } catch (AccessDeniedException e) {
      throw new TransferException(file + " may not be read", importing.report(), e);
    } catch (IOException e) {
      throw importing.failed(e);
    }
  }

  /**
   * An export that is not begun yet.
   *
   * @param filter which links leave
   */
  public Exporting exporting(LinkFilter filter) {
    ShortUrls urls = new ShortUrls(base, store.domains());
    return new Exporting(store, credentials, urls, policy, redirectStatus, filter);
  }

  /** Whether the file looks like one of the original; false if unreadable. */
  public static boolean recognises(Path file) {
    try (InputStream in = Files.newInputStream(file);
        Input input = Input.of(in)) {
      return input
          .wholeFormat()
          .filter(format -> format == Format.GOB || format == Format.JSON_LINES)
          .isPresent();
    } catch (IOException e) {
      return false;
    }
  }
}
