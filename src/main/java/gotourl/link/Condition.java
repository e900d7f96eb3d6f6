package gotourl.link;

import gotourl.visitor.AddressBlock;
import gotourl.visitor.Browser;
import gotourl.visitor.DeviceGroup;
import gotourl.visitor.LanguageRange;
import gotourl.visitor.Visitor;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What must hold for a rule to decide. {@link ConditionText} says what is written for each. */
public sealed interface Condition {

  /** The device is of one of these groups. */
  record OnDevice(List<DeviceGroup> groups) implements Condition {}

  /** The browser is one of these. */
  record InBrowser(List<Browser> browsers) implements Condition {}

  /** A language of one of these ranges is accepted. */
  record InLanguage(List<LanguageRange> ranges) implements Condition {}

  /** The address is in one of these countries. */
  record InCountry(List<String> codes) implements Condition {}

  /** The address is in one of these blocks. */
  record FromAddress(List<AddressBlock> blocks) implements Condition {}

  /**
   * The query has the parameter.
   *
   * @param value {@code null} if any will do
   */
  record WithParameter(String name, @Nullable String value) implements Condition {}

  /** It is {@code from} or later and before {@code until}; {@link Instant#MIN} and MAX are open. */
  record Between(Instant from, Instant until) implements Condition {}

  /** The visitor is among so many of {@link Visitor#LOTS}. */
  record OfShare(int lots) implements Condition {}

  /**
   * Whether it holds.
   *
   * @param rule the place of its rule, which shares are drawn for
   */
  default boolean holds(Occasion occasion, int rule) {
    Visitor visitor = occasion.visitor();
    return switch (this) {
      case OnDevice(List<DeviceGroup> groups) -> {
        for (DeviceGroup group : groups) {
          if (group.has(visitor.device())) {
            yield true;
          }
        }
        yield false;
      }
      case InBrowser(List<Browser> browsers) -> browsers.contains(visitor.browser());
      case InLanguage(List<LanguageRange> ranges) -> {
        for (LanguageRange range : ranges) {
          if (visitor.accepts(range)) {
            yield true;
          }
        }
        yield false;
      }
      case InCountry(List<String> codes) -> visitor.country().filter(codes::contains).isPresent();
      case FromAddress(List<AddressBlock> blocks) -> {
        for (AddressBlock block : blocks) {
          if (visitor.isIn(block)) {
            yield true;
          }
        }
        yield false;
      }
      case WithParameter(String name, String value) ->
          value == null ? visitor.asks(name) : visitor.asks(name, value);
      case Between(Instant from, Instant until) ->
          !occasion.at().isBefore(from) && occasion.at().isBefore(until);
      case OfShare(int lots) -> visitor.draw(occasion.link(), rule) < lots;
    };
  }

  /** The fact that {@link #holds} goes by, for people. Never an address. */
  default String fact(Occasion occasion, int rule) {
    Visitor visitor = occasion.visitor();
    return switch (this) {
      case OnDevice condition -> "the device is " + lower(visitor.device());
      case InBrowser condition -> "the browser is " + visitor.browser().word();
      case InLanguage condition ->
          "of these languages " + (holds(occasion, rule) ? "one" : "none") + " is accepted";
      case InCountry condition ->
          visitor
              .country()
              .map(code -> "the country is " + code)
              .orElse("the country is not known");
      case FromAddress condition ->
          "the address is in " + (holds(occasion, rule) ? "one" : "none") + " of these";
      case WithParameter condition ->
          "the query " + (holds(occasion, rule) ? "has it" : "does not have it");
      case Between condition -> "it is " + occasion.at();
      case OfShare condition -> "the visitor drew " + percent(visitor.draw(occasion.link(), rule));
    };
  }

  /** As it is written; reads back as the same condition. */
  default ConditionText text() {
    return switch (this) {
      case OnDevice(List<DeviceGroup> groups) ->
          ConditionText.of(
              ConditionKind.DEVICE,
              groups.stream().map(DeviceGroup::word).collect(Collectors.joining(",")));
      case InBrowser(List<Browser> browsers) ->
          ConditionText.of(
              ConditionKind.BROWSER,
              browsers.stream().map(Browser::word).collect(Collectors.joining(",")));
      case InLanguage(List<LanguageRange> ranges) ->
          ConditionText.of(ConditionKind.LANGUAGE, joined(ranges));
      case InCountry(List<String> codes) -> ConditionText.of(ConditionKind.COUNTRY, joined(codes));
      case FromAddress(List<AddressBlock> blocks) ->
          ConditionText.of(ConditionKind.ADDRESS, joined(blocks));
      case WithParameter(String name, String value) ->
          new ConditionText(ConditionKind.QUERY.word(), name, value);
      case Between(Instant from, Instant until) ->
          ConditionText.of(ConditionKind.DATE, end(from) + "/" + end(until));
      case OfShare(int lots) -> ConditionText.of(ConditionKind.SHARE, percent(lots));
    };
  }

  private static String lower(Enum<?> name) {
    return name.name().toLowerCase(Locale.ROOT);
  }

  private static String joined(List<?> values) {
    return values.stream().map(Object::toString).collect(Collectors.joining(","));
  }

  private static String end(Instant instant) {
    boolean open = instant.equals(Instant.MIN) || instant.equals(Instant.MAX);
    return open ? ConditionReader.OPEN : instant.toString();
  }

  /** Hundredths of a percent, without zeros at the end. */
  private static String percent(int lots) {
    int behind = lots % 100;
    String digits = behind % 10 == 0 ? "" + behind / 10 : behind < 10 ? "0" + behind : "" + behind;
    return lots / 100 + (behind == 0 ? "" : "." + digits);
  }
}
