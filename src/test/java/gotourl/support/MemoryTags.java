package gotourl.support;

import gotourl.link.Draft;
import gotourl.link.Link;
import gotourl.link.LinkStore.Unsaved;
import gotourl.link.TagName;
import gotourl.link.TagStore;
import gotourl.link.Tags;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The port's meaning in its shortest form: names, and links that are written anew. */
final class MemoryTags implements TagStore {

  private final TreeSet<TagName> names = new TreeSet<>(TagName.ORDER);
  private final Supplier<Collection<Link>> links;
  private final Supplier<@Nullable Unsaved> refusing;
  private final Consumer<UnaryOperator<Link>> rewriting;
  private final Object lock;

  /**
   * @param links those that there are
   * @param refusing what each write is to be answered, or {@code null}
   * @param rewriting changes every version of every link
   * @param lock of the store that this is part of
   */
  MemoryTags(
      Supplier<Collection<Link>> links,
      Supplier<@Nullable Unsaved> refusing,
      Consumer<UnaryOperator<Link>> rewriting,
      Object lock) {
    this.links = links;
    this.refusing = refusing;
    this.rewriting = rewriting;
    this.lock = lock;
  }

  /** In the spelling that names were first given; empty: there would be too many. */
  Optional<Draft> intern(Draft draft) {
    TreeSet<TagName> all = new TreeSet<>(names);
    all.addAll(draft.about().tags().names());
    if (all.size() > TAGS_MAX) {
      return Optional.empty();
    }
    names.addAll(draft.about().tags().names());
    List<TagName> spelled = draft.about().tags().names().stream().map(this::spelled).toList();
    return Optional.of(draft.withAbout(draft.about().withTags(Tags.of(spelled))));
  }

  private TagName spelled(TagName name) {
    return names.ceiling(name);
  }

  @Override
  public List<Tag> all() {
    synchronized (lock) {
      return names.stream().map(this::tag).toList();
    }
  }

  private Tag tag(TagName name) {
    long count =
        links.get().stream()
            .filter(link -> !link.terms().binned())
            .filter(link -> link.about().tags().names().contains(name))
            .count();
    return new Tag(spelled(name), count);
  }

  @Override
  public CompletionStage<Made> make(TagName name) {
    synchronized (lock) {
      Unsaved refusal = refusing.get();
      if (refusal != null) {
        return CompletableFuture.completedFuture(new NotSaved(refusal));
      }
      if (names.size() == TAGS_MAX && !names.contains(name)) {
        return CompletableFuture.completedFuture(new NoRoom());
      }
      names.add(name);
      return CompletableFuture.completedFuture(new Known(tag(name)));
    }
  }

  @Override
  public CompletionStage<Renamed> rename(TagName from, TagName to) {
    synchronized (lock) {
      return CompletableFuture.completedFuture(renamed(from, to));
    }
  }

  private Renamed renamed(TagName from, TagName to) {
    Unsaved refusal = refusing.get();
    if (refusal != null) {
      return new NotSaved(refusal);
    }
    if (!names.contains(from)) {
      return new NoSuchTag();
    }
    if (!from.equals(to) && names.contains(to)) {
      return new NameTaken(tag(to));
    }
    names.remove(from);
    names.add(to);
    rewriting.accept(link -> with(link, name -> name.equals(from) ? List.of(to) : List.of(name)));
    return new Known(tag(to));
  }

  @Override
  public CompletionStage<Deleted> delete(TagName name) {
    synchronized (lock) {
      return CompletableFuture.completedFuture(deleted(name));
    }
  }

  private Deleted deleted(TagName name) {
    Unsaved refusal = refusing.get();
    if (refusal != null) {
      return new NotSaved(refusal);
    }
    if (!names.contains(name)) {
      return new NoSuchTag();
    }
    Tag gone = tag(name);
    names.remove(name);
    rewriting.accept(link -> with(link, each -> each.equals(name) ? List.of() : List.of(each)));
    return new Gone(gone);
  }

  private static Link with(Link link, Function<TagName, List<TagName>> change) {
    List<TagName> changed = new ArrayList<>();
    link.about().tags().names().forEach(name -> changed.addAll(change.apply(name)));
    Draft draft = link.draft().withAbout(link.about().withTags(Tags.of(changed)));
    return new Link(
        link.number(), link.version(), link.key(), draft, link.created(), link.changed());
  }
}
