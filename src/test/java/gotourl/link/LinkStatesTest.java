package gotourl.link;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.support.Keys;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LinkStatesTest {

  private static final Instant NOW = Instant.parse("2026-11-26T08:00:00Z");

  private static final int VISITS = 3;

  private final LinkStates states = new LinkStates(NOW, number -> number == 5 ? VISITS : 0);

  @Test
  void aPlainLinkIsActive() {
    assertThat(of(Terms.NONE)).isEqualTo(LinkState.ACTIVE);
  }

  @Test
  void aLinkIsActiveFromItsBeginningToJustBeforeItsEnd() {
    assertThat(of(Terms.NONE.withValidSince(Optional.of(NOW)))).isEqualTo(LinkState.ACTIVE);
    assertThat(of(Terms.NONE.withValidSince(Optional.of(NOW.plusMillis(1)))))
        .isEqualTo(LinkState.SCHEDULED);
    assertThat(of(Terms.NONE.withValidUntil(Optional.of(NOW.plusMillis(1)))))
        .isEqualTo(LinkState.ACTIVE);
    assertThat(of(Terms.NONE.withValidUntil(Optional.of(NOW)))).isEqualTo(LinkState.EXPIRED);
  }

  @Test
  void aLinkIsUsedUpWithItsLastVisit() {
    assertThat(of(Terms.NONE.withMaxVisits(VISITS + 1))).isEqualTo(LinkState.ACTIVE);
    assertThat(of(Terms.NONE.withMaxVisits(VISITS))).isEqualTo(LinkState.USED_UP);
    assertThat(of(Terms.NONE.withMaxVisits(VISITS - 1))).isEqualTo(LinkState.USED_UP);
  }

  @Test
  void ofSeveralTheOneThatHasToGoFirstIsTold() {
    Terms all =
        Terms.NONE
            .withBinned(true)
            .withEnabled(false)
            .withValidSince(Optional.of(NOW.plusSeconds(1)))
            .withValidUntil(Optional.of(NOW))
            .withMaxVisits(1);
    assertThat(of(all)).isEqualTo(LinkState.BINNED);
    assertThat(of(all.withBinned(false))).isEqualTo(LinkState.DISABLED);
    assertThat(of(all.withBinned(false).withEnabled(true))).isEqualTo(LinkState.EXPIRED);
  }

  private LinkState of(Terms terms) {
    Draft draft = new Draft("http://a/", terms, About.NOTHING, Draft.NOBODY);
    return states.of(new Link(5, 1, Keys.key("a"), draft, NOW, NOW));
  }
}
