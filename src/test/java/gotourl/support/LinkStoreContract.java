package gotourl.support;

import static gotourl.support.Keys.key;
import static gotourl.support.TagCounts.name;
import static gotourl.support.TagCounts.tagged;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.link.About;
import gotourl.link.Condition;
import gotourl.link.ContainedText;
import gotourl.link.Domain;
import gotourl.link.Domains;
import gotourl.link.Draft;
import gotourl.link.Fallbacks;
import gotourl.link.Generator;
import gotourl.link.Key;
import gotourl.link.KeyGenerator;
import gotourl.link.LeadsTo;
import gotourl.link.Link;
import gotourl.link.LinkFilter;
import gotourl.link.LinkFilter.CreatedBetween;
import gotourl.link.LinkFilter.InState;
import gotourl.link.LinkFilter.OfDomain;
import gotourl.link.LinkFilter.Overdue;
import gotourl.link.LinkFilter.Tagged;
import gotourl.link.LinkFilter.Unbinned;
import gotourl.link.LinkState;
import gotourl.link.LinkStates;
import gotourl.link.LinkStore;
import gotourl.link.LinkStore.Added;
import gotourl.link.LinkStore.Charged;
import gotourl.link.LinkStore.Claimed;
import gotourl.link.LinkStore.GoesOn;
import gotourl.link.LinkStore.Gone;
import gotourl.link.LinkStore.HasOwn;
import gotourl.link.LinkStore.Missing;
import gotourl.link.LinkStore.Page;
import gotourl.link.LinkStore.Peek;
import gotourl.link.LinkStore.Range;
import gotourl.link.LinkStore.Recalled;
import gotourl.link.LinkStore.Removed;
import gotourl.link.LinkStore.Replaced;
import gotourl.link.LinkStore.Reuse;
import gotourl.link.LinkStore.Saved;
import gotourl.link.LinkStore.Spent;
import gotourl.link.LinkStore.Stale;
import gotourl.link.LinkStore.Taken;
import gotourl.link.LinkStore.There;
import gotourl.link.LinkStore.Unlisted;
import gotourl.link.LinkStore.UsedUp;
import gotourl.link.Listing;
import gotourl.link.Listing.Order;
import gotourl.link.Manner;
import gotourl.link.NamedDomain;
import gotourl.link.Origin;
import gotourl.link.PendingPage;
import gotourl.link.RetryKey;
import gotourl.link.Rule;
import gotourl.link.Rules;
import gotourl.link.TagName;
import gotourl.link.TagStore;
import gotourl.link.TagStore.Tag;
import gotourl.link.TargetHost;
import gotourl.link.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every engine behind the port must do. */
public abstract class LinkStoreContract {

  private static final int ANY = LinkStore.ANY_VERSION;
  private static final int RACING_THREADS = 8;
  private static final int RACING_VISITORS = 64;
  private static final int RACED_LINKS = 1_000;

  private LinkStore store;

  /** A new, empty store whose codes are folded or not. */
  protected abstract LinkStore create(boolean foldsCase) throws Exception;

  @BeforeEach
  void open() throws Exception {
    store = create(false);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void anAddedLinkIsFound() {
    Link link = added(store.add(key("a"), "http://a/"));
    assertThat(link.version()).isEqualTo(1);
    assertThat(link.target()).isEqualTo("http://a/");
    assertThat(link.changed()).isEqualTo(link.created());
    assertThat(store.peek(key("a"))).isEqualTo(new Peek.Found(link));
    assertThat(join(store.find(key("a")))).isEqualTo(Optional.of(link));
    assertThat(store.size()).isEqualTo(1);
  }

  @Test
  void anUnknownKeyIsAbsent() {
    assertThat(store.peek(key("a"))).isEqualTo(Peek.Absent.ABSENT);
    assertThat(join(store.find(key("a")))).isEmpty();
  }

  @Test
  void aTakenKeyKeepsItsTarget() {
    Link holder = added(store.add(key("a"), "http://a/"));
    assertThat(join(store.add(key("a"), "http://b/"))).isEqualTo(new Taken(holder));
    assertThat(store.peek(key("a"))).isEqualTo(new Peek.Found(holder));
    assertThat(store.size()).isEqualTo(1);
  }

  private static Manner under(RetryKey retry) {
    return new Manner(Optional.of(retry), false);
  }

  @Test
  void whatWasMadeUnderARetryKeyIsRemembered() {
    RetryKey retry = new RetryKey(1, 2, 3);
    assertThat(store.recall(retry)).isInstanceOf(Recalled.Unknown.class);
    Link link = added(store.add(key("a"), Draft.to("http://a/"), under(retry)));
    assertThat(store.recall(retry)).isEqualTo(new Recalled.Made(link));
    assertThat(store.recall(new RetryKey(1, 2, 4))).isInstanceOf(Recalled.OtherWish.class);
    assertThat(store.recall(new RetryKey(1, 9, 3))).isInstanceOf(Recalled.Unknown.class);
    Link changed = saved(store.replace(key("a"), 1, "http://b/"));
    assertThat(store.recall(retry)).isEqualTo(new Recalled.Made(changed));
    join(store.remove(key("a"), ANY));
    assertThat(store.recall(retry)).isInstanceOf(Recalled.Gone.class);
  }

  @Test
  void whatWasNotMadeIsNotRemembered() {
    added(store.add(key("a"), "http://a/"));
    RetryKey retry = new RetryKey(1, 2, 3);
    assertThat(join(store.add(key("a"), Draft.to("http://b/"), under(retry))))
        .isInstanceOf(Taken.class);
    assertThat(store.recall(retry)).isInstanceOf(Recalled.Unknown.class);
  }

  private static final Manner REUSING = new Manner(Optional.empty(), true);

  private Link awaitReuse() {
    // What was there when the store was opened may still be being looked at.
    while (store.reuse() == Reuse.FILLING) {
      Thread.onSpinWait();
    }
    return added(store.add(key("a"), "http://a/"));
  }

  @Test
  void anEqualLinkWillDo() {
    Link link = awaitReuse();
    assertThat(join(store.add(key("b"), Draft.to("http://a/"), REUSING)))
        .isEqualTo(new There(link));
    assertThat(store.peek(key("b"))).isEqualTo(Peek.Absent.ABSENT);
    Draft noted = new Draft("http://a/", Terms.NONE, new About("other words", ""), 0);
    assertThat(join(store.add(key("b"), noted, REUSING))).isInstanceOf(Saved.class);
    assertThat(join(store.add(key("c"), Draft.to("http://c/"), REUSING))).isInstanceOf(Saved.class);
  }

  @Test
  void aLinkThatLeadsElsewhereByNowOrIsGoneWillNotDo() {
    awaitReuse();
    Link moved = saved(store.replace(key("a"), 1, "http://b/"));
    assertThat(join(store.add(key("b"), Draft.to("http://b/"), REUSING)))
        .isEqualTo(new There(moved));
    Link first = added(store.add(key("c"), Draft.to("http://a/"), REUSING));
    join(store.remove(key("c"), ANY));
    assertThat(added(store.add(key("d"), Draft.to("http://a/"), REUSING)).number())
        .isGreaterThan(first.number());
  }

  @Test
  void ofManyThatRaceForOneEqualLinkOneMakesIt() throws Exception {
    awaitReuse();
    try (ExecutorService threads = Executors.newFixedThreadPool(RACING_THREADS)) {
      for (int round = 0; round < 20; round++) {
        String target = "http://race/" + round;
        List<Future<Added>> outcomes = new ArrayList<>();
        for (int i = 0; i < RACING_THREADS; i++) {
          Key key = key("r" + round + "/" + i);
          outcomes.add(threads.submit(() -> join(store.add(key, Draft.to(target), REUSING))));
        }
        int made = 0;
        for (Future<Added> outcome : outcomes) {
          made += outcome.get() instanceof Saved ? 1 : 0;
        }
        assertThat(made).isEqualTo(1);
      }
    }
  }

  @Test
  void numbersRiseAndAreNeverUsedTwice() {
    long last = -1;
    for (int i = 0; i < 10; i++) {
      Link link = added(store.add(key("k" + i), "http://a/"));
      assertThat(link.number()).isGreaterThan(last);
      assertThat(store.nextNumber()).isGreaterThan(link.number());
      last = link.number();
      join(store.remove(link.key(), ANY));
    }
  }

  @Test
  void aReplacedLinkKeepsItsNumberAndGetsTheNextVersion() {
    Link first = added(store.add(key("a"), "http://a/"));
    Link second = saved(store.replace(key("a"), 1, "http://b/"));
    assertThat(second.number()).isEqualTo(first.number());
    assertThat(second.version()).isEqualTo(2);
    assertThat(second.target()).isEqualTo("http://b/");
    assertThat(second.created()).isEqualTo(first.created());
    assertThat(store.peek(key("a"))).isEqualTo(new Peek.Found(second));
    assertThat(saved(store.replace(key("a"), ANY, "http://c/")).version()).isEqualTo(3);
  }

  @Test
  void aLinkSaysWhatItsDraftSays() {
    Random random = new Random(Seed.next("aLinkSaysWhatItsDraftSays"));
    Draft first = Drafts.of(random, "http://a/");
    Link link = added(store.add(key("a"), first));
    assertThat(link.draft()).isEqualTo(first);
    assertThat(store.peek(key("a"))).isEqualTo(new Peek.Found(link));
    assertThat(join(store.find(key("a")))).isEqualTo(Optional.of(link));
    assertThat(Listings.newest(store)).containsExactly(link);

    Draft second = Drafts.of(random, "http://b/");
    Link changed = saved(store.replace(key("a"), 1, second));
    assertThat(changed.draft()).isEqualTo(second);
    assertThat(store.peek(key("a"))).isEqualTo(new Peek.Found(changed));

    Link plain = saved(store.replace(key("a"), 2, "http://c/"));
    assertThat(plain.draft()).isEqualTo(Draft.to("http://c/"));
    assertThat(store.peek(key("a"))).isEqualTo(new Peek.Found(plain));
  }

  @Test
  void theHistoryHasEveryVersionNewestFirst() {
    Random random = new Random(Seed.next("theHistoryHasEveryVersionNewestFirst"));
    List<Link> versions = new ArrayList<>();
    versions.addFirst(added(store.add(key("a"), Drafts.of(random, "http://a/"))));
    for (int i = 1; i < 5; i++) {
      versions.addFirst(saved(store.replace(key("a"), i, Drafts.of(random, "http://a/" + i))));
      added(store.add(key("other" + i), "http://b/"));
    }
    assertThat(Listings.page(store.history(key("a"))))
        .isEqualTo(new Page(versions, Optional.empty()));
    assertThat(Listings.page(store.history(key("other1"))).links()).hasSize(1);
  }

  @Test
  void whatIsNotThereHasNoHistory() {
    assertThat(Listings.page(store.history(key("a"))).links()).isEmpty();
    added(store.add(key("a"), "http://a/"));
    join(store.remove(key("a"), ANY));
    assertThat(Listings.page(store.history(key("a"))).links()).isEmpty();
    Link again = added(store.add(key("a"), "http://b/"));
    assertThat(Listings.page(store.history(key("a"))).links()).containsExactly(again);
  }

  @Test
  void aStaleVersionChangesNothing() {
    added(store.add(key("a"), "http://a/"));
    Link now = saved(store.replace(key("a"), 1, "http://b/"));
    assertThat(join(store.replace(key("a"), 1, "http://c/"))).isEqualTo(new Stale(now));
    assertThat(join(store.remove(key("a"), 1))).isEqualTo(new Stale(now));
    assertThat(join(store.purge(key("a"), 1))).isEqualTo(new Stale(now));
    assertThat(store.peek(key("a"))).isEqualTo(new Peek.Found(now));
  }

  @Test
  void aRemovedLinkIsGoneAndItsKeyMayBeUsedAgain() {
    Link link = added(store.add(key("a"), "http://a/"));
    assertThat(join(store.remove(key("a"), 1))).isEqualTo(new Gone(link));
    assertThat(store.peek(key("a"))).isEqualTo(Peek.Absent.ABSENT);
    assertThat(Listings.newest(store)).isEmpty();
    assertThat(store.size()).isZero();
    assertThat(added(store.add(key("a"), "http://b/")).number()).isNotEqualTo(link.number());
  }

  @Test
  void aPurgedLinkIsGoneAndItsKeyIsFree() {
    added(store.add(key("a"), "http://a/"));
    Link link = saved(store.replace(key("a"), 1, "http://b/"));
    assertThat(join(store.purge(key("a")))).isEqualTo(new Gone(link));
    assertThat(store.peek(key("a"))).isEqualTo(Peek.Absent.ABSENT);
    assertThat(Listings.newest(store)).isEmpty();
    assertThat(join(store.purge(key("a")))).isEqualTo(new Missing());
    assertThat(added(store.add(key("a"), "http://c/")).number()).isGreaterThan(link.number());
  }

  @Test
  void whatIsMissingIsNeitherReplacedNorRemoved() {
    assertThat(join(store.replace(key("a"), ANY, "http://a/"))).isEqualTo(new Missing());
    assertThat(join(store.remove(key("a"), ANY))).isEqualTo(new Missing());
  }

  @Test
  void linksAreListedNewestFirst() {
    List<Link> links = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      links.addFirst(added(store.add(key("k" + i), "http://a/" + i)));
    }
    assertThat(Listings.newest(store)).isEqualTo(links);
    Page two = Listings.page(store, Listing.first(Order.NEWEST, 2));
    assertThat(two.links()).isEqualTo(links.subList(0, 2));
    Page four = Listings.page(store, new Listing(two.next().orElseThrow(), 2, LinkFilter.ALL));
    assertThat(four.links()).isEqualTo(links.subList(2, 4));
    assertThat(Listings.all(store, Order.OLDEST, LinkFilter.ALL, 2)).isEqualTo(links.reversed());
  }

  @Test
  void anEmptyStoreHasOneEmptyPage() {
    for (Order order : Order.values()) {
      assertThat(Listings.page(store, Listing.first(order, 10)))
          .isEqualTo(new Page(List.of(), Optional.empty()));
    }
  }

  @Test
  void aPageHasAsManyLinksAsAskedForAndNoMore() {
    for (int i = 0; i < 5; i++) {
      added(store.add(key("k" + i), "http://a/"));
    }
    for (Order order : Order.values()) {
      assertThat(Listings.page(store, Listing.first(order, 3)).links()).hasSize(3);
      Page all = Listings.page(store, Listing.first(order, 5));
      assertThat(all.links()).hasSize(5);
      assertThat(Listings.page(store, Listing.first(order, 6)))
          .isEqualTo(new Page(all.links(), Optional.empty()));
    }
  }

  @Test
  void onlyLinksThatPassTheFilterAreListed() {
    Link code = added(store.add(key("sUMMer"), "http://a/"));
    Link target = added(store.add(key("b"), "http://b/last-Summer"));
    added(store.add(key("c"), "http://c/"));
    assertThat(passing(text("SumMer"))).containsExactly(code, target);
    assertThat(passing(text("winter"))).isEmpty();
    assertThat(passing(new OfDomain(store.domain().number()))).hasSize(3);
    assertThat(passing(new OfDomain(7))).isEmpty();
    assertThat(passing(text("summer"), text("last"))).containsExactly(target);
  }

  @Test
  void theSameCodeIsAnotherLinkInAnotherDomain() {
    Key here = key("abc");
    Key there = key(made("d.example", false).domain(), "abc");
    Key elsewhere = key(made("e.example", true).domain(), "ABC");
    Link first = added(store.add(here, "http://a/"));
    Link second = added(store.add(there, "http://b/"));
    Link third = added(store.add(elsewhere, "http://c/"));
    assertThat(third.key().code()).as("its domain folds").isEqualTo("abc");
    assertThat(join(store.add(there, "http://x/"))).isEqualTo(new Taken(second));
    assertThat(saved(store.replace(there, 1, "http://b/2")).number()).isEqualTo(second.number());
    assertThat(((Peek.Found) store.peek(here)).link()).isEqualTo(first);
    assertThat(((Peek.Found) store.peek(there)).link().target()).isEqualTo("http://b/2");
    assertThat(passing(new OfDomain(there.domain())))
        .extracting(Link::number)
        .containsExactly(second.number());
    assertThat(passing(new OfDomain(Set.of(0, elsewhere.domain())))).containsExactly(first, third);
    assertThat(passing(new OfDomain(Set.of()))).isEmpty();
    assertThat(((Page) join(store.history(there))).links()).hasSize(2);
    assertThat(((Page) join(store.history(elsewhere))).links()).containsExactly(third);
    join(store.remove(there, ANY));
    assertThat(store.peek(there)).isEqualTo(Peek.Absent.ABSENT);
    assertThat(((Peek.Found) store.peek(here)).link()).isEqualTo(first);
    assertThat(join(store.purge(elsewhere))).isEqualTo(new Gone(third));
    assertThat(store.peek(elsewhere)).isEqualTo(Peek.Absent.ABSENT);
    assertThat(store.size()).isEqualTo(1);
  }

  @Test
  void whichLinksInviteRobotsIsKnownThroughEveryChange() {
    Domain other = made("d.example", false).domain();
    assertThat(store.hasCrawlable(0)).isFalse();
    assertThat(crawlable(0)).isEmpty();
    Link plain = added(store.add(key("plain"), "http://a/"));
    Link first = added(store.add(key("first"), inviting("http://a/")));
    Link second = added(store.add(key("second"), inviting("http://b/")));
    Link there = added(store.add(key(other, "first"), inviting("http://c/")));
    join(store.add(key("first"), inviting("http://taken/")));
    assertThat(crawlable(0)).containsExactly(second, first);
    assertThat(crawlable(other.number())).containsExactly(there);
    assertThat(store.hasCrawlable(0)).isTrue();
    Link edited = saved(store.replace(key("first"), ANY, inviting("http://a/2")));
    Link invited = saved(store.replace(plain.key(), ANY, inviting("http://a/")));
    assertThat(crawlable(0)).containsExactly(second, edited, invited);
    join(store.replace(key("second"), 7, "http://stale/"));
    join(store.replace(key("first"), ANY, "http://a/3"));
    assertThat(crawlable(0)).containsExactly(second, invited);
    join(store.remove(key("second"), ANY));
    join(store.remove(key(other, "first"), ANY));
    assertThat(crawlable(0)).containsExactly(invited);
    assertThat(store.hasCrawlable(other.number())).isFalse();
    join(store.purge(invited.key()));
    assertThat(store.hasCrawlable(0)).isFalse();
    assertThat(crawlable(0)).isEmpty();
    Link tagged =
        added(store.add(key("second"), inviting("http://b/").withAbout(tagged("x", "y").about())));
    assertThat(crawlable(0)).containsExactly(tagged);
  }

  private static Draft inviting(String target) {
    return new Draft(target, Terms.NONE.withCrawlable(true), About.NOTHING, Draft.NOBODY);
  }

  private List<Link> crawlable(int domain) {
    try (Stream<Link> links = store.crawlable(domain)) {
      return links.toList();
    }
  }

  @Test
  void noLinkIsMadeInADomainThatThereIsNot() {
    assertThat(join(store.add(key(new Domain(1, false), "abc"), "http://a/")))
        .isInstanceOf(LinkStore.Unsaved.class);
    assertThat(store.size()).isZero();
  }

  @Test
  void aDomainIsMadeChangedAndRemoved() {
    NamedDomain made = made("d.example", true);
    assertThat(made.domain().foldsCase()).isTrue();
    assertThat(store.domains().now().atHost("D.Example.:80")).isEqualTo(made);
    assertThat(join(store.domains().make("d.example", false, Fallbacks.NONE)))
        .isEqualTo(new Domains.Exists(made));
    Fallbacks fallbacks = Fallbacks.NONE.withExpiredIsGone(true);
    assertThat(join(store.domains().change(made.number(), _ -> fallbacks)))
        .isEqualTo(new Domains.Saved(made.withFallbacks(fallbacks)));
    assertThat(join(store.domains().change(99, _ -> fallbacks))).isEqualTo(new Domains.Missing());
    Link link = added(store.add(key(made.domain(), "a"), "http://a/"));
    assertThat(join(store.domains().remove(made.number()))).isEqualTo(new Domains.InUse());
    join(store.remove(link.key(), ANY));
    assertThat(join(store.domains().remove(made.number())))
        .isEqualTo(new Domains.Gone(made.withFallbacks(fallbacks)));
    assertThat(store.domains().now().all()).containsExactly(NamedDomain.ofDefault(store.domain()));
    assertThat(made("d.example", false).number()).isNotEqualTo(made.number());
  }

  private NamedDomain made(String name, boolean foldsCase) {
    return ((Domains.Saved) join(store.domains().make(name, foldsCase, Fallbacks.NONE))).domain();
  }

  @Test
  void aLinkThatLeadsToAHostIsFoundByItsTargetAndByItsRules() {
    Link below = added(store.add(key("a"), "https://www.evil.example/x"));
    added(store.add(key("b"), "https://example.org/evil.example"));
    added(store.add(key("c"), "https://notevil.example/"));
    Rules rules =
        new Rules(
            List.of(
                new Rule(
                    "https://evil.example/y", List.of(new Condition.WithParameter("q", null)))));
    Draft draft = new Draft("https://example.org/", Terms.NONE.withRules(rules), About.NOTHING, 0);
    Link byRule = added(store.add(key("d"), draft));
    LeadsTo leads = new LeadsTo(new TargetHost("evil.example"));
    assertThat(passing(leads)).containsExactlyInAnyOrder(below, byRule);
  }

  @Test
  void linksOfATimeAreListed() {
    Link link = added(store.add(key("a"), "http://a/"));
    Instant made = link.created();
    assertThat(passing(new CreatedBetween(made, Instant.MAX))).containsExactly(link);
    assertThat(passing(new CreatedBetween(made.plusMillis(1), Instant.MAX))).isEmpty();
    assertThat(passing(new CreatedBetween(Instant.MIN, made))).isEmpty();
    assertThat(passing(new CreatedBetween(Instant.MIN, made.plusMillis(1)))).containsExactly(link);
  }

  @Test
  void aLinkIsFollowedAsOftenAsItMayAndNoMore() {
    Link link = added(store.add(key("a"), on(Terms.NONE.withMaxVisits(2))));
    assertThat(store.visits(link.number())).isZero();
    assertThat(join(store.spend(key("a"), link.number()))).isEqualTo(new Spent(1));
    assertThat(join(store.spend(key("a"), link.number()))).isEqualTo(new Spent(0));
    assertThat(join(store.spend(key("a"), link.number()))).isEqualTo(new UsedUp());
    assertThat(store.visits(link.number())).isEqualTo(2);
  }

  @Test
  void visitsAreCountedOverAllVersions() {
    Link link = added(store.add(key("a"), on(Terms.NONE.withMaxVisits(1))));
    join(store.spend(key("a"), link.number()));
    saved(store.replace(key("a"), 1, on(Terms.NONE.withMaxVisits(3).withEnabled(false))));
    assertThat(join(store.spend(key("a"), link.number()))).isEqualTo(new Spent(1));
    saved(store.replace(key("a"), 2, on(Terms.NONE.withMaxVisits(2))));
    assertThat(join(store.spend(key("a"), link.number()))).isEqualTo(new UsedUp());
    saved(store.replace(key("a"), 3, "http://plain/"));
    assertThat(join(store.spend(key("a"), link.number()))).isEqualTo(new Spent(Integer.MAX_VALUE));
    assertThat(store.visits(link.number())).isEqualTo(2);
    saved(store.replace(key("a"), 4, on(Terms.NONE.withMaxVisits(3))));
    assertThat(join(store.spend(key("a"), link.number()))).isEqualTo(new Spent(0));
  }

  @Test
  void theNextLinkUnderAKeyHasVisitsOfItsOwn() {
    Link first = added(store.add(key("a"), on(Terms.NONE.withMaxVisits(1))));
    assertThat(join(store.spend(key("none"), first.number()))).isEqualTo(new Missing());
    join(store.spend(key("a"), first.number()));
    join(store.remove(key("a"), ANY));
    assertThat(join(store.spend(key("a"), first.number()))).isEqualTo(new Missing());
    Link next = added(store.add(key("a"), on(Terms.NONE.withMaxVisits(1))));
    assertThat(join(store.spend(key("a"), first.number()))).isEqualTo(new Missing());
    assertThat(join(store.spend(key("a"), next.number()))).isEqualTo(new Spent(0));
    assertThat(store.visits(first.number())).isZero();
  }

  @Test
  void ofSixtyFourWhoRaceForTheLastVisitOfAThousandLinksOneGetsEach() throws Exception {
    List<Link> links = new ArrayList<>();
    for (int i = 0; i < RACED_LINKS; i++) {
      links.add(added(store.add(key("last" + i), on(Terms.NONE.withMaxVisits(1)))));
    }
    AtomicIntegerArray granted = new AtomicIntegerArray(RACED_LINKS);
    AtomicInteger refused = new AtomicInteger();
    try (ExecutorService threads = Executors.newFixedThreadPool(RACING_VISITORS)) {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<?>> racing = new ArrayList<>();
      for (int visitor = 0; visitor < RACING_VISITORS; visitor++) {
        racing.add(
            threads.submit(() -> {
              start.await();
              for (int i = 0; i < RACED_LINKS; i++) {
                switch (join(store.spend(links.get(i).key(), links.get(i).number()))) {
                  case Spent(int left) when left == 0 -> granted.incrementAndGet(i);
                  case UsedUp _ -> refused.incrementAndGet();
                  case Charged other -> throw new AssertionError(other);
                }
              }
              return null;
            }));
      }
      start.countDown();
      for (Future<?> each : racing) {
        each.get();
      }
    }
    for (int i = 0; i < RACED_LINKS; i++) {
      assertThat(granted.get(i)).as("link " + i).isEqualTo(1);
    }
    assertThat(refused).hasValue((RACING_VISITORS - 1) * RACED_LINKS);
  }

  @Test
  void linksOfAStateAreListed() {
    Link plain = added(store.add(key("a"), "http://a/"));
    Instant made = plain.created();
    Link off = added(store.add(key("b"), on(Terms.NONE.withEnabled(false))));
    Link binned = added(store.add(key("c"), on(Terms.NONE.withBinned(true))));
    Link over =
        added(store.add(key("d"), on(Terms.NONE.withValidUntil(Optional.of(made.minusMillis(9))))));
    added(store.add(key("gone"), on(Terms.NONE.withBinned(true))));
    join(store.remove(key("gone"), ANY));
    LinkStates now = new LinkStates(made, _ -> 0);
    assertThat(passing(new Unbinned())).containsExactly(plain, off, over);
    assertThat(passing(new InState(Set.of(LinkState.BINNED), now))).containsExactly(binned);
    assertThat(passing(new InState(Set.of(LinkState.ACTIVE, LinkState.DISABLED), now)))
        .containsExactly(plain, off);
    Instant later = off.created().plusSeconds(9);
    assertThat(passing(new Overdue(later, later))).containsExactly(binned, over);
    assertThat(passing(new Overdue(later, Instant.MIN))).containsExactly(binned);
    assertThat(passing(new Overdue(made, made))).isEmpty();
  }

  private static Draft on(Terms terms) {
    return new Draft("http://a/", terms, About.NOTHING, Draft.NOBODY);
  }

  /** A code is composed however its text came; what is no letter of ASCII is only itself. */
  @Test
  void lettersBeyondAsciiAreFoundAsTheyAreAndAsTheyFold() {
    Link small = added(store.add(key("\u00e4pfel"), "http://a/"));
    Link large = added(store.add(key("\u00c4PFEL"), "http://a/"));
    assertThat(passing(text("a\u0308Pfel"))).containsExactly(small);
    assertThat(passing(text("\u00c4pfel"))).containsExactly(small, large);
  }

  @Test
  void ofLinksThatComeGoAndChangeBetweenPagesNoneIsListedTwiceAndNoneIsLeftOut() {
    Random random = new Random(Seed.next("LinkStoreContract"));
    for (Order order : Order.values()) {
      for (LinkFilter filter : List.of(LinkFilter.ALL, LinkFilter.of(text("t/")))) {
        changeWhilePaging(order, filter, random);
      }
    }
  }

  private void changeWhilePaging(Order order, LinkFilter filter, Random random) {
    Map<Key, Link> there = new HashMap<>();
    Listings.newest(store).forEach(link -> there.put(link.key(), link));
    for (int i = 0; i < 60; i++) {
      Link link = added(store.add(key("p" + store.nextNumber()), "http://t/"));
      there.put(link.key(), link);
    }
    Set<Key> allTheWhile = new HashSet<>(there.keySet());
    List<Link> listed =
        Listings.all(
            Listing.first(order, 7).only(filter),
            listing -> {
              Page page = Listings.page(store, listing);
              for (Key key : List.copyOf(allTheWhile)) {
                switch (random.nextInt(20)) {
                  case 0 -> {
                    join(store.remove(key, ANY));
                    allTheWhile.remove(key);
                  }
                  case 1 -> join(store.replace(key, ANY, "http://t/" + random.nextInt()));
                  default -> {}
                }
              }
              join(store.add(key("new" + store.nextNumber()), "http://t/"));
              return page;
            });
    assertThat(listed).extracting(Link::number).doesNotHaveDuplicates();
    assertThat(listed)
        .extracting(Link::number)
        .isSortedAccordingTo(
            order == Order.OLDEST ? Comparator.naturalOrder() : Comparator.reverseOrder());
    assertThat(listed).extracting(Link::key).containsAll(allTheWhile);
  }

  @Test
  void aListIsFilteredAsAPlainListWouldBe() {
    Random random = new Random(Seed.next("LinkStoreContract"));
    for (int i = 0; i < 500; i++) {
      Key key = key(word(random, 3) + i);
      added(store.add(key, "http://" + word(random, 3) + "/" + word(random, 6)));
      if (random.nextInt(3) == 0) {
        join(store.replace(key, ANY, "http://x/" + word(random, 6)));
      } else if (random.nextInt(5) == 0) {
        join(store.remove(key, ANY));
      }
    }
    List<Link> links = Listings.newest(store);
    for (int i = 0; i < 100; i++) {
      LinkFilter filter = LinkFilter.of(text(word(random, 4)));
      List<Link> passing = links.stream().filter(filter::passes).toList();
      int limit = 1 + random.nextInt(40);
      assertThat(Listings.all(store, Order.NEWEST, filter, limit)).isEqualTo(passing);
      assertThat(Listings.all(store, Order.OLDEST, filter, limit)).isEqualTo(passing.reversed());
    }
  }

  @Test
  void aLinkHasTheTagsThatItsDraftNamesAsTheyWereFirstSpelled() {
    Link link = added(store.add(key("a"), tagged("http://a/", "Shop", "b")));
    assertThat(link.about().tags()).isEqualTo(TagCounts.tags("b", "shop"));
    Link other = added(store.add(key("b"), tagged("http://b/", "SHOP")));
    assertThat(other.about().tags().names().getFirst().text()).isEqualTo("Shop");
    assertThat(store.peek(key("a"))).isEqualTo(new Peek.Found(link));
    assertThat(counts()).isEqualTo(Map.of("b", 1L, "Shop", 2L));
    assertThat(store.tags().all())
        .isSortedAccordingTo(Comparator.comparing(Tag::name, TagName.ORDER));
  }

  @Test
  void howManyLinksHaveATagIsKnownThroughEveryChange() {
    join(store.add(key("a"), tagged("http://a/", "x", "y")));
    join(store.add(key("a"), tagged("http://taken/", "never")));
    join(store.replace(key("none"), ANY, tagged("http://missing/", "never")));
    join(store.add(key("b"), tagged("http://b/", "x")));
    assertThat(counts()).isEqualTo(Map.of("x", 2L, "y", 1L));
    join(store.replace(key("a"), ANY, tagged("http://a/", "y", "z")));
    assertThat(counts()).isEqualTo(Map.of("x", 1L, "y", 1L, "z", 1L));
    Draft binned = tagged("http://a/", "y", "z");
    join(
        store.replace(
            key("a"), ANY, new Draft("http://a/", Terms.NONE.withBinned(true), binned.about(), 0)));
    assertThat(counts()).isEqualTo(Map.of("x", 1L, "y", 0L, "z", 0L));
    join(store.replace(key("a"), ANY, binned));
    join(store.replace(key("b"), ANY, "http://plain/"));
    assertThat(counts()).isEqualTo(Map.of("x", 0L, "y", 1L, "z", 1L));
    join(store.remove(key("a"), ANY));
    join(store.purge(key("b")));
    assertThat(counts()).isEqualTo(Map.of("x", 0L, "y", 0L, "z", 0L));
  }

  @Test
  void aRenamedTagIsSoInAllItsLinksAndTheirHistories() {
    Link first = added(store.add(key("a"), tagged("http://a/", "old", "x")));
    join(store.replace(key("a"), ANY, tagged("http://a/", "old")));
    assertThat(join(store.tags().rename(name("OLD"), name("new"))))
        .isEqualTo(new TagStore.Known(new Tag(name("new"), 1)));
    Link link = ((Peek.Found) store.peek(key("a"))).link();
    assertThat(link.about().tags()).isEqualTo(TagCounts.tags("new"));
    assertThat(link.version()).isEqualTo(2);
    assertThat(Listings.page(store.history(first.key())).links().getLast().about().tags())
        .isEqualTo(TagCounts.tags("new", "x"));
    assertThat(join(store.tags().rename(name("new"), name("X"))))
        .isEqualTo(new TagStore.NameTaken(new Tag(name("x"), 0)));
    assertThat(join(store.tags().rename(name("old"), name("y"))))
        .isEqualTo(new TagStore.NoSuchTag());
    assertThat(counts()).isEqualTo(Map.of("new", 1L, "x", 0L));
    join(store.tags().rename(name("new"), name("NEW")));
    assertThat(counts()).isEqualTo(Map.of("NEW", 1L, "x", 0L));
  }

  @Test
  void aDeletedTagIsInNoLinkAndItsNameIsFree() {
    join(store.add(key("a"), tagged("http://a/", "x", "y")));
    assertThat(join(store.tags().delete(name("X"))))
        .isInstanceOfSatisfying(
            TagStore.Gone.class, gone -> assertThat(gone.tag().links()).isEqualTo(1));
    assertThat(join(store.tags().delete(name("x")))).isEqualTo(new TagStore.NoSuchTag());
    assertThat(((Peek.Found) store.peek(key("a"))).link().about().tags())
        .isEqualTo(TagCounts.tags("y"));
    join(store.add(key("b"), tagged("http://b/", "x")));
    assertThat(counts()).isEqualTo(Map.of("x", 1L, "y", 1L));
    join(store.replace(key("a"), ANY, "http://plain/"));
    assertThat(counts()).isEqualTo(Map.of("x", 1L, "y", 0L));
  }

  @Test
  void linksAreListedByAnyOrAllOfTheirTags() {
    join(store.add(key("a"), tagged("http://a/", "x", "y")));
    join(store.add(key("b"), tagged("http://b/", "y")));
    join(store.add(key("c"), "http://c/"));
    assertThat(codes(new Tagged(Set.of(name("Y")), false))).isEqualTo(List.of("b", "a"));
    assertThat(codes(new Tagged(Set.of(name("x"), name("y")), true))).isEqualTo(List.of("a"));
    assertThat(codes(new Tagged(Set.of(name("x"), name("z")), false))).isEqualTo(List.of("a"));
    assertThat(codes(new Tagged(Set.of(name("x"), name("z")), true))).isEmpty();
    assertThat(codes(new Tagged(Set.of(name("z")), false))).isEmpty();
  }

  @Test
  void aTextIsFoundInTitles() {
    Draft draft = Draft.to("http://a/");
    join(store.add(key("a"), draft.withAbout(draft.about().withTitle("The Überraschung"))));
    join(store.add(key("b"), "http://b/"));
    assertThat(codes(text("the üb"))).isEmpty();
    assertThat(codes(text("THE Üb"))).isEqualTo(List.of("a"));
  }

  private List<String> codes(LinkFilter.Condition condition) {
    Listing listing = Listing.first(Order.NEWEST, 10).only(LinkFilter.of(condition));
    return Listings.page(store.list(listing)).links().stream()
        .map(link -> link.key().code())
        .toList();
  }

  private Map<String, Long> counts() {
    return store.tags().all().stream()
        .collect(Collectors.toMap(tag -> tag.name().text(), Tag::links));
  }

  @Test
  void aCancelledPageHasThatOutcomeOrIsThere() {
    added(store.add(key("a"), "http://a/"));
    PendingPage page = store.list(Listing.first(Order.NEWEST, 1).only(LinkFilter.of(text("b"))));
    page.cancel(false);
    assertThat(page.join())
        .isIn(
            new Unlisted(Unlisted.Reason.CANCELLED, Duration.ZERO),
            new Page(List.of(), Optional.empty()));
    assertThat(Listings.newest(store)).hasSize(1);
  }

  @Test
  void claimedRangesNeverOverlap() {
    assertThat(join(store.claim(3, 0, 10))).isEqualTo(new Range(0, 10));
    assertThat(join(store.claim(3, 0, 5))).isEqualTo(new Range(10, 15));
    assertThat(join(store.claim(3, 100, 5))).isEqualTo(new Range(100, 105));
    assertThat(join(store.claim(4, 0, 1))).isEqualTo(new Range(0, 1));
  }

  @Test
  void theEndOfTheLastRangeCanBeGivenBack() {
    join(store.claim(3, 0, 10));
    assertThat(join(store.release(3, 4, 10))).isEqualTo(new Range(4, 4));
    assertThat(join(store.claim(3, 0, 1))).isEqualTo(new Range(4, 5));
    assertThat(join(store.release(3, 0, 4))).isEqualTo(new Range(5, 5));
    assertThat(join(store.claim(3, 0, 1))).isEqualTo(new Range(5, 6));
  }

  @Test
  void aFoldingStoreTakesCodesAsOneWhateverTheirCase() throws Exception {
    try (LinkStore folding = create(true)) {
      assertThat(folding.domain().foldsCase()).isTrue();
      Key upper = key(folding.domain(), "ABC");
      Link link = added(folding.add(upper, "http://a/"));
      assertThat(folding.peek(key(folding.domain(), "abc"))).isEqualTo(new Peek.Found(link));
    }
  }

  private static final Instant THEN = Instant.parse("2012-03-04T05:06:07.089Z");

  private static final Origin ELSEWHERE =
      new Origin(5, 3, Optional.of(THEN), Optional.of(THEN.plusSeconds(1)), 2);

  @Test
  void aLinkFromElsewhereKeepsItsNumberItsVersionAndItsTimes() {
    Draft draft = Draft.to("http://a/");
    Link link = added(store.add(key("a"), draft, Manner.from(ELSEWHERE)));
    assertThat(link).isEqualTo(new Link(5, 3, key("a"), draft, THEN, THEN.plusSeconds(1)));
    assertThat(store.peek(key("a"))).isEqualTo(new Peek.Found(link));
    assertThat(store.visits(link.number())).isEqualTo(2);
    assertThat(store.nextNumber()).isEqualTo(6);
    assertThat(saved(store.replace(key("a"), 3, "http://b/")).version()).isEqualTo(4);
    assertThat(added(store.add(key("b"), "http://b/")).number()).isEqualTo(6);
  }

  @Test
  void aNumberThatWasGivenAlreadyIsNotGivenAgain() {
    added(store.add(key("a"), Draft.to("http://a/"), Manner.from(ELSEWHERE)));
    Link second = added(store.add(key("b"), Draft.to("http://b/"), Manner.from(ELSEWHERE)));
    assertThat(second.number()).isEqualTo(6);
    assertThat(second.version()).isEqualTo(3);
  }

  @Test
  void aNumberFarAheadIsGivenOnceThoseBeforeAreLeftOut() {
    long far = store.nextNumber() + 50L * LinkStore.NUMBERS_AHEAD_MAX;
    join(store.claim(LinkStore.NUMBERS, far - 1, 1));
    assertThat(store.nextNumber()).isEqualTo(far);
    Origin origin = new Origin(far + 1, 1, Optional.empty(), Optional.empty(), 0);
    Link link = added(store.add(key("a"), Draft.to("http://a/"), Manner.from(origin)));
    assertThat(link.number()).isEqualTo(far + 1);
  }

  @Test
  void howOftenALinkWasFollowedElsewhereStaysWithIt() {
    Draft draft = Draft.to("http://a/");
    Link link =
        added(store.add(key("a"), draft.withAbout(draft.about().withImportedVisits(1L << 40))));
    assertThat(store.peek(key("a"))).isEqualTo(new Peek.Found(link));
    assertThat(link.about().importedVisits()).isEqualTo(1L << 40);
  }

  @Test
  void whoGoesOnFromAnotherStoreGivesNoneOfItsCodesAgain() throws Exception {
    join(store.claim(7, 0, 100));
    added(store.add(key("a"), "http://a/"));
    Generator generator = store.generator();
    assertThat(generator.secret()).isEqualTo(store.secret());
    assertThat(generator.next().get(7)).isEqualTo(100);
    try (LinkStore other = create(false)) {
      assertThat(join(other.adopt(generator))).isInstanceOf(GoesOn.class);
      assertThat(other.secret()).isEqualTo(store.secret());
      assertThat(((Range) join(other.claim(7, 0, 1))).first()).isEqualTo(100);
      assertThat(join(other.adopt(generator))).isInstanceOf(GoesOn.class);
      assertThat(other.generator().next().get(7)).isEqualTo(101);
    }
  }

  @Test
  void aStoreThatHasGivenOutCodesKeepsItsOwnSecret() {
    join(store.claim(7, 0, 1));
    byte[] secret = store.secret();
    byte[] others = store.secret();
    others[0]++;
    Generator generator = new Generator(others, Collections.nCopies(LinkStore.NUMBERS, 1_000L));
    assertThat(join(store.adopt(generator))).isInstanceOf(HasOwn.class);
    assertThat(store.secret()).isEqualTo(secret);
    assertThat(store.generator().next().get(7)).isEqualTo(1);
  }

  @Test
  void aTagNeedsNoLink() {
    TagName name = ((TagName.Valid) TagName.parse("News")).name();
    assertThat(join(store.tags().make(name)))
        .isEqualTo(new TagStore.Known(new TagStore.Tag(name, 0)));
    assertThat(store.tags().all()).containsExactly(new TagStore.Tag(name, 0));
    TagName again = ((TagName.Valid) TagName.parse("NEWS")).name();
    assertThat(join(store.tags().make(again))).isInstanceOf(TagStore.Known.class);
    assertThat(store.tags().all()).hasSize(1);
  }

  @Test
  void theSecretIsThereAndACopy() {
    byte[] secret = store.secret();
    assertThat(secret).hasSize(KeyGenerator.SECRET_BYTES);
    secret[0]++;
    assertThat(store.secret()).isNotEqualTo(secret);
  }

  @Test
  void ofAHundredRacingAddsOfOneKeyExactlyOneWins() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<CompletionStage<Added>>> racing = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        String target = "http://a/" + i;
        racing.add(
            threads.submit(() -> {
              start.await();
              return store.add(key("wanted"), target);
            }));
      }
      start.countDown();
      List<Added> outcomes = new ArrayList<>();
      for (Future<CompletionStage<Added>> each : racing) {
        outcomes.add(join(each.get()));
      }
      assertThat(outcomes).filteredOn(Saved.class::isInstance).hasSize(1);
      assertThat(outcomes).filteredOn(Taken.class::isInstance).hasSize(99);
      assertThat(outcomes)
          .filteredOn(Taken.class::isInstance)
          .allMatch(
              taken -> store.peek(key("wanted")).equals(new Peek.Found(((Taken) taken).holder())));
    }
  }

  /** PROMISES D14. */
  @Test
  void whateverEightThreadsDoToOneKeyOneOrderExplainsIt() throws Exception {
    Random random = new Random(Seed.next("LinkStoreContract"));
    try (ExecutorService threads = Executors.newFixedThreadPool(RACING_THREADS)) {
      for (int round = 0; round < Seed.rounds(50, 5_000); round++) {
        Key key = key("raced" + round);
        OneKeyHistory history = new OneKeyHistory();
        List<Future<?>> racing = new ArrayList<>();
        for (int i = 0; i < RACING_THREADS; i++) {
          Random own = new Random(random.nextLong());
          racing.add(threads.submit(() -> race(key, history, own)));
        }
        for (Future<?> each : racing) {
          each.get();
        }
        history.check();
      }
    }
  }

  private void race(Key key, OneKeyHistory history, Random random) {
    for (int i = 0; i < 20; i++) {
      String target = "http://t/" + random.nextLong();
      // Low versions: as often the one that is there as not.
      int version = random.nextBoolean() ? ANY : 1 + random.nextInt(3);
      int begun = history.tick();
      history.note(
          begun,
          switch (random.nextInt(7)) {
            case 0, 1 -> join(store.add(key, target));
            case 2, 3 -> join(store.replace(key, version, target));
            case 4 -> join(store.remove(key, version));
            default -> store.peek(key);
          });
    }
  }

  @Test
  void itBehavesLikeAMap() {
    Random random = new Random(Seed.next("LinkStoreContract"));
    Map<String, String> model = new HashMap<>();
    for (int i = 0; i < 2_000; i++) {
      String code = "k" + random.nextInt(50);
      String target = "http://t/" + i;
      switch (random.nextInt(3)) {
        case 0 -> {
          Added outcome = join(store.add(key(code), target));
          assertThat(outcome instanceof Saved).isEqualTo(model.putIfAbsent(code, target) == null);
        }
        case 1 -> {
          Replaced outcome = join(store.replace(key(code), ANY, target));
          assertThat(outcome instanceof Saved).isEqualTo(model.replace(code, target) != null);
        }
        default -> {
          Removed outcome = join(store.remove(key(code), ANY));
          assertThat(outcome instanceof Gone).isEqualTo(model.remove(code) != null);
        }
      }
    }
    Map<String, String> listed = new HashMap<>();
    Listings.newest(store).forEach(link -> listed.put(link.key().code(), link.target()));
    assertThat(listed).isEqualTo(model);
    assertThat(store.size()).isEqualTo(model.size());
  }

  /** Oldest first. */
  private List<Link> passing(LinkFilter.Condition... conditions) {
    return Listings.all(store, Order.OLDEST, LinkFilter.of(conditions), 2);
  }

  private static ContainedText text(String text) {
    return ((ContainedText.Valid) ContainedText.parse(text)).text();
  }

  /** Of few letters, so that they meet. */
  private static String word(Random random, int length) {
    StringBuilder word = new StringBuilder();
    for (int i = 1 + random.nextInt(length); i > 0; i--) {
      word.append("abAB".charAt(random.nextInt(4)));
    }
    return word.toString();
  }

  private static Link added(CompletionStage<Added> stage) {
    return ((Saved) join(stage)).link();
  }

  private static Link saved(CompletionStage<Replaced> stage) {
    return ((Saved) join(stage)).link();
  }

  /** What the stage completes with. */
  protected static <T> T join(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }

  /** For claims that cannot fail. */
  protected static Range range(CompletionStage<Claimed> stage) {
    return (Range) join(stage);
  }
}
