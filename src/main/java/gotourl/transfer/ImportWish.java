package gotourl.transfer;

import gotourl.link.Domain;
import gotourl.link.DomainName;
import java.nio.charset.Charset;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** How somebody wants an import to go, in words; what is not said is as usual. */
public final class ImportWish {

  /** Of what something can be said. */
  public enum Part {
    /** A {@link Format#word}. */
    FROM,
    /** One of {@link OnConflict}, in small letters. */
    ON_CONFLICT,
    /** A host, {@code default}, or {@code own}. */
    DOMAIN,
    /** A charset that Java knows. */
    CHARSET,
    /** A time zone that Java knows. */
    ZONE
  }

  /** Completes the sentence "the part …". */
  public record Fault(Part part, String reason) {}

  /** Outcome of {@link #parse}. */
  public sealed interface Parsed {}

  public record Valid(ImportOptions options) implements Parsed {}

  public record Invalid(List<Fault> faults) implements Parsed {}

  private final Map<Part, String> words = new EnumMap<>(Part.class);

  /** Says it of this part; the last word counts. */
  public void say(Part part, String word) {
    words.put(part, word);
  }

  /** The formats that can be named, between commas. */
  public static String formats() {
    return Arrays.stream(Format.values()).map(Format::word).collect(Collectors.joining(", "));
  }

  public Parsed parse(boolean isDry) {
    List<Fault> faults = new ArrayList<>();
    Optional<Format> format = Optional.ofNullable(words.get(Part.FROM)).flatMap(Format::named);
    if (words.containsKey(Part.FROM) && format.isEmpty()) {
      faults.add(new Fault(Part.FROM, "is none of " + formats()));
    }
    ImportOptions options =
        new ImportOptions(
            format, onConflict(faults), isDry, domains(faults), charset(faults), zone(faults));
    return faults.isEmpty() ? new Valid(options) : new Invalid(faults);
  }

  private OnConflict onConflict(List<Fault> faults) {
    String word = words.getOrDefault(Part.ON_CONFLICT, word(OnConflict.KEEP));
    for (OnConflict each : OnConflict.values()) {
      if (word(each).equals(word)) {
        return each;
      }
    }
    faults.add(new Fault(Part.ON_CONFLICT, "is not keep, replace, rename or fail"));
    return OnConflict.KEEP;
  }

  private static String word(OnConflict each) {
    return each.name().toLowerCase(Locale.ROOT);
  }

  private DomainChoice domains(List<Fault> faults) {
    String word = words.getOrDefault(Part.DOMAIN, "");
    return switch (word) {
      case "" -> new DomainChoice.Usual();
      case "own" -> new DomainChoice.Own();
      case "default" -> new DomainChoice.Named(Domain.DEFAULT_NAME);
      default -> {
        Optional<String> name = DomainName.parse(word);
        if (name.isEmpty()) {
          faults.add(new Fault(Part.DOMAIN, "is no host, nor default, nor own"));
        }
        yield new DomainChoice.Named(name.orElse(Domain.DEFAULT_NAME));
      }
    };
  }

  private Optional<Charset> charset(List<Fault> faults) {
    String word = words.getOrDefault(Part.CHARSET, "");
    try {
      return word.isEmpty() ? Optional.empty() : Optional.of(Charset.forName(word));
    } catch (IllegalArgumentException e) {
      faults.add(new Fault(Part.CHARSET, "is no charset that is known"));
      return Optional.empty();
    }
  }

  private ZoneId zone(List<Fault> faults) {
    String word = words.getOrDefault(Part.ZONE, "");
    try {
      return word.isEmpty() ? ZoneOffset.UTC : ZoneId.of(word);
    } catch (DateTimeException e) {
      faults.add(new Fault(Part.ZONE, "is no time zone that is known"));
      return ZoneOffset.UTC;
    }
  }
}
