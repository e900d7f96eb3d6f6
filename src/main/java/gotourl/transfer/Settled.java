package gotourl.transfer;

import gotourl.link.LinkStore.Unsaved;
import java.util.function.Supplier;

/** What a try to bring a link in has come to. */
sealed interface Settled {

  /**
   * It is decided what becomes of its row.
   *
   * @param words make a phrase for people
   */
  record Done(Outcome outcome, Supplier<String> words) implements Settled {

    Done(Outcome outcome, String words) {
      this(outcome, () -> words);
    }
  }

  /** The store could not save it; nothing was changed. */
  record NotSaved(Unsaved unsaved) implements Settled {}
}
