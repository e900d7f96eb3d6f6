package gotourl.link;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * The tags of a link, as a value: those with the same names are equal. An engine has its own kind,
 * which looks for the names when somebody asks for them: a redirect never does.
 */
public abstract class Tags {

  /** Beyond it, tags tell nothing apart any more. */
  public static final int COUNT_MAX = 50;

  /** No tag. */
  public static final Tags NONE = new Named(List.of());

  /** With these names, of which none counts twice. */
  public static Tags of(Collection<TagName> names) {
    TreeSet<TagName> sorted = new TreeSet<>(TagName.ORDER);
    sorted.addAll(names);
    if (sorted.size() > COUNT_MAX) {
      throw new IllegalArgumentException("a link has no " + sorted.size() + " tags");
    }
    return sorted.isEmpty() ? NONE : new Named(List.copyOf(sorted));
  }

  /** In the order of {@link TagName#ORDER}, none twice. */
  public abstract List<TagName> names();

  public final boolean isEmpty() {
    return names().isEmpty();
  }

  public final boolean hasAnyOf(Collection<TagName> some) {
    return names().stream().anyMatch(some::contains);
  }

  public final boolean hasAllOf(Collection<TagName> some) {
    return names().containsAll(some);
  }

  @Override
  public final boolean equals(Object other) {
    return other instanceof Tags tags && (tags == this || tags.names().equals(names()));
  }

  @Override
  public final int hashCode() {
    return names().hashCode();
  }

  @Override
  public final String toString() {
    return names().toString();
  }

  private static final class Named extends Tags {

    private final List<TagName> names;

    Named(List<TagName> names) {
      this.names = names;
    }

    @Override
    public List<TagName> names() {
      return names;
    }
  }
}
