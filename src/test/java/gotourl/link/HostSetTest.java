package gotourl.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gotourl.support.Seed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class HostSetTest {

  private final HostSet evil =
      of("evil.example", "bücher.example", "192.0.2.7", "2001:db8::1", "zip");

  @Test
  void aHostStandsForItselfAndAllBelowIt() {
    assertThat(evil.covers("http://evil.example/")).isTrue();
    assertThat(evil.covers("https://a.b.evil.example/x")).isTrue();
    assertThat(evil.covers("https://photos.zip/")).isTrue();
    assertThat(evil.covers("http://example/")).isFalse();
    assertThat(evil.covers("http://devil.example/")).isFalse();
    assertThat(evil.covers("http://evil.example.org/")).isFalse();
    assertThat(evil.covers("http://evil-example/")).isFalse();
  }

  @Test
  void onlyTheHostOfATargetCounts() {
    assertThat(evil.covers("http://good.example/evil.example")).isFalse();
    assertThat(evil.covers("http://good.example/@evil.example/")).isFalse();
    assertThat(evil.covers("http://good.example?@evil.example/")).isFalse();
    assertThat(evil.covers("http://good.example#@evil.example/")).isFalse();
    assertThat(evil.covers("http://evil.example@good.example/")).isFalse();
    assertThat(evil.covers("http://evil.example:pw@good.example:80/")).isFalse();
    assertThat(evil.covers("http://good.example@evil.example/")).isTrue();
    assertThat(evil.covers("http://a@good.example:b@evil.example:8080/")).isTrue();
  }

  @Test
  void whatWasStoredInAnotherSpellingIsSeenAsABrowserSeesIt() {
    for (String target :
        new String[] {
          "http://EVIL.example/",
          "http://evil.example./",
          "http://evil.example.:80/",
          "http://e%76il.example/",
          "http:///evil.example/",
          "http://\\evil.example\\x",
          "http://evil.example\\@good.example/",
          "http://192.0.2.7/",
          "http://192.0.2.7./",
          "http://0xc0.0.2.7/",
          "http://0300.0.0x2.07/",
          "http://192.0.519/",
          "http://3221225991/",
          "http://[2001:db8::1]/",
          "http://[2001:DB8:0:0::1]:80/",
          "https://xn--bcher-kva.example/"
        }) {
      assertThat(evil.covers(target)).as(target).isTrue();
    }
    assertThat(evil.covers("http://192.0.2.8/")).isFalse();
    assertThat(evil.covers("http://[2001:db8::2]/")).isFalse();
  }

  @Test
  void aTargetThatNoBrowserWouldFollowCounts() {
    assertThat(evil.covers("http://a%00b/")).isTrue();
    assertThat(evil.covers("http://[::1/")).isTrue();
    assertThat(evil.covers("http://")).isFalse();
  }

  @Test
  void anAddressWithoutAHostLeadsToNone() {
    assertThat(evil.covers("mailto:someone@evil.example")).isFalse();
    assertThat(evil.covers("app://evil.example/x")).isTrue();
    assertThat(evil.covers("")).isFalse();
  }

  @Test
  void noneCoversNothing() {
    assertThat(HostSet.NONE.isEmpty()).isTrue();
    assertThat(HostSet.NONE.covers("http://evil.example/")).isFalse();
    assertThat(HostSet.NONE.covers("http://[::1/")).isFalse();
  }

  @Test
  void theSameHostTwiceIsOne() {
    assertThat(of("evil.example", "EVIL.example.").size()).isEqualTo(1);
  }

  @Test
  void moreThanTheBoundAreRefused() {
    List<TargetHost> hosts =
        Collections.nCopies(HostSet.HOSTS_MAX + 1, new TargetHost("evil.example"));
    assertThatThrownBy(() -> HostSet.of(hosts)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void itSaysWhatASetOfNamesSays() {
    RandomGenerator random = new Random(Seed.next("HostSetTest"));
    Set<String> names = new HashSet<>();
    for (int i = 0; i < 2_000; i++) {
      names.add(name(random));
    }
    HostSet hosts = HostSet.of(names.stream().map(TargetHost::new).toList());
    assertThat(hosts.size()).isEqualTo(names.size());
    for (int i = 0; i < 20_000; i++) {
      String host = name(random);
      assertThat(hosts.covers("http://" + host + "/"))
          .as(host)
          .isEqualTo(suffixes(host).stream().anyMatch(names::contains));
    }
  }

  /** Few letters and parts, so that many are suffixes of others. */
  private static String name(RandomGenerator random) {
    List<String> labels = new ArrayList<>();
    int count = random.nextInt(1, 5);
    for (int i = 0; i < count; i++) {
      labels.add(Integer.toString(random.nextInt(36), 36).replaceAll("[0-9]", "aa"));
    }
    return String.join(".", labels);
  }

  private static List<String> suffixes(String host) {
    List<String> suffixes = new ArrayList<>(List.of(host));
    for (int dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
      suffixes.add(host.substring(dot + 1));
    }
    return suffixes;
  }

  private static HostSet of(String... names) {
    List<TargetHost> hosts = new ArrayList<>();
    for (String name : names) {
      if (TargetHost.parse(name) instanceof TargetHost.Valid(TargetHost host)) {
        hosts.add(host);
      } else {
        throw new AssertionError(name);
      }
    }
    return HostSet.of(hosts);
  }
}
