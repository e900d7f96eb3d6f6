package gotourl.http.api;

import gotourl.link.Change;
import gotourl.link.CodeShape;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What a body says of a link, field by field as the table reads it. */
final class Draft {

  @Nullable String target;
  @Nullable String code;
  OptionalInt codeLength = OptionalInt.empty();
  @Nullable String codePrefix;

  /** Of the code, if none is chosen. */
  CodeShape shape() {
    return new CodeShape(codeLength, codePrefix == null ? "" : codePrefix);
  }

  Change change() {
    return new Change(Optional.ofNullable(target));
  }
}
