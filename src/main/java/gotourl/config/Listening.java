package gotourl.config;

import gotourl.http.CertificateFiles;
import gotourl.http.Listener;
import gotourl.link.BaseUrl;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where connections are accepted, and what TLS needs; settings that make sense only together are
 * looked at together.
 *
 * @param certificate {@code null} without TLS
 */
record Listening(
    List<Listener> listeners, @Nullable CertificateFiles certificate, int hstsSeconds) {

  /** Stands for what was mistaken: with mistakes nothing is started. */
  private static final Listener NOBODY_LISTENS =
      new Listener(Listener.Kind.PLAIN, new InetSocketAddress(0));

  static Listening of(Values values, BaseUrl base) {
    List<Listener> tls = listeners(values, Setting.HTTPS, Listener.Kind.TLS);
    List<Listener> toHttps = listeners(values, Setting.HTTPS_REDIRECT, Listener.Kind.TO_HTTPS);
    List<Listener> all = new ArrayList<>();
    // Who says where https is spoken has not asked for port 3000 in plain.
    if (values.isGiven(Setting.HTTP) || (tls.isEmpty() && toHttps.isEmpty())) {
      all.addAll(listeners(values, Setting.HTTP, Listener.Kind.PLAIN));
    }
    all.addAll(tls);
    all.addAll(toHttps);
    if (values.isGiven(Setting.HTTPS_REDIRECT)) {
      requireHttpsHost(values, base);
    }
    int hsts = values.read(Setting.HSTS, Readings::hsts);
    if (hsts != 0 && !values.isGiven(Setting.HTTPS)) {
      values.complain(Setting.HSTS, "says something over TLS alone: needs -https");
    }
    CertificateFiles certificate = certificate(values);
    return values.mistakes().isEmpty()
        ? new Listening(all, certificate, hsts)
        : new Listening(List.of(NOBODY_LISTENS), null, 0);
  }

  private static List<Listener> listeners(Values values, Setting setting, Listener.Kind kind) {
    return values.readAll(setting, text -> new Listener(kind, ListenAddress.parse(text)));
  }

  private static void requireHttpsHost(Values values, BaseUrl base) {
    try {
      var _ = base.secure();
    } catch (IllegalArgumentException e) {
      values.complain(Setting.HTTPS_REDIRECT, "leads to what -host names, but " + e.getMessage());
    }
  }

  private static @Nullable CertificateFiles certificate(Values values) {
    Optional<Path> chain = values.read(Setting.TLS_CERT, Readings::optionalPath);
    Optional<Path> privateKey = values.read(Setting.TLS_KEY, Readings::optionalPath);
    if (values.isGiven(Setting.HTTPS)) {
      requireGiven(values, Setting.HTTPS, Setting.TLS_CERT);
      requireGiven(values, Setting.HTTPS, Setting.TLS_KEY);
    } else {
      requireHttps(values, Setting.TLS_CERT);
      requireHttps(values, Setting.TLS_KEY);
    }
    return values.isGiven(Setting.HTTPS) && chain.isPresent() && privateKey.isPresent()
        ? new CertificateFiles(chain.get(), privateKey.get())
        : null;
  }

  private static void requireGiven(Values values, Setting by, Setting needed) {
    if (!values.isGiven(needed)) {
      values.complain(by, "needs -" + needed.key());
    }
  }

  private static void requireHttps(Values values, Setting setting) {
    if (values.isGiven(setting)) {
      values.complain(setting, "is of use only with -https");
    }
  }
}
