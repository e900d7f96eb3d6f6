package gotourl.cli;

import gotourl.transfer.Format;
import gotourl.transfer.ImportOptions;
import gotourl.transfer.ImportWish;
import gotourl.transfer.ImportWish.Part;
import gotourl.transfer.Product;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** What {@code goto import} can be told about how it is to go. */
final class ImportWords {

  private static final Map<Part, Option> PARTS = new EnumMap<>(Part.class);

  static {
    PARTS.put(
        Part.FROM,
        new Option(
            "from",
            "FORMAT",
            "what the source is, where it is not what it looks like: "
                + ImportWish.formats()
                + "; of a URL: "
                + Product.words()));
    PARTS.put(
        Part.ON_CONFLICT,
        new Option(
            "on-conflict",
            "WHAT",
            "what becomes of a row whose code leads elsewhere already: keep what is there (the"
                + " default), replace it, rename the row's code, or fail"));
    PARTS.put(
        Part.DOMAIN,
        new Option(
            "domain",
            "HOST",
            "where the links go: a domain of the server, default for the default one, or own for"
                + " those that the source names"));
    PARTS.put(
        Part.CHARSET,
        new Option(
            "charset", "NAME", "how a text file is written, as windows-1252; UTF-8 without it"));
    PARTS.put(
        Part.ZONE,
        new Option(
            "zone",
            "ZONE",
            "of times that have none in the source, as Europe/Berlin or +02:00; UTC without it"));
  }

  private static final Option DRY_RUN =
      Option.flag("dry-run", "change nothing, and say what would become of the rows");

  private static final Option ROWS =
      Option.flag("rows", "print what becomes of each row, not only of those left out");

  static final List<Option> ALL =
      Stream.concat(PARTS.values().stream(), Stream.of(DRY_RUN, ROWS)).toList();

  private ImportWords() {}

  static boolean wantsRows(Words words) throws Failure {
    return words.isOn(ROWS);
  }

  /** What runs at the URL that links are read from. */
  static Product product(Words words) throws Failure {
    String word = words.last(name(Part.FROM)).orElse("");
    return Product.named(word)
        .orElseThrow(() ->
            Failure.notUnderstood(
                "-from says what runs at " + words.first() + ": " + Product.words()));
  }

  /** Whether what is imported is a server that runs. */
  static boolean isUrl(Words words) {
    return words.first().startsWith("http://") || words.first().startsWith("https://");
  }

  static ImportOptions options(Words words) throws Failure {
    ImportWish wish = new ImportWish();
    PARTS.forEach((part, option) -> {
      if (part != Part.FROM || !isUrl(words)) {
        words.last(option.name()).ifPresent(word -> wish.say(part, word));
      }
    });
    return switch (wish.parse(words.isOn(DRY_RUN))) {
      case ImportWish.Valid(ImportOptions options) -> options;
      case ImportWish.Invalid(List<ImportWish.Fault> faults) ->
          throw mistake(words, faults.getFirst());
    };
  }

  /** The same as parameters of the API. */
  static Map<String, List<String>> parameters(Words words) throws Failure {
    var _ = options(words);
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    PARTS.forEach((part, option) -> {
      if (part != Part.FROM || !isUrl(words)) {
        words.last(option.name()).ifPresent(word -> parameters.put(parameter(part), List.of(word)));
      }
    });
    if (isUrl(words)) {
      // What the other server says is handed on in our own form.
      parameters.put(parameter(Part.FROM), List.of(Format.GOTO.word()));
    }
    parameters.put("dryRun", List.of(String.valueOf(words.isOn(DRY_RUN))));
    parameters.put("allRows", List.of(String.valueOf(words.isOn(ROWS))));
    return parameters;
  }

  private static String parameter(Part part) {
    return switch (part) {
      case FROM -> "from";
      case ON_CONFLICT -> "onConflict";
      case DOMAIN -> "domain";
      case CHARSET -> "charset";
      case ZONE -> "zone";
    };
  }

  private static Failure mistake(Words words, ImportWish.Fault fault) {
    String name = name(fault.part());
    return Failure.notUnderstood(
        "-" + name + ": \"" + words.last(name).orElse("") + "\" " + fault.reason());
  }

  private static String name(Part part) {
    return Objects.requireNonNull(PARTS.get(part)).name();
  }
}
