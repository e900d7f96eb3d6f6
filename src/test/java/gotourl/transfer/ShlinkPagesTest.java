package gotourl.transfer;

import static gotourl.transfer.ShlinkReading.BEGINNING;
import static gotourl.transfer.ShlinkReading.codes;
import static gotourl.transfer.ShlinkReading.later;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gotourl.support.PretendApi;
import gotourl.support.PretendApi.Fault;
import gotourl.support.PretendShlink.Link;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShlinkPagesTest {

  private final ShlinkReading reading = new ShlinkReading("ShlinkPagesTest");

  @AfterEach
  void stop() {
    reading.close();
  }

  @Test
  void linksComeOldestFirstOverAllPages() throws IOException {
    List<Link> links = links(730);
    addShuffled(links);

    List<Row> rows = reading.rows();

    assertThat(Rows.unreadable(rows)).isEmpty();
    assertThat(Rows.codes(rows)).containsExactlyElementsOf(codes(links));
    assertThat(rows)
        .extracting(row -> row.place().toString())
        .startsWith("domain 1", "link 1", "link 2")
        .endsWith("link 730");
  }

  @Test
  void aPageFullOfLinksAndNoMoreIsTheLast() throws IOException {
    List<Link> links = links(ShlinkPages.SIZE);
    addShuffled(links);

    assertThat(Rows.codes(reading.rows())).containsExactlyElementsOf(codes(links));
  }

  @Test
  void aLinkThatIsRemovedBetweenListAndCountTakesNoOtherAlong() throws IOException {
    List<Link> links = links(ShlinkPages.SIZE + 1);
    addShuffled(links);
    reading.shlink.uncounted(1);

    assertThat(Rows.codes(reading.rows())).containsExactlyElementsOf(codes(links));
  }

  @Test
  void faultsOnTheWayChangeNothing() throws IOException {
    reading.shlink.addAll(links(900));
    List<Row> undisturbed = reading.rows();
    reading.shlink.fail(request ->
        request % 4 == 0
            ? Fault.NONE
            : PretendApi.BRIEF.get(reading.random.nextInt(PretendApi.BRIEF.size())));

    List<Row> disturbed = reading.rows();

    assertThat(disturbed).isEqualTo(undisturbed);
    assertThat(reading.pauses).isNotEmpty();
  }

  @Test
  void linksThatComeAndGoMeanwhileTakeNoOtherAlong() throws IOException {
    List<Link> staying = links(900);
    List<Link> leaving = new ArrayList<>(links("leaving", 300));
    List<Link> all = new ArrayList<>(staying);
    all.addAll(leaving);
    addShuffled(all);
    reading.shlink.before(request -> {
      for (int i = reading.random.nextInt(60); i > 0 && !leaving.isEmpty(); i--) {
        reading.shlink.remove(leaving.remove(reading.random.nextInt(leaving.size())));
      }
      reading.shlink.add(Link.of("new" + request, "https://example.org", later(10_000 + request)));
    });

    List<String> codes = Rows.codes(reading.rows());

    assertThat(codes).doesNotHaveDuplicates();
    assertThat(codes.stream().filter(code -> code.startsWith("staying")))
        .containsExactlyElementsOf(codes(staying));
  }

  @Test
  void thousandsOfLinksOfOneSecondComeOnceEach() throws IOException {
    List<Link> links = new ArrayList<>(links(150));
    OffsetDateTime imported = later(500);
    for (int i = 0; i < 1_234; i++) {
      links.add(Link.of("imported" + i, "https://example.org", imported));
    }
    IntStream.range(0, 150)
        .mapToObj(i -> Link.of("after" + i, "https://example.org", later(501 + i)))
        .forEach(links::add);
    addShuffled(links);

    assertThat(Rows.codes(reading.rows()))
        .hasSize(links.size())
        .containsExactlyInAnyOrderElementsOf(codes(links));
  }

  @Test
  void thatLinksOfACrowdedSecondWereRemovedMeanwhileIsTold() {
    List<Link> links =
        IntStream.range(0, 700)
            .mapToObj(i -> Link.of("imported" + i, "https://example.org", BEGINNING))
            .toList();
    reading.shlink.addAll(links);
    reading.shlink.before(request -> {
      if (request == 4) {
        reading.shlink.remove(links.getFirst());
      }
    });

    assertThatThrownBy(reading::rows)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(
            "more than 200 links of 2019-03-30T23:59:58+01:00, and some changed their places")
        .hasMessageContaining("import again while nobody removes any");
  }

  @Test
  void equalCodesOfManyDomainsInOneSecondAreNeverLostWithoutAWord() {
    for (int i = 0; i < 720; i++) {
      reading.shlink.add(
          Link.of("imported" + i / 3, "https://example.org/" + i, BEGINNING)
              .at("d" + i % 3 + ".example"));
    }

    int told = 0;
    for (int i = 0; i < 10; i++) {
      try {
        assertThat(Rows.links(reading.rows()))
            .extracting(ForeignLink::target)
            .hasSize(720)
            .doesNotHaveDuplicates();
      } catch (IOException e) {
        assertThat(e).hasMessageContaining("some changed their places");
        told++;
      }
    }
    assertThat(told).isPositive();
  }

  @Test
  void linksOutOfOrderAreNotReadAsIfTheyWereInOrder() {
    reading.shlink.add(
        Link.of("a", "https://example.org", later(1))
            .with("dateCreated", "\"2030-01-01T00:00:00Z\""));
    reading.shlink.add(Link.of("b", "https://example.org", later(2)));

    assertThatThrownBy(reading::rows)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("its links are not in the order of their dates");
  }

  private List<Link> links(int count) {
    return links("staying", count);
  }

  /** One each few seconds, and none in the same second: so they have an order. */
  private List<Link> links(String name, int count) {
    OffsetDateTime made = name.equals("staying") ? BEGINNING : BEGINNING.plusSeconds(1);
    List<Link> links = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      made = made.plusSeconds(2L * reading.random.nextInt(1, 4));
      links.add(Link.of(name + i, "https://example.org/" + i, made));
    }
    return links;
  }

  private void addShuffled(List<Link> links) {
    List<Link> shuffled = new ArrayList<>(links);
    Collections.shuffle(shuffled, reading.random);
    reading.shlink.addAll(shuffled);
  }
}
