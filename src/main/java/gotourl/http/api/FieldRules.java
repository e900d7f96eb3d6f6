package gotourl.http.api;

import gotourl.access.Credential;
import gotourl.link.Domain;
import gotourl.link.Key;
import gotourl.link.Links;
import gotourl.link.PasswordHash;
import gotourl.link.Passwords;
import gotourl.link.RuleText;
import gotourl.link.Rules;
import gotourl.link.NamedDomain;
import gotourl.link.Shortener;
import gotourl.link.UrlPolicy;
import java.util.List;

/**
 * The domain's rules about single fields, asked while a body is read, so that a client hears all
 * that is wrong at once. The use cases ask them again.
 */
record FieldRules(Shortener shortener, Links links, Passwords passwords, Credential who) {

  /** So long does the queue of {@link Passwords} take. */
  private static final int BUSY_RETRY_SECONDS = 4;

  Domain domain(String name) throws Unacceptable {
    return new DomainReach(links.domains())
        .find(who, name)
        .map(NamedDomain::domain)
        .orElseThrow(() -> Unacceptable.value("is no domain of this server"));
  }

  void target(String url) throws Unacceptable {
    switch (links.check(url)) {
      case UrlPolicy.Accepted _ -> {}
      case UrlPolicy.Refused(String reason) -> throw Unacceptable.value("is refused: " + reason);
    }
  }

  Rules.Parsed rules(List<RuleText> texts) {
    return links.check(texts);
  }

  /** Waits until its hash is made, which takes long. */
  PasswordHash password(String password) throws Unacceptable, Refused {
    if (!PasswordHash.isPassword(password)) {
      throw Unacceptable.value("must have 1 to " + PasswordHash.PASSWORD_CHARS_MAX + " characters");
    }
    return passwords
        .hash(password)
        .orElseThrow(() ->
            new Refused(
                Problems.later(
                    Problem.BUSY,
                    "Too many passwords wait for their hashes; try again in a moment.",
                    BUSY_RETRY_SECONDS)))
        .toCompletableFuture()
        .join();
  }

  void code(String code) throws Unacceptable {
    switch (Key.parse(links.domain(), code)) {
      case Key.Valid _ -> {}
      case Key.Invalid(Key.Fault fault) -> throw refused(fault);
    }
  }

  void shape(Wish wish) throws Unacceptable {
    var fault = shortener.shapeFault(wish.shape());
    if (fault.isPresent()) {
      throw refused(fault.get());
    }
  }

  static Unacceptable refused(Key.Fault fault) {
    return Unacceptable.value("is refused: " + fault.words());
  }
}
