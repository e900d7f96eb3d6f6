package gotourl.store.embedded;

import gotourl.link.About;
import gotourl.link.TagName;
import gotourl.link.Tags;
import gotourl.link.Terms;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tags of a link as its frame has them: numbers, whose names are looked for when asked for. */
final class NumberedTags extends Tags {

  static final int[] NO_NUMBERS = {};

  private final int[] numbers;
  private final TagTable table;

  /**
   * Of the first time that they were asked for; one of several threads' is as good as another's.
   */
  private @Nullable List<TagName> names;

  private NumberedTags(int[] numbers, TagTable table) {
    this.numbers = numbers;
    this.table = table;
  }

  /**
   * @param numbers not to be written to any more
   */
  static Tags of(int[] numbers, TagTable table) {
    return numbers.length == 0 ? NONE : new NumberedTags(numbers, table);
  }

  /** Of tags that this engine has made; not to be written to. */
  static int[] numbersOf(Tags tags) {
    if (tags instanceof NumberedTags numbered) {
      return numbered.numbers;
    }
    if (tags.isEmpty()) {
      return NO_NUMBERS;
    }
    throw new IllegalArgumentException("tags that have no numbers yet: " + tags);
  }

  /** The numbers of those tags that such a link counts for: none, if it is in the bin. */
  static int[] counted(Terms terms, About about) {
    return terms.binned() ? NO_NUMBERS : numbersOf(about.tags());
  }

  /** Whether there is nothing to be numbered: so with nearly all links. */
  @SuppressWarnings("ReferenceEquality")
  static boolean isNone(Tags tags) {
    return tags == NONE;
  }

  @Override
  public List<TagName> names() {
    List<TagName> known = names;
    if (known == null) {
      known = look();
      names = known;
    }
    return known;
  }

  private List<TagName> look() {
    List<TagName> found = new ArrayList<>(numbers.length);
    for (int number : numbers) {
      TagName name = table.name(number);
      if (name != null) {
        found.add(name);
      }
    }
    found.sort(TagName.ORDER);
    return List.copyOf(found);
  }
}
