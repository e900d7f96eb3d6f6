package gotourl.transfer;

import java.io.IOException;

/** One form in which links leave. */
interface Form {

  /**
   * Writes all of them; what it cannot say of one, it tells whoever made it.
   *
   * @return how many it has
   */
  long write(Departures links) throws IOException;
}
