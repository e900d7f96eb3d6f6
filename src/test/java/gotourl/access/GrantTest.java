package gotourl.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GrantTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final Set<Scope> SOME = Set.of(Scope.CREATE, Scope.READ);

  @Test
  void usualTermsHaveNoFault() {
    assertThat(faults("shop", SOME, Limits.NONE, null)).isEmpty();
    assertThat(faults("Ünïcode 🙂", Set.of(Scope.ADMIN), Limits.NONE, NOW.plusMillis(1))).isEmpty();
    assertThat(
            faults(
                "x".repeat(Grant.NAME_LENGTH_MAX),
                SOME,
                new Limits(names(16, "d"), names(16, "t"), Grant.CREATIONS_MAX),
                Grant.EXPIRES_MAX))
        .isEmpty();
  }

  @Test
  void allFaultsAreToldAtOnce() {
    assertThat(
            faults(
                " ",
                Set.of(),
                new Limits(names(17, "d"), Set.of(""), Grant.CREATIONS_MAX + 1),
                NOW))
        .containsExactly("name", "scopes", "domains", "tags", "quota", "expires");
  }

  @Test
  void aNameIsOneLineOfText() {
    for (String name : List.of("", "a\nb", "\u0000", "\uD800", "x".repeat(101))) {
      assertThat(faults(name, SOME, Limits.NONE, null)).containsExactly("name");
    }
  }

  /** It could make a secret without them. */
  @Test
  void whoMayDoEverythingHasNoLimits() {
    for (Limits limits :
        List.of(
            new Limits(Set.of("go.example"), Set.of(), Limits.NO_QUOTA),
            new Limits(Set.of(), Set.of("shop"), Limits.NO_QUOTA),
            new Limits(Set.of(), Set.of(), 1))) {
      assertThat(faults("a", Set.of(Scope.ADMIN), limits, null)).containsExactly("scopes");
    }
  }

  @Test
  void anExpiryIsAheadAndCanBeWrittenDown() {
    for (Instant expires : List.of(NOW, NOW.minusMillis(1), Instant.MAX, Instant.MIN)) {
      assertThat(faults("a", SOME, Limits.NONE, expires)).containsExactly("expires");
    }
  }

  @Test
  void limitsNameWhatIsWithinReach() {
    Limits limits = new Limits(Set.of("go.example"), Set.of("shop", "news"), 0);
    assertThat(limits.reachesDomain("go.example")).isTrue();
    assertThat(limits.reachesDomain("other.example")).isFalse();
    assertThat(limits.reachesTags(Set.of("x", "news"))).isTrue();
    assertThat(limits.reachesTags(Set.of("x"))).isFalse();
    assertThat(limits.reachesTags(Set.of())).isFalse();
    assertThat(Limits.NONE.reachesDomain("any")).isTrue();
    assertThat(Limits.NONE.reachesTags(Set.of())).isTrue();
  }

  private static List<String> faults(
      String name, Set<Scope> scopes, Limits limits, @Nullable Instant expires) {
    return new Grant(name, scopes, limits, expires)
        .faults(NOW).stream().map(Grant.Fault::part).toList();
  }

  private static Set<String> names(int count, String prefix) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i).collect(Collectors.toSet());
  }
}
