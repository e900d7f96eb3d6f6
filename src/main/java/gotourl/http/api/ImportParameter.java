package gotourl.http.api;

import gotourl.transfer.ImportOptions;
import gotourl.transfer.ImportWish;
import gotourl.transfer.ImportWish.Part;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of an import, one entry each. What they may be is for {@link ImportWish} to say.
 */
enum ImportParameter {
  FROM(
      "from",
      Part.FROM,
      "What the body is, where it is not what it looks like: " + ImportWish.formats() + ".",
      "{\"type\": \"string\"}"),
  ON_CONFLICT(
      "onConflict",
      Part.ON_CONFLICT,
      "What becomes of a row whose code leads elsewhere already.",
      "{\"type\": \"string\", \"enum\": [\"keep\", \"replace\", \"rename\", \"fail\"], \"default\":"
          + " \"keep\"}"),
  DOMAIN(
      "domain",
      Part.DOMAIN,
      "Where the links go: a domain, default for the default one, or own for those that the source"
          + " names.",
      "{\"type\": \"string\"}"),
  CHARSET("charset", Part.CHARSET, "How a text file is written.", "{\"type\": \"string\"}"),
  ZONE(
      "zone",
      Part.ZONE,
      "Of times that have none in the source.",
      "{\"type\": \"string\", \"default\": \"UTC\"}"),
  DRY_RUN(
      "dryRun",
      null,
      "true: nothing is changed, and the report says what would become of the rows.",
      "{\"type\": \"boolean\", \"default\": false}"),
  ALL_ROWS(
      "allRows",
      null,
      "true: the report has every row, not only those that were left out.",
      "{\"type\": \"boolean\", \"default\": false}");

  private final String name;
  private final @Nullable Part part;
  private final String words;
  private final String schema;

  ImportParameter(String name, @Nullable Part part, String words, String schema) {
    this.name = name;
    this.part = part;
    this.words = words;
    this.schema = schema;
  }

  static Optional<ImportParameter> of(String name) {
    return Arrays.stream(values()).filter(parameter -> parameter.name.equals(name)).findFirst();
  }

  /** In the query. */
  String label() {
    return name;
  }

  /** For people. */
  String words() {
    return words;
  }

  /** A JSON object. */
  String schema() {
    return schema;
  }

  /** What a call wants. */
  record Read(ImportOptions options, boolean allRows) {}

  static Read read(Call call) throws Refused {
    Faults faults = new Faults();
    ImportWish wish = new ImportWish();
    Map<ImportParameter, String> said = new EnumMap<>(ImportParameter.class);
    for (Call.Parameter each : Methods.parameters(call)) {
      ImportParameter known = of(each.name()).orElse(null);
      if (known == null) {
        faults.add(Fault.shape(each.name(), "is unknown"));
      } else if (said.put(known, each.value()) != null) {
        faults.add(Fault.shape(each.name(), "stands there more than once"));
      } else if (known.part != null) {
        wish.say(known.part, each.value());
      }
    }
    boolean isDry = flag(said, DRY_RUN, faults);
    boolean allRows = flag(said, ALL_ROWS, faults);
    ImportWish.Parsed parsed = wish.parse(isDry);
    if (parsed instanceof ImportWish.Invalid(List<ImportWish.Fault> wrong)) {
      wrong.forEach(fault -> faults.add(Fault.shape(of(fault.part()).name, fault.reason())));
    }
    faults.refuseIfAny();
    return new Read(((ImportWish.Valid) parsed).options(), allRows);
  }

  private static ImportParameter of(Part part) {
    return Arrays.stream(values())
        .filter(parameter -> parameter.part == part)
        .findFirst()
        .orElseThrow();
  }

  private static boolean flag(
      Map<ImportParameter, String> said, ImportParameter parameter, Faults faults) {
    String word = said.getOrDefault(parameter, "false");
    if (!word.equals("true") && !word.equals("false")) {
      faults.add(Fault.shape(parameter.name, "must be true or false"));
    }
    return word.equals("true");
  }
}
