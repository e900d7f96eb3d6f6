package gotourl.http;

import gotourl.http.HttpServer.AddMode;
import gotourl.http.api.Makers;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** Who may add links at {@code /add}. */
final class Adders {

  private static final Makers.Asked ANONYMOUS = new Makers.Anonymous();

  private final AddMode mode;
  private final @Nullable Makers makers;

  /**
   * @param makers who bears which secret; {@code null}: nobody bears any
   */
  Adders(AddMode mode, @Nullable Makers makers) {
    this.mode = mode;
    this.makers = makers;
  }

  boolean areNone() {
    return mode == AddMode.OFF;
  }

  /** Whether who sends this adds links only by a secret. */
  boolean needSecret(Request request) {
    return switch (mode) {
      case OPEN -> false;
      case LOCAL -> !isFromHere(request);
      case SECRET, OFF -> true;
    };
  }

  /** Over the loopback or a Unix-domain socket, and not for somebody else. */
  private static boolean isFromHere(Request request) {
    InetAddress address = request.client().address();
    return address == null || address.isLoopbackAddress();
  }

  /** Whether the URL has a parameter that is called like a secret. */
  static boolean showSecretInUrl(Request request) {
    for (String part : request.query().split("&", -1)) {
      int equals = part.indexOf('=');
      String name = PathText.decodeField(equals < 0 ? part : part.substring(0, equals));
      if (name != null && Makers.isSecretsName(name)) {
        return true;
      }
    }
    return false;
  }

  Makers.Asked ask(Request request) {
    return makers == null
        ? ANONYMOUS
        : makers.ask(request.header(HttpHeaderNames.AUTHORIZATION), Form.secret(request));
  }

  void notMade(Makers.Granted granted) {
    if (makers != null) {
      makers.notMade(granted.who());
    }
  }
}
