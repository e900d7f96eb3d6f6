package gotourl.http.api;

import gotourl.access.Credential;
import gotourl.access.Scope;
import gotourl.transfer.JobSummary;
import gotourl.transfer.Jobs;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * {@code jobs}, {@code jobs/ID} and {@code jobs/ID/report}: imports, exports and backups, while
 * they run and afterwards. Whoever manages the whole server sees all of them, and nobody else any.
 */
final class JobCollection {

  static final String REPORT = "report";

  private static final String COLLECTION_METHODS = "GET, HEAD, OPTIONS";
  private static final String ONE_METHODS = "GET, HEAD, DELETE, OPTIONS";
  private static final String ROWS = "application/x-ndjson";

  /** More digits than any job will have. */
  private static final int ID_CHARS_MAX = 18;

  private final Jobs jobs;

  JobCollection(Jobs jobs) {
    this.jobs = jobs;
  }

  /** Where a job is told of. */
  static String location(long id) {
    return "/" + Api.ROOT + "/jobs/" + id;
  }

  static void requireAdmin(Credential who) throws Refused {
    if (!who.allows(Scope.ADMIN)) {
      throw Permission.nothingHere();
    }
  }

  Response answer(Call call, Credential who) throws Refused {
    requireAdmin(who);
    return switch (call.method()) {
      case "GET", "HEAD" -> {
        Methods.requireNoParameters(call);
        yield JobShape.list(all());
      }
      case "OPTIONS" -> Methods.options(COLLECTION_METHODS);
      case String _ -> throw Methods.notAllowed(COLLECTION_METHODS);
    };
  }

  private List<JobSummary> all() {
    try {
      return jobs.all();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Response one(Call call, Credential who, String id) throws Refused {
    requireAdmin(who);
    if (call.method().equals("OPTIONS")) {
      return Methods.options(ONE_METHODS);
    }
    Methods.requireNoParameters(call);
    JobSummary job = find(id);
    return switch (call.method()) {
      case "GET", "HEAD" -> JobShape.response(200, job);
      case "DELETE" -> {
        jobs.cancel(job.id());
        yield JobShape.response(202, find(id));
      }
      case String _ -> throw Methods.notAllowed(ONE_METHODS);
    };
  }

  /** Of methods other than GET, which {@link #report} answers. */
  Response aboutReport(Call call, Credential who, String id) throws Refused {
    requireAdmin(who);
    return switch (call.method()) {
      case "HEAD" -> {
        var _ = find(id);
        yield Response.streamed(200, ROWS);
      }
      case "OPTIONS" -> Methods.options(COLLECTION_METHODS);
      case String _ -> throw Methods.notAllowed(COLLECTION_METHODS);
    };
  }

  /** What became of the rows of an import, as far as it is written. */
  void report(StreamedCall call, Credential who, String id) throws Refused, IOException {
    requireAdmin(who);
    Methods.requireNoParameters(call);
    JobSummary job = find(id);
    try (InputStream rows = jobs.report(job.id());
        OutputStream out = call.begin(Response.streamed(200, ROWS))) {
      rows.transferTo(out);
    }
  }

  private JobSummary find(String id) throws Refused {
    try {
      boolean isId =
          !id.isEmpty()
              && id.length() <= ID_CHARS_MAX
              && id.chars().allMatch(c -> c >= '0' && c <= '9');
      Optional<JobSummary> job = isId ? jobs.find(Long.parseLong(id)) : Optional.empty();
      return job.orElseThrow(() -> new Refused(Problem.NOT_FOUND, "There is no such job."));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
