package gotourl.http.api;

import gotourl.access.Credential;
import gotourl.access.Scope;
import gotourl.link.LinkFilter;
import gotourl.transfer.ExportOptions;
import gotourl.transfer.Exporting;
import gotourl.transfer.Jobs;
import gotourl.transfer.Transfer;
import java.io.IOException;
import java.io.OutputStream;

/** {@code export}: all links, or what makes the same server again, written while it is read. */
final class LinksExport {

  private static final String METHODS = "GET, HEAD, OPTIONS";

  /** Exports take seconds to minutes. */
  private static final int RETRY_SECONDS = 10;

  private final Transfer transfer;
  private final Jobs jobs;

  LinksExport(Transfer transfer, Jobs jobs) {
    this.transfer = transfer;
    this.jobs = jobs;
  }

  /** Of methods other than GET. */
  static Response about(Call call, Credential who) throws Refused {
    return switch (call.method()) {
      case "HEAD" -> head(wanted(call, who));
      case "OPTIONS" -> Methods.options(METHODS);
      case String _ -> throw Methods.notAllowed(METHODS);
    };
  }

  private static ExportOptions wanted(Call call, Credential who) throws Refused {
    if (!who.allows(Scope.READ)) {
      throw Permission.nothingHere();
    }
    ExportOptions options = ExportParameter.read(call);
    // It tells of tags, domains and links of all.
    boolean isLimited = !who.limits().domains().isEmpty() || !who.limits().tags().isEmpty();
    if (isLimited || (options.isSensitive() && !who.allows(Scope.ADMIN))) {
      throw Permission.forbidden();
    }
    return options;
  }

  private static Response head(ExportOptions options) {
    return Response.streamed(200, options.form().type())
        .with("Content-Disposition", "attachment; filename=\"" + options.form().fileName() + "\"");
  }

  void run(StreamedCall call, Credential who) throws Refused, IOException {
    ExportOptions options = wanted(call, who);
    Exporting exporting = transfer.exporting(LinkFilter.ALL);
    Faults faults = new Faults();
    exporting
        .obstacle(options)
        .ifPresent(why -> faults.add(Fault.shape(ExportParameter.FORM.label(), why)));
    faults.refuseIfAny();
    Jobs.Begun job;
    try {
      job = jobs.beginExport(exporting, options, who.number());
    } catch (Jobs.BusyException e) {
      throw new Refused(
          Problems.later(Problem.BUSY, String.valueOf(e.getMessage()) + ".", RETRY_SECONDS));
    }
    Response head = head(options).with("Location", JobCollection.location(job.id()));
    try (OutputStream out = call.begin(head)) {
      job.run(out);
    }
  }
}
