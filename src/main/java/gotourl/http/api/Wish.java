package gotourl.http.api;

import gotourl.link.About;
import gotourl.link.Change;
import gotourl.link.CodeShape;
import gotourl.link.Domain;
import gotourl.link.Draft;
import gotourl.link.Tags;
import gotourl.link.Terms;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a body says of a link, field by field as the table reads it. */
final class Wish {

  @Nullable String target;
  @Nullable String code;
  OptionalInt codeLength = OptionalInt.empty();
  @Nullable String codePrefix;

  /** {@code null}: the default. */
  @Nullable Domain domain;

  private UnaryOperator<Terms> terms = UnaryOperator.identity();
  private UnaryOperator<About> about = UnaryOperator.identity();

  /** Adds to what shall be otherwise about the terms. */
  void terms(UnaryOperator<Terms> change) {
    UnaryOperator<Terms> before = terms;
    terms = old -> change.apply(before.apply(old));
  }

  /** The same for what is noted. */
  void about(UnaryOperator<About> change) {
    UnaryOperator<About> before = about;
    about = old -> change.apply(before.apply(old));
  }

  /** Of the code, if none is chosen. */
  CodeShape shape() {
    return new CodeShape(codeLength, codePrefix == null ? "" : codePrefix);
  }

  /** That a new link would have. */
  Tags tags() {
    return about.apply(About.NOTHING).tags();
  }

  /** Of a new link. */
  Draft draft(int author) {
    String url = Objects.requireNonNull(target, "read without a fault");
    return new Draft(url, terms.apply(Terms.NONE), about.apply(About.NOTHING), author);
  }

  Change change(int author) {
    return new Change(Optional.ofNullable(target), terms, about, author);
  }
}
