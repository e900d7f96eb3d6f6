package gotourl.support;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.link.Draft;
import gotourl.link.Link;
import gotourl.link.LinkStore;
import gotourl.link.TagName;
import gotourl.link.TagStore.Tag;
import gotourl.link.Tags;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Tags for tests, and whether a store has counted them right. */
public final class TagCounts {

  private TagCounts() {}

  public static TagName name(String text) {
    if (TagName.parse(text) instanceof TagName.Valid(TagName name)) {
      return name;
    }
    throw new AssertionError("no name: " + text);
  }

  public static Tags tags(String... names) {
    return Tags.of(Arrays.stream(names).map(TagCounts::name).toList());
  }

  public static Draft tagged(String target, String... names) {
    Draft draft = Draft.to(target);
    return draft.withAbout(draft.about().withTags(tags(names)));
  }

  /** Some of {@code t0} to {@code t4}. */
  public static Tags random(Random random) {
    List<TagName> names = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      names.add(name("t" + random.nextInt(5)));
    }
    return Tags.of(names);
  }

  /**
   * @param links all that the store has
   */
  public static void assertExact(LinkStore store, List<Link> links) {
    Map<TagName, Long> expected = new HashMap<>();
    for (Link link : links) {
      if (!link.terms().binned()) {
        link.about().tags().names().forEach(name -> expected.merge(name, 1L, Long::sum));
      }
    }
    Map<TagName, Long> counted = new HashMap<>();
    for (Tag tag : store.tags().all()) {
      counted.put(tag.name(), tag.links());
      expected.putIfAbsent(tag.name(), 0L);
    }
    assertThat(counted).isEqualTo(expected);
  }
}
