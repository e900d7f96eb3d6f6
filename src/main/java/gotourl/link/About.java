package gotourl.link;

import java.nio.charset.StandardCharsets;

/**
 * What people note about a link. No request for the link is told any of it.
 *
 * @param title at most {@link #TITLE_LENGTH_MAX} characters; empty: none
 * @param note at most {@link #NOTE_LENGTH_MAX} characters; empty: none
 * @param importedVisits how often it was followed before it came here, as its source has it
 */
public record About(String title, String note, Tags tags, long importedVisits) {

  /** The title of a page, with room to spare. */
  public static final int TITLE_LENGTH_MAX = 512;

  /** A page of text; the frame of a link has room for some of them. */
  public static final int NOTE_LENGTH_MAX = 4_096;

  /** Nothing. */
  public static final About NOTHING = new About("", "", Tags.NONE);

  public About {
    if (title.length() > TITLE_LENGTH_MAX || note.length() > NOTE_LENGTH_MAX) {
      throw new IllegalArgumentException("a title or note is too long");
    }
    if (!isText(title) || !isText(note)) {
      throw new IllegalArgumentException("half a character");
    }
    if (importedVisits < 0) {
      throw new IllegalArgumentException("followed " + importedVisits + " times");
    }
  }

  /** Of a link that was never anywhere else. */
  public About(String title, String note, Tags tags) {
    this(title, note, tags, 0);
  }

  /** Without tags. */
  public About(String title, String note) {
    this(title, note, Tags.NONE);
  }

  /** Whether it can be written as UTF-8: no half of a pair stands alone. */
  public static boolean isText(String words) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(words);
  }

  public About withTitle(String other) {
    return new About(other, note, tags, importedVisits);
  }

  public About withNote(String other) {
    return new About(title, other, tags, importedVisits);
  }

  public About withTags(Tags other) {
    return new About(title, note, other, importedVisits);
  }

  public About withImportedVisits(long count) {
    return new About(title, note, tags, count);
  }
}
