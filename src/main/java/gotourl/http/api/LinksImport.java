package gotourl.http.api;

import gotourl.access.Credential;
import gotourl.transfer.JobSummary;
import gotourl.transfer.Jobs;
import gotourl.transfer.Transfer;
import java.io.IOException;
import java.util.List;

/** {@code import}: the body is a source, and comes in while it is read. */
final class LinksImport {

  static final String METHODS = "POST, OPTIONS";

  /** What files are sent as; what they are is found out from themselves. */
  static final List<String> TYPES =
      List.of(
          "application/octet-stream",
          "application/x-ndjson",
          "text/csv",
          "application/sql",
          "application/gzip");

  private static final String NAME = "the upload";

  /** Imports take seconds to minutes. */
  private static final int RETRY_SECONDS = 10;

  private final Transfer transfer;
  private final Jobs jobs;

  LinksImport(Transfer transfer, Jobs jobs) {
    this.transfer = transfer;
    this.jobs = jobs;
  }

  /** Of methods other than POST. */
  static Response about(Call call, Credential who) throws Refused {
    JobCollection.requireAdmin(who);
    if (call.method().equals("OPTIONS")) {
      return Methods.options(METHODS);
    }
    throw Methods.notAllowed(METHODS);
  }

  /** Answered when all of it is settled. */
  Response run(StreamedCall call, Credential who) throws Refused, IOException {
    JobCollection.requireAdmin(who);
    ImportParameter.Read wanted = ImportParameter.read(call);
    Bodies.requireReadable(call, TYPES);
    JobSummary job;
    try {
      job =
          jobs.runImport(
              transfer, NAME, wanted.options(), wanted.allRows(), who.number(), call.in());
    } catch (Jobs.BusyException e) {
      throw new Refused(
          Problems.later(Problem.BUSY, String.valueOf(e.getMessage()) + ".", RETRY_SECONDS));
    }
    return job.state() == JobSummary.State.DONE
        ? JobShape.response(200, job).with("Location", JobCollection.location(job.id()))
        : Problems.of(Problem.NOT_FINISHED, sentence(job))
            .with("Location", JobCollection.location(job.id()));
  }

  private static String sentence(JobSummary job) {
    return "Job " + job.id() + " could not be finished: " + job.message() + ".";
  }
}
