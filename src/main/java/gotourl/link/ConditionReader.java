package gotourl.link;

import gotourl.link.Condition.Between;
import gotourl.link.Condition.FromAddress;
import gotourl.link.Condition.InBrowser;
import gotourl.link.Condition.InCountry;
import gotourl.link.Condition.InLanguage;
import gotourl.link.Condition.OfShare;
import gotourl.link.Condition.OnDevice;
import gotourl.link.Condition.WithParameter;
import gotourl.visitor.AddressBlock;
import gotourl.visitor.Browser;
import gotourl.visitor.Countries;
import gotourl.visitor.DeviceGroup;
import gotourl.visitor.LanguageRange;
import gotourl.visitor.Visitor;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads one condition, and says everything that is wrong with it. */
final class ConditionReader {

  /** Of one condition: all members of the largest unions of countries, twice. */
  static final int VALUES_MAX = 64;

  /** Sixteen characters for each value of the longest list. */
  static final int VALUE_CHARS_MAX = 1_024;

  /** No name that is in use comes near. */
  static final int NAME_CHARS_MAX = 128;

  /** Stands for an end of time that is open. */
  static final String OPEN = "..";

  /** What every way of writing a moment down can hold. */
  private static final int YEAR_MAX = 9_999;

  /** Of a text in a sentence about it. */
  private static final int SHOWN_CHARS_MAX = 40;

  private final BiConsumer<String, String> fault;
  private boolean faulty;

  private ConditionReader(BiConsumer<String, String> fault) {
    this.fault = fault;
  }

  /**
   * @param fault is told the part ({@code type}, {@code name} or {@code value}) and the reason
   * @return {@code null} if there was a fault
   */
  static @Nullable Condition read(ConditionText text, BiConsumer<String, String> fault) {
    return new ConditionReader(fault).read(text);
  }

  private void refuse(String part, String reason) {
    faulty = true;
    fault.accept(part, reason);
  }

  private @Nullable Condition read(ConditionText text) {
    ConditionKind kind = ConditionKind.named(text.type());
    if (kind == null) {
      refuse("type", shown(text.type()) + " is no condition; there are " + ConditionKind.words());
      return null;
    }
    checkName(kind, text.name());
    checkValue(kind, text.value());
    if (faulty) {
      return null;
    }
    String value = text.value();
    Condition condition =
        value == null || kind == ConditionKind.QUERY
            ? new WithParameter(String.valueOf(text.name()), value)
            : read(kind, value);
    return faulty ? null : condition;
  }

  private void checkName(ConditionKind kind, @Nullable String name) {
    if (kind != ConditionKind.QUERY) {
      if (name != null) {
        refuse("name", "a condition on " + kind.word() + " has no name");
      }
    } else if (name == null || name.isEmpty()) {
      refuse("name", "the name of the parameter is missing");
    } else {
      checkText("name", name, NAME_CHARS_MAX);
    }
  }

  private void checkValue(ConditionKind kind, @Nullable String value) {
    if (value != null) {
      checkText("value", value, VALUE_CHARS_MAX);
    } else if (kind != ConditionKind.QUERY) {
      refuse("value", "the value is missing");
    }
  }

  private void checkText(String part, String text, int charsMax) {
    if (text.length() > charsMax) {
      refuse(part, "it may have " + charsMax + " characters");
    } else if (!CodeText.wellFormed(text)) {
      refuse(part, "it must be well-formed Unicode text");
    }
  }

  private @Nullable Condition read(ConditionKind kind, String value) {
    return switch (kind) {
      case DEVICE -> new OnDevice(each(value, ConditionReader::group));
      case BROWSER -> new InBrowser(each(value, ConditionReader::browser));
      case LANGUAGE -> new InLanguage(each(value, LanguageRange::parse));
      case COUNTRY -> new InCountry(each(value, ConditionReader::country));
      case ADDRESS -> new FromAddress(each(value, AddressBlock::parse));
      case QUERY -> throw new IllegalArgumentException("has a name and is read before");
      case DATE -> between(value);
      case SHARE -> share(value);
    };
  }

  /** The values between commas, with spaces around them or not. */
  private <T> List<T> each(String value, Function<String, T> parse) {
    String[] texts = value.split(",", -1);
    if (texts.length > VALUES_MAX) {
      refuse("value", "it may have " + VALUES_MAX + " values");
      return List.of();
    }
    List<T> values = new ArrayList<>(texts.length);
    for (String text : texts) {
      try {
        values.add(parse.apply(text.strip()));
      } catch (IllegalArgumentException e) {
        refuse("value", String.valueOf(e.getMessage()));
      }
    }
    return List.copyOf(values);
  }

  private static DeviceGroup group(String text) {
    DeviceGroup group = DeviceGroup.named(text);
    if (group == null) {
      throw new IllegalArgumentException(
          shown(text)
              + " is no device; there are android, ios, mobile, windows, macos, linux, chromeos,"
              + " desktop");
    }
    return group;
  }

  private static Browser browser(String text) {
    Browser browser = Browser.named(text);
    if (browser == null) {
      throw new IllegalArgumentException(
          shown(text)
              + " is no browser; there are chrome, firefox, safari, edge, opera, samsung, other");
    }
    return browser;
  }

  private static String country(String text) {
    String code = text.toUpperCase(Locale.ROOT);
    if (!Countries.isCode(code)) {
      throw new IllegalArgumentException(shown(text) + " is no country's code like DE (ISO 3166)");
    }
    return code;
  }

  private @Nullable Condition between(String value) {
    int slash = value.indexOf('/');
    if (slash < 0 || value.indexOf('/', slash + 1) >= 0) {
      refuse("value", "it must be two moments with a slash between them, or .. for an open end");
      return null;
    }
    Instant from = moment(value.substring(0, slash), Instant.MIN);
    Instant until = moment(value.substring(slash + 1), Instant.MAX);
    if (from == null || until == null) {
      return null;
    }
    if (from.equals(Instant.MIN) && until.equals(Instant.MAX)) {
      refuse("value", "one of its ends must be a moment");
    } else if (!from.isBefore(until)) {
      refuse("value", "it ends before it begins");
    }
    return new Between(from, until);
  }

  private @Nullable Instant moment(String text, Instant open) {
    String stripped = text.strip();
    if (stripped.equals(OPEN)) {
      return open;
    }
    try {
      OffsetDateTime moment = OffsetDateTime.parse(stripped);
      if (moment.getYear() >= 0 && moment.getYear() <= YEAR_MAX) {
        return moment.toInstant();
      }
    } catch (DateTimeException noMoment) {
      // Said below, as for a year that is too far away.
    }
    refuse("value", shown(stripped) + " is no moment like 2026-01-31T12:00:00Z");
    return null;
  }

  private @Nullable Condition share(String value) {
    int lots = lots(value.strip());
    if (lots < 0) {
      refuse("value", shown(value) + " is no percentage from 0 to 100 like 25 or 33.33");
      return null;
    }
    return new OfShare(lots);
  }

  /** Hundredths of a percent; -1 if the text is none. */
  private static int lots(String text) {
    int point = text.indexOf('.');
    int whole = digits(text, 0, point < 0 ? text.length() : point, 3);
    int behind = point < 0 ? 0 : digits(text, point + 1, text.length(), 2);
    if (whole < 0 || behind < 0) {
      return -1;
    }
    boolean oneDigit = point >= 0 && text.length() - point == 2;
    int lots = whole * 100 + (oneDigit ? behind * 10 : behind);
    return lots <= Visitor.LOTS ? lots : -1;
  }

  private static int digits(String text, int start, int end, int countMax) {
    if (start == end || end - start > countMax) {
      return -1;
    }
    int number = 0;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      number = number * 10 + (c - '0');
    }
    return number;
  }

  private static String shown(String text) {
    String some = text.length() > SHOWN_CHARS_MAX ? text.substring(0, SHOWN_CHARS_MAX) + "…" : text;
    return "\"" + some + "\"";
  }
}
