package gotourl.transfer;

import java.io.IOException;
import java.util.function.LongPredicate;

/** Keeps a second copy of all that is kept, beside a server that goes on. */
public interface Copier {

  /**
   * Brings the copy up to date, and waits for it.
   *
   * @param watch asked now and then, with how many bytes were copied, whether to go on
   * @return how many bytes were copied
   */
  long copy(LongPredicate watch) throws IOException;
}
