package gotourl.transfer;

import gotourl.link.LinkStore.Unsaved;

/** What a try to bring a link in has come to. */
sealed interface Settled {

  /**
   * It is decided what becomes of its row.
   *
   * @param words a phrase for people
   */
  record Done(Outcome outcome, String words) implements Settled {}

  /** The store could not save it; nothing was changed. */
  record NotSaved(Unsaved unsaved) implements Settled {}
}
