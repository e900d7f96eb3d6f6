package gotourl.link;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.link.LinkStore.Peek;
import gotourl.link.LinkStore.Unsaved;
import gotourl.link.Links.Changed;
import gotourl.link.Links.Discarded;
import gotourl.link.Links.NoSuchLink;
import gotourl.link.Links.NotSaved;
import gotourl.link.Links.Outdated;
import gotourl.link.Links.Outrun;
import gotourl.link.Links.TargetRefused;
import gotourl.support.Keys;
import gotourl.support.MemoryStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class LinksTest {

  private static final Key KEY = Keys.key("docs");
  private static final String A = "https://example.org/a";
  private static final String B = "https://example.org/b";
  private static final Unsaved DISK = new Unsaved(Unsaved.Cause.DISK, Duration.ofSeconds(9));

  private final MemoryStore store = new MemoryStore();
  private final Links links = links(store);

  @Test
  void anEditGivesANewTargetAndTheNextVersion() {
    now(store.add(KEY, A));
    Changed changed = (Changed) now(links.edit(KEY, Versions.ANY, to("HTTPS://Example.org/b")));
    assertThat(changed.link().target()).isEqualTo(B);
    assertThat(changed.link().version()).isEqualTo(2);
    assertThat(store.peek(KEY)).isEqualTo(new Peek.Found(changed.link()));
  }

  @Test
  void anEditThatChangesNothingMakesNoVersion() {
    now(store.add(KEY, A));
    for (Change change : new Change[] {Change.NONE, to(A), to("https://EXAMPLE.org/a")}) {
      Changed changed = (Changed) now(links.edit(KEY, Versions.ANY, change));
      assertThat(changed.link().version()).isEqualTo(1);
    }
  }

  @Test
  void anEditChecksTheTarget() {
    now(store.add(KEY, A));
    assertThat(now(links.edit(KEY, Versions.ANY, to("javascript:alert(1)"))))
        .isInstanceOf(TargetRefused.class);
    assertThat(version()).isEqualTo(1);
  }

  @Test
  void onlyTheVersionsThatAreMeantAreChanged() {
    now(store.add(KEY, A));
    assertThat(now(links.edit(KEY, Versions.of(Set.of(2, 3)), to(B)))).isInstanceOf(Outdated.class);
    assertThat(now(links.remove(KEY, Versions.of(Set.of())))).isInstanceOf(Outdated.class);
    assertThat(version()).isEqualTo(1);
    assertThat(now(links.edit(KEY, Versions.of(Set.of(7, 1)), to(B)))).isInstanceOf(Changed.class);
    assertThat(now(links.remove(KEY, Versions.of(Set.of(2))))).isInstanceOf(Discarded.class);
    assertThat(store.size()).isZero();
  }

  /** A change of nothing is no way around the versions. */
  @Test
  void evenAnEditOfNothingIsOfTheVersionsThatAreMeant() {
    now(store.add(KEY, A));
    assertThat(now(links.edit(KEY, Versions.of(Set.of(2)), Change.NONE)))
        .isInstanceOf(Outdated.class);
  }

  @Test
  void whatIsNotThereIsNeitherEditedNorRemoved() {
    assertThat(now(links.edit(KEY, Versions.ANY, to(B)))).isEqualTo(new NoSuchLink());
    assertThat(now(links.remove(KEY, Versions.ANY))).isEqualTo(new NoSuchLink());
    assertThat(now(links.find(KEY))).isEmpty();
  }

  @Test
  void whatTheStoreRefusesIsNotSaved() {
    now(store.add(KEY, A));
    store.refuseWith(DISK);
    assertThat(now(links.edit(KEY, Versions.ANY, to(B)))).isEqualTo(new NotSaved(DISK));
    assertThat(now(links.remove(KEY, Versions.ANY))).isEqualTo(new NotSaved(DISK));
  }

  @Test
  void whoWasOvertakenEditsWhatIsThereByThen() {
    now(store.add(KEY, A));
    Links raced = links(overtaken(1));
    Changed changed = (Changed) now(raced.edit(KEY, Versions.ANY, to(B)));
    assertThat(changed.link().target()).isEqualTo(B);
    assertThat(changed.link().version()).isEqualTo(3);
  }

  @Test
  void whoWasOvertakenAndMeantOneVersionChangesNothing() {
    now(store.add(KEY, A));
    assertThat(now(links(overtaken(1)).edit(KEY, Versions.of(Set.of(1)), to(B))))
        .isInstanceOf(Outdated.class);
    assertThat(now(links(overtaken(1)).remove(KEY, Versions.of(Set.of(2)))))
        .isInstanceOf(Outdated.class);
    assertThat(version()).isEqualTo(3);
  }

  @Test
  void whoIsOvertakenAgainAndAgainGivesUp() {
    now(store.add(KEY, A));
    assertThat(now(links(overtaken(Integer.MAX_VALUE)).edit(KEY, Versions.ANY, to(B))))
        .isEqualTo(new Outrun());
    assertThat(version()).isEqualTo(1 + Links.ATTEMPTS_MAX);
  }

  @Test
  void whatIsInTheBinKeepsItsKeyAndCanBeHadBack() {
    now(store.add(KEY, A));
    Changed binned = (Changed) now(links.bin(KEY, Versions.of(Set.of(1)), 7));
    assertThat(binned.link().terms().binned()).isTrue();
    assertThat(binned.link().author()).isEqualTo(7);
    assertThat(now(store.add(KEY, B))).isInstanceOf(LinkStore.Taken.class);
    Changed back = (Changed) now(links.takeOut(KEY, Versions.of(Set.of(2)), 8));
    assertThat(back.link().draft().saysTheSameAs(Draft.to(A))).isTrue();
    assertThat(back.link().version()).isEqualTo(3);
  }

  @Test
  void whatIsInTheBinIsNotEditedThere() {
    now(store.add(KEY, A));
    now(links.bin(KEY, Versions.ANY, 1));
    assertThat(now(links.edit(KEY, Versions.ANY, to(B)))).isInstanceOf(Links.InBin.class);
    assertThat(now(links.edit(KEY, Versions.of(Set.of(1)), to(B)))).isInstanceOf(Outdated.class);
    assertThat(now(links.edit(KEY, Versions.ANY, Change.NONE))).isInstanceOf(Changed.class);
    assertThat(version()).isEqualTo(2);
  }

  @Test
  void binningTwiceAndTakingOutWhatIsNotInMakesNoVersion() {
    now(store.add(KEY, A));
    now(links.takeOut(KEY, Versions.ANY, 1));
    assertThat(version()).isEqualTo(1);
    now(links.bin(KEY, Versions.ANY, 1));
    now(links.bin(KEY, Versions.ANY, 2));
    assertThat(version()).isEqualTo(2);
    assertThat(now(links.bin(KEY, Versions.of(Set.of(1)), 2))).isInstanceOf(Outdated.class);
  }

  @Test
  void noVersionThatIsTakenBackIsInTheBin() {
    now(store.add(KEY, A));
    now(links.bin(KEY, Versions.ANY, 1));
    Changed first = (Changed) now(links.restore(KEY, Versions.ANY, 1, 1));
    assertThat(first.link().terms().binned()).isFalse();
    now(links.edit(KEY, Versions.ANY, to(B)));
    Changed binned = (Changed) now(links.restore(KEY, Versions.ANY, 2, 1));
    assertThat(binned.link().draft().saysTheSameAs(Draft.to(A))).isTrue();
  }

  @Test
  void whatIsPurgedIsOfTheVersionsThatAreMeant() {
    now(store.add(KEY, A));
    now(links.bin(KEY, Versions.ANY, 1));
    assertThat(now(links.purge(KEY, Versions.of(Set.of(1))))).isInstanceOf(Outdated.class);
    assertThat(now(links.purge(KEY, Versions.of(Set.of(2))))).isInstanceOf(Discarded.class);
    assertThat(now(links.purge(KEY, Versions.ANY))).isEqualTo(new NoSuchLink());
  }

  /** Another change goes through just before this many of ours. */
  private LinkStore overtaken(int times) {
    int[] left = {times};
    return before(
        method -> (method.equals("replace") || method.equals("remove")) && left[0]-- > 0,
        () -> now(store.replace(KEY, LinkStore.ANY_VERSION, A + "?" + left[0])));
  }

  private LinkStore before(Predicate<String> which, Runnable what) {
    return (LinkStore)
        Proxy.newProxyInstance(
            LinksTest.class.getClassLoader(),
            new Class<?>[] {LinkStore.class},
            (_, method, arguments) -> {
              if (which.test(method.getName())) {
                what.run();
              }
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            });
  }

  private int version() {
    return ((Peek.Found) store.peek(KEY)).link().version();
  }

  private static Change to(String target) {
    return Change.ofTarget(target);
  }

  private static Links links(LinkStore store) {
    return new Links(
        store, new UrlPolicy(new UrlPolicy.Options(BaseUrl.parse("goto.example"), Set.of())));
  }

  private static <T> T now(CompletionStage<T> stage) {
    assertThat(stage.toCompletableFuture()).isDone();
    return stage.toCompletableFuture().join();
  }
}
