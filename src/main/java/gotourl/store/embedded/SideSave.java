package gotourl.store.embedded;

import gotourl.journal.Batch;

/** A save that says something beside the links, and changes no link. */
abstract class SideSave<O> extends StoreSave<O> {

  private final SideFrames frames;

  SideSave(LinkTable table, int bytesMax, SideFrames frames) {
    super(table, bytesMax);
    this.frames = frames;
  }

  /** Decides, and appends what follows from that to the frames. */
  abstract O outcome(Batch batch);

  @Override
  protected final void decide(Batch batch) {
    frames.begin();
    decided(outcome(batch));
    change(frames.change());
  }
}
