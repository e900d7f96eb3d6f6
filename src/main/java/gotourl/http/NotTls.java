package gotourl.http;

/** For plain HTTP on a port for TLS: one readable answer, and the end. */
enum NotTls implements Site.AtHand {
  NOT_TLS;

  @Override
  public Reply answer(Request request) {
    return Replies.NOT_TLS;
  }
}
