package gotourl.http;

/** For plain HTTP on a port for TLS: one readable answer, and the end. */
final class NotTls extends Front {

  @Override
  Reply route(Request request) {
    return Replies.NOT_TLS;
  }
}
