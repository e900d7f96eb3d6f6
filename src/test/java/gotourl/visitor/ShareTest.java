package gotourl.visitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gotourl.support.Seed;
import java.net.InetAddress;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Shares of visitors: {@link ShareSalt} and {@link Draw}. */
class ShareTest {

  private static final int VISITORS = 20_000;

  /** Six times the standard deviation of a half among so many: one run in 500 million. */
  private static final Offset<Double> CHANCE = within(0.5 * 6 / Math.sqrt(VISITORS));

  private final ShareSalt salt = ShareSalt.random();
  private final Random random = new Random(Seed.next("ShareTest"));

  @Test
  void aVisitorDrawsTheSameEachTime() {
    for (int i = 0; i < 100; i++) {
      int draw = visitor("192.0.2." + i, UserAgents.SAFARI_MAC).draw(7, 2);
      assertThat(visitor("192.0.2." + i, UserAgents.SAFARI_MAC).draw(7, 2)).isEqualTo(draw);
      assertThat(draw).isBetween(0, Visitor.LOTS - 1);
    }
  }

  @Test
  void everyLotIsAsLikelyAsTheOthers() {
    int[] tenths = new int[10];
    for (int i = 0; i < VISITORS; i++) {
      tenths[anybody().draw(1, 0) * 10 / Visitor.LOTS]++;
    }
    for (int tenth : tenths) {
      assertThat((double) tenth / VISITORS).isCloseTo(0.1, CHANCE);
    }
  }

  @Test
  void drawsOfDifferentLinksAndRulesTellNothingOfEachOther() {
    int[] both = new int[4];
    for (int i = 0; i < VISITORS; i++) {
      Visitor visitor = anybody();
      boolean first = isInHalf(visitor, 1, 0);
      both[0] += first == isInHalf(visitor, 1, 1) ? 1 : 0;
      both[1] += first == isInHalf(visitor, 2, 0) ? 1 : 0;
      both[2] += first == isInHalf(visitor, 0, 0) ? 1 : 0;
      // Rule 1 of link 1 and rule 0 of link 2 would be one if their numbers were just added.
      both[3] += isInHalf(visitor, 1, 1) == isInHalf(visitor, 2, 0) ? 1 : 0;
    }
    for (int same : both) {
      assertThat((double) same / VISITORS).isCloseTo(0.5, CHANCE);
    }
  }

  @Test
  void aHalfBehindAHalfIsHalfOfTheRest() {
    int second = 0;
    for (int i = 0; i < VISITORS; i++) {
      Visitor visitor = anybody();
      second += !isInHalf(visitor, 9, 0) && isInHalf(visitor, 9, 1) ? 1 : 0;
    }
    assertThat((double) second / VISITORS).isCloseTo(0.25, CHANCE);
  }

  @Test
  void neighboursDrawApart() {
    int same = 0;
    for (int i = 0; i < VISITORS; i++) {
      String start = "10." + (i >> 8) + "." + (i & 0xFF) + ".";
      boolean half = isInHalf(visitor(start + 1, UserAgents.SAFARI_MAC), 5, 0);
      same += half == isInHalf(visitor(start + 2, UserAgents.SAFARI_MAC), 5, 0) ? 1 : 0;
    }
    assertThat((double) same / VISITORS).isCloseTo(0.5, CHANCE);
  }

  @Test
  void anotherSaltIsAnotherDraw() {
    InetAddress address = InetAddress.ofLiteral("192.0.2.1");
    assertThat(ShareSalt.random().mark(address, "x")).isNotEqualTo(salt.mark(address, "x"));
    assertThat(ShareSalt.of(salt.bytes()).mark(address, "x")).isEqualTo(salt.mark(address, "x"));
  }

  @Test
  void addressAndUserAgentBothCount() {
    long mark = mark("192.0.2.1", "x");
    assertThat(mark("192.0.2.2", "x")).isNotEqualTo(mark);
    assertThat(mark("192.0.2.1", "y")).isNotEqualTo(mark);
    assertThat(mark(null, "x")).isNotEqualTo(mark);
    assertThat(mark("::", "x")).isNotEqualTo(mark("0.0.0.0", "x"));
    assertThat(mark(null, "ABCDx")).isNotEqualTo(mark("65.66.67.68", "x"));
    assertThat(mark("65.66.67.68", "EFGHx")).isNotEqualTo(mark("4142:4344:4546:4748::", "x"));
  }

  @Test
  void ofAnIpv6AddressTheNetworkCounts() {
    long mark = mark("2001:db8:1:2:3:4:5:6", "x");
    assertThat(mark("2001:db8:1:2:ffff:ffff:ffff:ffff", "x")).isEqualTo(mark);
    assertThat(mark("2001:db8:1:3:3:4:5:6", "x")).isNotEqualTo(mark);
  }

  private static boolean isInHalf(Visitor visitor, long link, int rule) {
    return visitor.draw(link, rule) < Visitor.LOTS / 2;
  }

  private long mark(@Nullable String address, String userAgent) {
    return salt.mark(address == null ? null : InetAddress.ofLiteral(address), userAgent);
  }

  private Visitor anybody() {
    return visitor(random.nextInt(256) + "." + random.nextInt(256) + ".2.3", "" + random.nextInt());
  }

  private Visitor visitor(String address, String userAgent) {
    return new Visitors(Countries.UNKNOWN, salt)
        .of(userAgent, "", InetAddress.ofLiteral(address), "");
  }
}
