package gotourl.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import gotourl.http.Health.Check;
import gotourl.http.Health.Observed;
import gotourl.http.Health.Verdict;
import java.io.StringWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * {@link Health} in the shape of draft-inadarei-api-health-check. The worst check gives the status
 * of the whole; with {@code fail} the answer is 503, so that a monitor need not read it.
 */
final class HealthReport {

  static final String CONTENT_TYPE = "application/health+json";

  private static final JsonFactory JSON = JsonFactory.builder().build();

  private HealthReport() {}

  static Reply of(Health health) {
    List<Check> checks = health.checks();
    Verdict worst =
        checks.stream().map(Check::verdict).max(Comparator.naturalOrder()).orElse(Verdict.PASS);
    Status status =
        switch (worst) {
          case PASS, WARN -> Status.OK;
          case FAIL -> Status.SERVICE_UNAVAILABLE;
        };
    String text = json(health.version(), worst, checks);
    return Reply.of(status, CONTENT_TYPE, text.getBytes(UTF_8)).with("Cache-Control", "no-store");
  }

  private static String json(String version, Verdict worst, List<Check> checks) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("status", word(worst));
      json.writeStringProperty("version", version);
      json.writeObjectPropertyStart("checks");
      for (Check check : checks) {
        json.writeArrayPropertyStart(check.name());
        write(json, check);
        json.writeEndArray();
      }
      json.writeEndObject();
      json.writeEndObject();
    }
    return text.append('\n').toString();
  }

  private static void write(JsonGenerator json, Check check) {
    json.writeStartObject();
    json.writeStringProperty("status", word(check.verdict()));
    Observed observed = check.observed();
    if (observed != null) {
      json.writeNumberProperty("observedValue", observed.value());
      json.writeStringProperty("observedUnit", observed.unit());
    }
    json.writeStringProperty("time", check.time().toString());
    if (!check.words().isEmpty()) {
      json.writeStringProperty("output", check.words());
    }
    json.writeEndObject();
  }

  private static String word(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }
}
