package gotourl.http;

/** The header of a request, however it was read. */
interface Fields {

  /** The values of a field joined by commas; empty if there is none. */
  String header(CharSequence name);
}
