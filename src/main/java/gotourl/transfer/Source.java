package gotourl.transfer;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One foreign format, read row by row: whatever the file holds, in bounded memory. */
interface Source {

  /** The next row, or {@code null} at the end. */
  @Nullable Row next() throws IOException;
}
