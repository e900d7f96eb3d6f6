package gotourl.store.embedded;

import gotourl.link.LinkStore.Page;

/** A page in the making, step by step. One thread at a time. */
interface Search {

  /** Takes one step, of some milliseconds. False if the page is complete. */
  boolean step();

  /** What was found so far. */
  Page page();

  /** Not asked for another step: on the thread that has taken them. */
  void close();
}
