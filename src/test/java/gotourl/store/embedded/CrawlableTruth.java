package gotourl.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.link.Link;
import gotourl.link.NamedDomain;
import java.util.List;
import java.util.stream.Stream;

/** Whether a store knows exactly which links invite robots. */
final class CrawlableTruth {

  private CrawlableTruth() {}

  /**
   * @param links all that the store has, newest first
   */
  static void assertExact(EmbeddedStore store, List<Link> links) {
    for (NamedDomain domain : store.domains().now().all()) {
      List<Link> expected =
          links.stream()
              .filter(link -> link.key().domain() == domain.number() && link.terms().crawlable())
              .toList();
      assertThat(store.crawlableNumbers(domain.number()).toArray())
          .as("crawlable in domain " + domain.number())
          .containsExactly(expected.stream().mapToLong(Link::number).toArray());
      assertThat(store.hasCrawlable(domain.number())).isEqualTo(!expected.isEmpty());
      try (Stream<Link> found = store.crawlable(domain.number())) {
        assertThat(found).containsExactlyElementsOf(expected);
      }
    }
  }
}
