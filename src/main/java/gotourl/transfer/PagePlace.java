package gotourl.transfer;

import java.io.IOException;

/** Where pages are put. */
interface PagePlace {

  /** What became of a page. */
  enum Put {
    DONE,
    /** The place takes the path for that of another page. */
    TAKEN,
    /** The place has no such name. */
    NO_NAME
  }

  /**
   * Puts one there.
   *
   * @param path with slashes, of segments that are names: neither empty nor dots
   */
  Put put(String path, byte[] page) throws IOException;

  /** All are there: now they are to stay. */
  void finish() throws IOException;
}
