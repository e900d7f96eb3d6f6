package gotourl.link;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The port to the tags that the links of a store have. A tag is there from the first link that has
 * it on, until it is deleted; whatever happens to it, no link is written anew. Part of {@code
 * LinkStoreContract}.
 */
public interface TagStore {

  /** In one store: all of them are held in memory, 20 MB at worst. */
  int TAGS_MAX = 65_536;

  /**
   * A tag as it is now.
   *
   * @param links how many links have it, those in the bin not among them
   */
  record Tag(TagName name, long links) {}

  /** All, in the order of {@link TagName#ORDER}. Answers at once, from memory. */
  List<Tag> all();

  /** Sees to it that there is a tag of this name, whether or not any link has it. */
  CompletionStage<Made> make(TagName name);

  /** Gives a tag another name, which all its links show from then on. */
  CompletionStage<Renamed> rename(TagName from, TagName to);

  /** Takes a tag away from all links. */
  CompletionStage<Deleted> delete(TagName name);

  /** Outcome of {@link #make}. */
  sealed interface Made {}

  /** Outcome of {@link #rename}. */
  sealed interface Renamed {}

  /** Outcome of {@link #delete}. */
  sealed interface Deleted {}

  /** The tag is so from now on. */
  record Known(Tag tag) implements Made, Renamed {}

  /** There are {@link #TAGS_MAX}. */
  record NoRoom() implements Made {}

  /** Another tag has the name; both stay as they are. */
  record NameTaken(Tag holder) implements Renamed {}

  /** The tag as it was. */
  record Gone(Tag tag) implements Deleted {}

  /** There is no such tag. */
  record NoSuchTag() implements Renamed, Deleted {}

  /** Nothing was saved, and nothing was changed. */
  record NotSaved(LinkStore.Unsaved unsaved) implements Made, Renamed, Deleted {}
}
