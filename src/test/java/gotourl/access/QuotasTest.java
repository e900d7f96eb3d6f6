package gotourl.access;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.support.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class QuotasTest {

  private static final long HOUR = TimeUnit.HOURS.toNanos(1);
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  /** Far from zero, and about to overflow. */
  private long now = Long.MAX_VALUE - 2 * HOUR;

  private final Quotas quotas = new Quotas(() -> now);

  @Test
  void whoeverHasNoQuotaMayMakeAnyNumber() {
    Credential unlimited = new Credential(1, "a", Set.of(Scope.CREATE));
    for (int i = 0; i < 10_000; i++) {
      assertThat(quotas.take(unlimited)).isZero();
    }
  }

  @Test
  void beyondTheQuotaTheAnswerIsWhenTheNextOneMayBeMade() {
    for (int i = 0; i < 3; i++) {
      assertThat(quotas.take(limited(1, 3))).isZero();
      now += MINUTE;
    }
    Duration wait = quotas.take(limited(1, 3));
    assertThat(wait).isEqualTo(Duration.ofMinutes(58));
    assertThat(quotas.take(limited(2, 3))).isZero();
    now += wait.toNanos() - 1;
    assertThat(quotas.take(limited(1, 3))).isEqualTo(Duration.ofNanos(1));
    now++;
    assertThat(quotas.take(limited(1, 3))).isZero();
    assertThat(quotas.take(limited(1, 3))).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void whatCameToNothingIsGivenBack() {
    assertThat(quotas.take(limited(1, 1))).isZero();
    quotas.giveBack(limited(1, 1));
    quotas.giveBack(limited(1, 1));
    quotas.giveBack(limited(2, 1));
    assertThat(quotas.take(limited(1, 1))).isZero();
    assertThat(quotas.take(limited(1, 1))).isPositive();
  }

  @Test
  void afterALongSilenceAllMayBeMadeAgain() {
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 5; i++) {
        assertThat(quotas.take(limited(1, 5))).isZero();
      }
      assertThat(quotas.take(limited(1, 5))).isPositive();
      now += 100 * HOUR;
    }
  }

  @Test
  void inNoHourAreThereMoreThanTheQuota() {
    Random random = new Random(Seed.next("QuotasTest"));
    int quota = 20;
    List<Long> made = new ArrayList<>();
    long at = 0;
    for (int i = 0; i < 20_000; i++) {
      long step = (long) (random.nextDouble() * random.nextInt(1, 10) * MINUTE);
      now += step;
      at += step;
      if (quotas.take(limited(1, quota)).isZero()) {
        made.add(at);
      }
    }
    assertThat(made).hasSizeGreaterThan(1_000);
    for (int i = quota; i < made.size(); i++) {
      assertThat(made.get(i) - made.get(i - quota)).isGreaterThanOrEqualTo(HOUR);
    }
  }

  @Test
  void whoeverIsOutOfItStaysSoAmongAsManyAsThereCanBe() {
    assertThat(quotas.take(limited(0, 1))).isZero();
    for (int number = 1; number <= CredentialStore.CREDENTIALS_MAX; number++) {
      assertThat(quotas.take(limited(number, 1))).isZero();
    }
    for (int number = 0; number <= CredentialStore.CREDENTIALS_MAX; number++) {
      assertThat(quotas.take(limited(number, 1))).as("%d", number).isPositive();
    }
  }

  private static Credential limited(int number, int quota) {
    Limits limits = new Limits(Set.of(), Set.of(), quota);
    return new Credential(number, "n" + number, Set.of(Scope.CREATE), limits);
  }
}
