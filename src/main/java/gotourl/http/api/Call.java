package gotourl.http.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One request that has come whole, as the API sees it. */
public interface Call {

  /** As it was sent: methods are told apart by case. */
  String method();

  /**
   * What stands between the slashes behind {@link Api#ROOT}, each part decoded by itself, so that
   * an encoded slash is within one; {@code null} if something of it is not text.
   */
  @Nullable List<String> segments();

  /** Decoded, in the order of the query; {@code null} if something of it is not text. */
  @Nullable List<Parameter> parameters();

  /** The values of a header joined by commas; empty if there is none. */
  String header(String name);

  /** Empty if there is none. */
  byte[] body();

  /**
   * Says what shall be done once nobody waits for the answer any more; at once, if that is so
   * already. It must not wait for anything.
   */
  void whenGivenUp(Runnable giveUp);

  /** One parameter of the query. */
  record Parameter(String name, String value) {}
}
