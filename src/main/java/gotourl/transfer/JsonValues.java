package gotourl.transfer;

import gotourl.link.PasswordHash;
import gotourl.link.Terms;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads the value that a parser stands on as what it must be. */
final class JsonValues {

  /** The range of what is counted in {@code int}s. */
  static final long INT_MAX = Integer.MAX_VALUE;

  private final JsonParser in;

  JsonValues(JsonParser in) {
    this.in = in;
  }

  String text(String member) throws RowFault {
    if (in.currentToken() != JsonToken.VALUE_STRING) {
      throw new RowFault(member + " is not a text");
    }
    return in.getString();
  }

  boolean flag(String member) throws RowFault {
    return switch (in.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case null, default -> throw new RowFault(member + " is neither true nor false");
    };
  }

  long number(String member, long max) throws RowFault {
    if (in.currentToken() != JsonToken.VALUE_NUMBER_INT
        || in.getNumberType() == JsonParser.NumberType.BIG_INTEGER
        || in.getLongValue() < 0
        || in.getLongValue() > max) {
      throw new RowFault(member + " is not a whole number from 0 to " + max);
    }
    return in.getLongValue();
  }

  int status(String member) throws RowFault {
    int status = (int) number(member, INT_MAX);
    if (!Terms.isStatus(status)) {
      throw new RowFault(member + " is no status of a redirect");
    }
    return status;
  }

  Instant time(String member) throws RowFault {
    try {
      Instant time = IsoTime.parse(text(member));
      if (!Terms.isTime(time)) {
        throw new RowFault(member + " is not to the millisecond, or before 1970 or after 9999");
      }
      return time;
    } catch (DateTimeException e) {
      throw new RowFault(member + " is no time like 2026-01-31T12:00:00Z");
    }
  }

  PasswordHash password(String member) throws RowFault {
    try {
      return new PasswordHash(text(member));
    } catch (IllegalArgumentException e) {
      throw new RowFault(member + ": " + e.getMessage());
    }
  }

  byte[] bytes(String member) throws RowFault {
    try {
      return Base64.getUrlDecoder().decode(text(member));
    } catch (IllegalArgumentException e) {
      throw new RowFault(member + " is not base64url");
    }
  }

  List<String> texts(String member) throws RowFault {
    openArray(member);
    List<String> texts = new ArrayList<>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      texts.add(text(member));
    }
    return texts;
  }

  List<Long> numbers(String member) throws RowFault {
    openArray(member);
    List<Long> numbers = new ArrayList<>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      numbers.add(number(member, Long.MAX_VALUE));
    }
    return numbers;
  }

  void openArray(String member) throws RowFault {
    if (in.currentToken() != JsonToken.START_ARRAY) {
      throw new RowFault(member + " is not an array");
    }
  }

  void openObject(String what) throws RowFault {
    if (in.currentToken() != JsonToken.START_OBJECT) {
      throw new RowFault(what + " is not an object");
    }
  }
}
