package gotourl.store.embedded;

import gotourl.journal.Batch;
import gotourl.journal.SaveLoop;
import gotourl.link.LinkStore;
import gotourl.link.TagName;
import gotourl.link.TagStore;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Tags in the journal of the links: saved with them, and held in memory. */
final class EmbeddedTags implements TagStore {

  private static final int FRAME_BYTES_MAX = TagCodec.bytesMax() + EmbeddedStore.FRAME_BYTES_BEYOND;

  private final LinkTable table;
  private final TagDecisions decisions;
  private final SaveLoop saveLoop;

  EmbeddedTags(LinkTable table, TagDecisions decisions, SaveLoop saveLoop) {
    this.table = table;
    this.decisions = decisions;
    this.saveLoop = saveLoop;
  }

  @Override
  public List<Tag> all() {
    return table.asides().tags().all();
  }

  @Override
  public CompletionStage<Made> make(TagName name) {
    return submit(
        new TagSave<Made>() {
          @Override
          Made outcome(Batch batch) {
            return decisions
                .make(batch, name)
                .<Made>map(number -> new Known(tag(name, number)))
                .orElseGet(NoRoom::new);
          }

          @Override
          Made unsaved(LinkStore.Unsaved unsaved) {
            return new NotSaved(unsaved);
          }
        });
  }

  @Override
  public CompletionStage<Renamed> rename(TagName from, TagName to) {
    return submit(
        new TagSave<Renamed>() {
          @Override
          Renamed outcome(Batch batch) {
            Optional<Integer> number = decisions.number(from);
            Optional<Integer> holder = decisions.number(to);
            if (number.isEmpty()) {
              return new NoSuchTag();
            }
            if (holder.isPresent() && !holder.equals(number)) {
              return new NameTaken(tag(to, holder.get()));
            }
            decisions.rename(batch, number.get(), from, to);
            return new Known(tag(to, number.get()));
          }

          @Override
          Renamed unsaved(LinkStore.Unsaved unsaved) {
            return new NotSaved(unsaved);
          }
        });
  }

  @Override
  public CompletionStage<Deleted> delete(TagName name) {
    return submit(
        new TagSave<Deleted>() {
          @Override
          Deleted outcome(Batch batch) {
            Optional<Integer> number = decisions.number(name);
            if (number.isEmpty()) {
              return new NoSuchTag();
            }
            decisions.delete(batch, number.get(), name);
            return new Gone(tag(name, number.get()));
          }

          @Override
          Deleted unsaved(LinkStore.Unsaved unsaved) {
            return new NotSaved(unsaved);
          }
        });
  }

  /** As what is saved leaves it: saves of the same batch are not counted yet. */
  private Tag tag(TagName name, int number) {
    return new Tag(name, table.asides().tags().tag(number).map(Tag::links).orElse(0L));
  }

  private <O> CompletionStage<O> submit(TagSave<O> save) {
    saveLoop.submit(save);
    return save.stage();
  }

  /** A save that changes tags and no link. */
  private abstract class TagSave<O> extends SideSave<O> {

    TagSave() {
      super(table, FRAME_BYTES_MAX, decisions.frames());
    }
  }
}
