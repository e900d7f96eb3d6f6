package gotourl.http;

/**
 * What Netty's decoder forgives in the lines of a header and others do not, so that they would see
 * another request in the same bytes (RFC 9112, section 11.2). Looks at every byte of the lines:
 *
 * <ul>
 *   <li>a line ends with CR LF, and neither stands anywhere else
 *   <li>no other control character but a tab, and that neither in the request line nor around a
 *       value that says where the request ends or whom it is for
 *   <li>single spaces between the three words of the request line
 *   <li>no line that continues the one before it (obs-fold)
 *   <li>Content-Length once, and no such field in a trailer
 * </ul>
 */
final class LineCheck {

  private static final int HOST = hash("host");
  private static final int CONTENT_LENGTH = hash("content-length");
  private static final int TRANSFER_ENCODING = hash("transfer-encoding");

  private enum Part {
    /** Before the request line: empty lines. */
    BEFORE,
    REQUEST_LINE,
    LINE_START,
    NAME,
    /** Behind the colon. */
    SPACE,
    VALUE
  }

  private Part part = Part.BEFORE;
  private boolean broken;
  private boolean afterReturn;
  private boolean afterSpace;
  private boolean afterTab;
  private int spaces;
  private int name;
  private int lengths;
  private boolean inTrailer;

  /** A request begins. */
  void restart() {
    inTrailer = false;
    part = Part.BEFORE;
    afterReturn = false;
    spaces = 0;
    lengths = 0;
  }

  /** The lines after a chunked body, where nothing can steer any more. */
  void beginTrailer() {
    inTrailer = true;
  }

  /** Whether anything was found that is not forgiven; and so it stays. */
  boolean isBroken() {
    return broken;
  }

  /** The next bytes of lines. An array, since a buffer's own loop takes three times as long. */
  void look(byte[] bytes) {
    for (int i = 0; i < bytes.length && !broken; i++) {
      look(bytes[i]);
    }
  }

  private void look(byte value) {
    boolean ends = value == '\n';
    if (ends != afterReturn) {
      broken = true;
    }
    afterReturn = value == '\r';
    if (ends) {
      end();
    } else if (!afterReturn) {
      take(value & 0xff);
    }
  }

  private void take(int c) {
    boolean tab = c == '\t';
    if ((c < ' ' && !tab) || c == 0x7f) {
      broken = true;
      return;
    }
    switch (part) {
      case BEFORE, REQUEST_LINE -> {
        boolean space = c == ' ';
        boolean second = space && (part == Part.BEFORE || afterSpace);
        spaces += space ? 1 : 0;
        broken |= tab || second || spaces > 2;
        afterSpace = space;
        part = Part.REQUEST_LINE;
      }
      case LINE_START -> {
        broken |= tab || c == ' ';
        part = Part.NAME;
        name = 0;
        takeName(c);
      }
      case NAME -> takeName(c);
      case SPACE, VALUE -> {
        if (tab) {
          afterTab = true;
          broken |= part == Part.SPACE && steers();
        } else if (c != ' ') {
          afterTab = false;
          part = Part.VALUE;
        }
      }
    }
  }

  private void takeName(int c) {
    if (c != ':') {
      name = 31 * name + (c >= 'A' && c <= 'Z' ? c + 0x20 : c);
      return;
    }
    part = Part.SPACE;
    afterTab = false;
    if (name == CONTENT_LENGTH) {
      lengths++;
    }
    broken |= lengths > 1 || (inTrailer && steers());
  }

  private void end() {
    switch (part) {
      case BEFORE -> {}
      case REQUEST_LINE -> {
        broken |= spaces != 2 || afterSpace;
        part = Part.LINE_START;
      }
      case LINE_START, NAME, SPACE -> part = Part.LINE_START;
      case VALUE -> {
        broken |= afterTab && steers();
        part = Part.LINE_START;
      }
    }
  }

  /** By its hash: another name that shares it loses no more than the tab. */
  private boolean steers() {
    return name == HOST || name == CONTENT_LENGTH || name == TRANSFER_ENCODING;
  }

  /** As {@link #takeName} does. */
  private static int hash(String lower) {
    return lower.hashCode();
  }
}
