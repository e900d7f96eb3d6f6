package gotourl.transfer;

import static gotourl.transfer.ForeignServer.encoded;

import gotourl.link.ConditionText;
import gotourl.link.RuleText;
import gotourl.transfer.Attempt.Done;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where the links of a Shlink lead some visitors.
 *
 * <pre>
 *   Shlink          each link says
 *   before 3.5      nothing: there were no such things
 *   3.5 to 3.7      deviceLongUrls
 *   4.0 to 4.2      nothing: each has to be asked about
 *   from 4.3        hasRedirectRules
 * </pre>
 *
 * Only those before 4.0 say visitsCount.
 */
final class ShlinkRules {

  /** Shlink finds one device at most, so that their order says nothing. */
  private static final List<String> DEVICES = List.of("android", "ios", "desktop");

  private final ForeignApi api;

  ShlinkRules(ForeignApi api) {
    this.api = api;
  }

  /** Those of a link, in their order. */
  List<RuleText> of(JsonMembers link) throws IOException, RowFault {
    if (link.has("deviceLongUrls")) {
      return ofDevices(link.object("deviceLongUrls"));
    }
    return link.flag("hasRedirectRules", !link.has("visitsCount"))
        ? asked(link.text("shortCode"), link.text("domain"))
        : List.of();
  }

  private static List<RuleText> ofDevices(JsonMembers targets) throws RowFault {
    List<RuleText> rules = new ArrayList<>();
    for (String device : DEVICES) {
      String target = targets.text(device);
      if (!target.isEmpty()) {
        rules.add(new RuleText(target, List.of(ShlinkCondition.onDevice(device))));
      }
    }
    return rules;
  }

  private List<RuleText> asked(String code, String domain) throws IOException, RowFault {
    Done answer = api.ask(path(code, domain));
    return switch (answer) {
      case Done.Told(JsonMembers members) -> read(members);
      case Done.Refused(int status) when status == Attempt.NOT_FOUND ->
          throw new RowFault(
              "Shlink does not find its rules; if it is still there, make it by hand");
      case Done.Refused(int status) -> throw api.refused(status);
    };
  }

  /** A slash in a code is one of the path: some servers in front refuse it in any other form. */
  private static String path(String code, String domain) {
    String segments =
        Arrays.stream(code.split("/", -1))
            .map(ForeignServer::encoded)
            .collect(Collectors.joining("/"));
    String query = domain.isEmpty() ? "" : "?domain=" + encoded(domain);
    return ShlinkSource.API + "/short-urls/" + segments + "/redirect-rules" + query;
  }

  private static List<RuleText> read(JsonMembers answer) throws RowFault {
    if (!answer.has("redirectRules")) {
      throw new RowFault("Shlink does not tell its rules");
    }
    List<RuleText> rules = new ArrayList<>();
    for (JsonMembers rule : answer.objects("redirectRules")) {
      List<ConditionText> conditions = new ArrayList<>();
      for (JsonMembers condition : rule.objects("conditions")) {
        conditions.add(ShlinkCondition.read(condition));
      }
      rules.add(new RuleText(rule.text("longUrl"), conditions));
    }
    return rules;
  }
}
