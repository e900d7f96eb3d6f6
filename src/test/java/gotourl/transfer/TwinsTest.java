package gotourl.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.link.Domain;
import gotourl.link.DomainList;
import gotourl.link.Key;
import gotourl.link.Link;
import gotourl.link.NamedDomain;
import gotourl.support.Seed;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TwinsTest {

  private static final NamedDomain MAIN = NamedDomain.ofDefault(Domain.ofDefault(false));
  private final ListedLinks listed = new ListedLinks(new DomainList(MAIN, List.of()));

  private static String folded(Key key) {
    return key.code().toLowerCase(Locale.ROOT);
  }

  private static long hash(Key key) {
    return SeenCodes.hash(folded(key));
  }

  @Test
  void eachTwinHasAPlaceOfItsOwnByNumber() throws IOException {
    Random random = new Random(Seed.next("TwinsTest"));
    for (int i = 0; i < 50_000; i++) {
      StringBuilder code = new StringBuilder();
      for (int j = 0; j < 4; j++) {
        code.append("abcdefgABCDEFG".charAt(random.nextInt(14)));
      }
      listed.add(code.toString(), "https://example.com/");
    }
    Map<String, Integer> met = new HashMap<>();

    Twins twins = Twins.among(listed, TwinsTest::hash);

    int most = 0;
    for (Link link : listed.links) {
      int place = met.merge(folded(link.key()), 1, Integer::sum) - 1;
      assertThat(twins.place(link.key(), link.number())).isEqualTo(place);
      most = Math.max(most, place);
    }
    assertThat(twins.places()).isEqualTo(most + 1);
    assertThat(twins.links()).isEqualTo(50_000);
    for (Link link : listed.links) {
      assertThat(twins.has(link.key())).isEqualTo(met.getOrDefault(folded(link.key()), 0) > 1);
    }
  }

  @Test
  void withoutTwinsThereIsOnePlace() throws IOException {
    for (int i = 0; i < 10_000; i++) {
      listed.add("c" + i, "https://example.com/");
    }
    Twins twins = Twins.among(listed, TwinsTest::hash);

    assertThat(twins.places()).isEqualTo(1);
    assertThat(listed.links)
        .allMatch(link -> twins.place(link.key(), link.number()) == 0 && !twins.has(link.key()));
  }

  @Test
  void whatIsRemovedOrMadeMeanwhileChangesNobodysPlace() throws IOException {
    listed.add("abc", "https://example.com/");
    listed.add("ABC", "https://example.com/");
    listed.add("aBc", "https://example.com/");
    Key first = listed.links.get(0).key();
    Key last = listed.links.get(2).key();

    Twins twins = Twins.among(changing(), TwinsTest::hash);

    assertThat(twins.place(first, 0)).isEqualTo(0);
    assertThat(twins.place(last, 2)).isGreaterThan(0);
    assertThat(twins.place(listed.links.getLast().key(), 3)).isEqualTo(Twins.NOWHERE);
  }

  /** In the second walk one is gone, and there is one more. */
  private Departures changing() {
    return new Departures() {
      private int walks;

      @Override
      public DomainList domains() {
        return listed.domains();
      }

      @Override
      public void forEach(Each each) throws IOException {
        if (++walks == 2) {
          listed.links.remove(1);
          listed.add("ABc", "https://example.com/");
        }
        listed.forEach(each);
      }
    };
  }
}
