package gotourl.transfer;

import gotourl.link.About;
import gotourl.link.Domain;
import gotourl.link.DomainName;
import gotourl.link.Domains;
import gotourl.link.Draft;
import gotourl.link.Fallbacks;
import gotourl.link.Key;
import gotourl.link.LinkStore;
import gotourl.link.NamedDomain;
import gotourl.link.Origin;
import gotourl.link.RuleFault;
import gotourl.link.Rules;
import gotourl.link.TagName;
import gotourl.link.Tags;
import gotourl.link.Terms;
import gotourl.link.UrlPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges links before they come in: what they are to be here, or why they cannot be. */
final class Arrivals {

  /** Of a domain that a dry run would make: no link has it. */
  private static final int NOT_MADE = -1;

  /** Outcome of {@link #judge}. */
  sealed interface Judged {}

  /** It can be a link, unless its key has one. */
  record Fit(Key key, Draft draft, Origin origin) implements Judged {}

  /** It cannot; {@code reason} is a phrase. */
  record Unfit(String reason) implements Judged {}

  private final LinkStore store;
  private final UrlPolicy policy;
  private final DomainChoice choice;
  private final boolean makesDomains;

  /**
   * @param choice not {@link DomainChoice.Usual}
   * @param makesDomains whether one that is not there is made
   */
  Arrivals(LinkStore store, UrlPolicy policy, DomainChoice choice, boolean makesDomains) {
    this.store = store;
    this.policy = policy;
    this.choice = choice;
    this.makesDomains = makesDomains;
  }

  /** May wait for the store, where a domain has to be made. */
  Judged judge(ForeignLink link) {
    try {
      return fit(link);
    } catch (Refusal refusal) {
      return new Unfit(String.valueOf(refusal.getMessage()));
    }
  }

  private Fit fit(ForeignLink link) throws Refusal {
    refusePartial(link);
    Domain domain = domain(link.domain()).domain();
    Key key =
        switch (Key.parse(domain, link.code())) {
          case Key.Valid valid -> valid.key();
          case Key.Invalid(Key.Fault fault) -> throw new Refusal(link, fault.words());
        };
    String target =
        switch (policy.check(link.target())) {
          case UrlPolicy.Accepted(String accepted) -> accepted;
          case UrlPolicy.Refused(String reason) ->
              throw new Refusal(named(link) + " to " + Quoted.of(link.target()) + ": " + reason);
        };
    About about = new About(title(link), note(link), tags(link), Math.max(0, link.visits()));
    Draft draft = new Draft(target, terms(link), about, link.author());
    return new Fit(key, draft, link.origin());
  }

  private static void refusePartial(ForeignLink link) throws Refusal {
    if (link.code().isEmpty()) {
      throw new Refusal(
          link.target().isEmpty()
              ? "neither a code nor a target"
              : "no code for " + Quoted.of(link.target()));
    }
    if (link.target().isEmpty()) {
      throw new Refusal(link, "no target");
    }
  }

  static String named(ForeignLink link) {
    String code = "code " + Quoted.of(link.code());
    return link.domain().isEmpty() ? code : code + " of " + Quoted.of(link.domain());
  }

  /** A title is one line here: what would begin another is a space. */
  private static String title(ForeignLink link) throws Refusal {
    StringBuilder line = new StringBuilder(link.title().length());
    link.title()
        .codePoints()
        .forEach(c -> line.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
    return text(link, "title", line.toString().strip(), About.TITLE_LENGTH_MAX);
  }

  private static String note(ForeignLink link) throws Refusal {
    return text(link, "note", link.note(), About.NOTE_LENGTH_MAX);
  }

  private static String text(ForeignLink link, String part, String text, int lengthMax)
      throws Refusal {
    if (text.length() > lengthMax) {
      throw new Refusal(
          link, "its " + part + " has " + text.length() + " characters, not at most " + lengthMax);
    }
    if (!text.isEmpty() && !About.isText(text)) {
      throw new Refusal(link, "its " + part + " has half a character in it");
    }
    return text;
  }

  private static Tags tags(ForeignLink link) throws Refusal {
    if (link.tags().isEmpty()) {
      return Tags.NONE;
    }
    List<TagName> names = new ArrayList<>(link.tags().size());
    for (String each : link.tags()) {
      switch (TagName.parse(each)) {
        case TagName.Valid(TagName name) -> names.add(name);
        case TagName.Invalid(TagName.Fault fault) ->
            throw new Refusal(link, "its tag " + Quoted.of(each) + " " + fault.words());
      }
    }
    try {
      return Tags.of(names);
    } catch (IllegalArgumentException tooMany) {
      throw new Refusal(link, "it has more than " + Tags.COUNT_MAX + " tags");
    }
  }

  private Terms terms(ForeignLink link) throws Refusal {
    if (link.rules().isEmpty()) {
      return link.terms();
    }
    return switch (Rules.parse(link.rules(), policy)) {
      case Rules.Valid(Rules rules) -> link.terms().withRules(rules);
      case Rules.Invalid(List<RuleFault> faults) ->
          throw new Refusal(
              link, Quoted.escaped(faults.getFirst().place() + ": " + faults.getFirst().reason()));
    };
  }

  private NamedDomain domain(String own) throws Refusal {
    String wanted =
        switch (choice) {
          case DomainChoice.Named(String name) -> name;
          case DomainChoice.Own _, DomainChoice.Usual _ -> own;
        };
    if (wanted.isEmpty() || wanted.equals(Domain.DEFAULT_NAME)) {
      return store.domains().now().ofDefault();
    }
    Optional<NamedDomain> there = store.domains().now().named(wanted);
    return there.isPresent() ? there.get() : domainOf(wanted);
  }

  private NamedDomain domainOf(String host) throws Refusal {
    String name =
        DomainName.parse(host)
            .orElseThrow(() -> new Refusal("no domain can be called " + Quoted.of(host)));
    Optional<NamedDomain> there = store.domains().now().named(name);
    if (there.isPresent()) {
      return there.get();
    }
    boolean foldsCase = store.domain().foldsCase();
    return makesDomains
        ? make(name, foldsCase, Fallbacks.NONE)
        : new NamedDomain(new Domain(NOT_MADE, foldsCase), name, Fallbacks.NONE);
  }

  /**
   * Sees to it that there is such a domain. One that is there keeps what it has.
   *
   * @return why it cannot be; empty if it is there
   */
  Optional<String> take(ForeignDomain domain) {
    try {
      Fallbacks fallbacks =
          new Fallbacks(
              target(domain.base()),
              target(domain.unknown()),
              target(domain.expired()),
              domain.expiredIsGone());
      if (domain.name().equals(Domain.DEFAULT_NAME)) {
        takeDefault(fallbacks);
      } else {
        takeOther(domain, fallbacks);
      }
      return Optional.empty();
    } catch (Refusal refusal) {
      return Optional.of("domain " + Quoted.of(domain.name()) + ": " + refusal.getMessage());
    }
  }

  private void takeDefault(Fallbacks fallbacks) throws Refusal {
    NamedDomain now = store.domains().now().ofDefault();
    if (!makesDomains
        || !now.fallbacks().equals(Fallbacks.NONE)
        || fallbacks.equals(now.fallbacks())) {
      return;
    }
    switch (store.domains().change(now.number(), _ -> fallbacks).toCompletableFuture().join()) {
      case Domains.Saved _ -> {}
      case Domains.Missing _ -> throw new IllegalStateException("no default domain");
      case Domains.Unsaved unsaved -> throw new Refusal(unsaved.reason());
    }
  }

  private void takeOther(ForeignDomain domain, Fallbacks fallbacks) throws Refusal {
    String name =
        DomainName.parse(domain.name())
            .orElseThrow(() -> new Refusal("no domain can be called so"));
    if (makesDomains && store.domains().now().named(name).isEmpty()) {
      var _ = make(name, domain.foldsCase(), fallbacks);
    }
  }

  private Optional<String> target(String text) throws Refusal {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return switch (policy.check(text)) {
      case UrlPolicy.Accepted(String accepted) -> Optional.of(accepted);
      case UrlPolicy.Refused(String reason) -> throw new Refusal(Quoted.of(text) + ": " + reason);
    };
  }

  private NamedDomain make(String name, boolean foldsCase, Fallbacks fallbacks) throws Refusal {
    return switch (store.domains().make(name, foldsCase, fallbacks).toCompletableFuture().join()) {
      case Domains.Saved(NamedDomain made) -> made;
      case Domains.Exists(NamedDomain there) -> there;
      case Domains.Full _ -> throw new Refusal("there are as many domains as there may be");
      case Domains.Unsaved unsaved -> throw new Refusal(unsaved.reason());
    };
  }

  /** Why a row cannot be. */
  private static final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    Refusal(String reason) {
      super(reason, null, false, false);
    }

    Refusal(ForeignLink link, String reason) {
      this(named(link) + ": " + reason);
    }
  }
}
