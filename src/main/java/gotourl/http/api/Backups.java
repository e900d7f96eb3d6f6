package gotourl.http.api;

import gotourl.access.Credential;
import gotourl.transfer.Copier;
import gotourl.transfer.JobSummary;
import gotourl.transfer.Jobs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/** {@code backup}: brings a copy of the data directory up to date, where the server keeps one. */
public final class Backups {

  private static final String METHODS = "POST, OPTIONS";

  /** Backups take seconds to minutes. */
  private static final int RETRY_SECONDS = 10;

  /**
   * Where the server keeps a copy.
   *
   * @param copier keeps it
   */
  public record Place(Path directory, Copier copier) {}

  private final Optional<Place> place;
  private final Jobs jobs;

  Backups(Optional<Place> place, Jobs jobs) {
    this.place = place;
    this.jobs = jobs;
  }

  Response answer(Call call, Credential who) throws Refused {
    JobCollection.requireAdmin(who);
    return switch (call.method()) {
      case "POST" -> post(call, who);
      case "OPTIONS" -> Methods.options(METHODS);
      case String _ -> throw Methods.notAllowed(METHODS);
    };
  }

  private Response post(Call call, Credential who) throws Refused {
    Methods.requireNoParameters(call);
    Place kept =
        place.orElseThrow(() ->
            new Refused(
                Problem.NO_BACKUP_DIRECTORY,
                "The server was not told where to keep a backup (-backup-dir)."));
    try {
      JobSummary job = jobs.startBackup(kept.copier(), kept.directory().toString(), who.number());
      return JobShape.response(202, job).with("Location", JobCollection.location(job.id()));
    } catch (Jobs.BusyException e) {
      throw new Refused(
          Problems.later(Problem.BUSY, String.valueOf(e.getMessage()) + ".", RETRY_SECONDS));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
