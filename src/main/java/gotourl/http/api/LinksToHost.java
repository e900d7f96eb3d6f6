package gotourl.http.api;

import gotourl.access.Credential;
import gotourl.access.Scope;
import gotourl.link.Cursor;
import gotourl.link.HostDisabling;
import gotourl.link.Listing.Order;
import gotourl.link.TargetHost;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** {@code hosts/{host}/disable}: all links that lead to a host, at once. */
final class LinksToHost {

  static final String METHODS = "POST, OPTIONS";

  static final EnumSet<ListParameter> PARAMETERS = EnumSet.of(ListParameter.CURSOR);

  private final HostDisabling disabling;

  LinksToHost(HostDisabling disabling) {
    this.disabling = disabling;
  }

  /**
   * @param text the host as the path has it
   */
  Response disable(Call call, Credential who, String text) throws Refused {
    if (!who.allows(Scope.ADMIN)) {
      throw Permission.nothingHere();
    }
    return switch (call.method()) {
      case "POST" -> post(call, who, text);
      case "OPTIONS" -> Methods.options(METHODS);
      case String _ -> throw Methods.notAllowed(METHODS);
    };
  }

  private Response post(Call call, Credential who, String text) throws Refused {
    Faults faults = new Faults();
    ListQuery query = ListQuery.read(call, PARAMETERS, faults);
    query.order = Order.OLDEST;
    Cursor from = query.from(faults);
    TargetHost.Parsed parsed = TargetHost.parse(text);
    if (parsed instanceof TargetHost.Invalid(String reason)) {
      faults.add(Fault.value("host", "is refused: " + reason));
    }
    faults.refuseIfAny();
    AtomicBoolean wanted = new AtomicBoolean(true);
    call.whenGivenUp(() -> wanted.set(false));
    TargetHost host = ((TargetHost.Valid) parsed).host();
    return switch (disabling.disable(host, from, who.number(), wanted::get)) {
      case HostDisabling.Disabled(long count, Optional<Cursor> next) -> disabled(count, next);
      case HostDisabling.NotSearched(var unlisted) -> Outcomes.of(unlisted);
      case HostDisabling.NotSaved(var unsaved) -> Outcomes.of(unsaved);
    };
  }

  private static Response disabled(long count, Optional<Cursor> next) {
    byte[] body =
        JsonText.of(out -> {
          out.writeStartObject();
          out.writeNumberProperty("disabled", count);
          out.writeName("next");
          if (next.isPresent()) {
            out.writeString(next.get().text());
          } else {
            out.writeNull();
          }
          out.writeEndObject();
        });
    return Response.json(200, body).unkept();
  }
}
