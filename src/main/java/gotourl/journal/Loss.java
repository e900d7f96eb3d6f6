package gotourl.journal;

/**
 * A file that is missing, in the wrong place, older than it should be or from elsewhere. A start is
 * refused unless the operator accepts it.
 *
 * @param file its name in the data directory
 * @param what for people; completes the sentence "file …"
 * @param bytesMax how many bytes of frames may be gone with it
 */
public record Loss(String file, String what, long bytesMax) {

  @Override
  public String toString() {
    return file + " " + what;
  }
}
