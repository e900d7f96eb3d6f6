package gotourl.http.api;

import gotourl.link.Link;
import gotourl.link.Versions;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Entity tags (RFC 9110, section 8.8.3) and the conditions made of them. A link's tag is its
 * version, and strong.
 *
 * @param any {@code *}
 * @param strong what stands between the quotes
 * @param weak the same, of weak tags
 */
record EntityTags(boolean any, Set<String> strong, Set<String> weak) {

  /** One tag and what parts it from the next; no part of it can match in two ways. */
  private static final Pattern TAG =
      Pattern.compile("[ \\t,]*+(W/)?+\"([\\x21\\x23-\\x7E\\x80-\\xFF]*+)\"[ \\t]*+(?:,|$)");

  private static final Pattern REST = Pattern.compile("[ \\t,]*+");

  /** One text for each version: 03 and +3 are tags of something else, and match nothing here. */
  private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,9}");

  static String of(Link link) {
    return '"' + Integer.toString(link.version()) + '"';
  }

  /** Reads {@code *} or a list of tags. */
  static EntityTags parse(String header, String value) throws Refused {
    if (value.strip().equals("*")) {
      return new EntityTags(true, Set.of(), Set.of());
    }
    Set<String> strong = new HashSet<>();
    Set<String> weak = new HashSet<>();
    Matcher tag = TAG.matcher(value);
    int at = 0;
    while (tag.region(at, value.length()).lookingAt()) {
      (tag.group(1) == null ? strong : weak).add(tag.group(2));
      at = tag.end();
    }
    if (at == 0 || !REST.matcher(value).region(at, value.length()).matches()) {
      throw new Refused(
          Problem.MALFORMED, header + " is neither * nor a list of entity tags, as in \"3\".");
    }
    return new EntityTags(false, strong, weak);
  }

  /** What {@code If-Match} means: weak tags never match. */
  static Versions ifMatch(Call call) throws Refused {
    String header = call.header("If-Match");
    return header.isEmpty() ? Versions.ANY : parse("If-Match", header).versions();
  }

  private Versions versions() {
    if (any) {
      return Versions.ANY;
    }
    Set<Integer> versions = new HashSet<>();
    for (String tag : strong) {
      version(tag).ifPresent(versions::add);
    }
    return Versions.of(versions);
  }

  /** The version that a text names; none if no version is written so. */
  static OptionalInt version(String text) {
    return VERSION.matcher(text).matches() && Long.parseLong(text) <= Integer.MAX_VALUE
        ? OptionalInt.of(Integer.parseInt(text))
        : OptionalInt.empty();
  }

  /** What {@code If-None-Match} means: whether the client has this version already. */
  static boolean ifNoneMatchHas(Call call, Link link) throws Refused {
    return ifNoneMatchHas(call, Integer.toString(link.version()));
  }

  /**
   * @param tag without its quotes
   */
  static boolean ifNoneMatchHas(Call call, String tag) throws Refused {
    String header = call.header("If-None-Match");
    if (header.isEmpty()) {
      return false;
    }
    EntityTags tags = parse("If-None-Match", header);
    return tags.any || tags.strong.contains(tag) || tags.weak.contains(tag);
  }
}
