package gotourl.http.api;

import gotourl.access.Credential;
import gotourl.access.Credentials;
import gotourl.http.api.Call.Parameter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who calls: by {@code Authorization: Bearer} (RFC 6750) and by nothing else. A URL is copied,
 * bookmarked and logged, so that a secret in one is no secret any more: it is refused before
 * anybody looks whether it is a good one.
 */
final class Bearer {

  /** Several times what a secret of ours has. */
  private static final int SECRET_CHARS_MAX = 512;

  private static final Pattern HEADER =
      Pattern.compile("bearer +([A-Za-z0-9._~+/-]+=*)", Pattern.CASE_INSENSITIVE);

  /** What other servers call it. */
  private static final Set<String> NAMES =
      Set.of(
          "access_token",
          "accesstoken",
          "api_key",
          "api-key",
          "apikey",
          "auth",
          "authorization",
          "bearer",
          "credential",
          "key",
          "password",
          "secret",
          "signature",
          "token",
          "x-api-key");

  static final String SCHEME = "Bearer realm=\"Goto\"";

  private final Credentials credentials;

  Bearer(Credentials credentials) {
    this.credentials = credentials;
  }

  Credential authenticate(Call call) throws Refused {
    List<Parameter> parameters = call.parameters();
    if (parameters != null && parameters.stream().anyMatch(Bearer::isSecret)) {
      throw new Refused(
          Problem.SECRET_IN_URL,
          "Send the secret as Authorization: Bearer. This one should be revoked: a URL is seen by"
              + " many.");
    }
    String header = call.header("Authorization");
    if (header.isEmpty()) {
      throw unauthenticated("Send a secret as Authorization: Bearer.", SCHEME);
    }
    String secret =
        secret(header)
            .orElseThrow(
                () -> unauthenticated("Authorization is not Bearer and one secret.", SCHEME));
    return credentials
        .authenticate(secret)
        .orElseThrow(() ->
            unauthenticated(
                "Nobody bears this secret, or no longer.", SCHEME + ", error=\"invalid_token\""));
  }

  /** What an Authorization header has; empty if it is not Bearer and one secret. */
  static Optional<String> secret(String header) {
    Matcher bearer = HEADER.matcher(header);
    return header.length() <= SECRET_CHARS_MAX && bearer.matches()
        ? Optional.of(bearer.group(1))
        : Optional.empty();
  }

  private static boolean isSecret(Parameter parameter) {
    return isSecretsName(parameter.name());
  }

  static boolean isSecretsName(String parameter) {
    return NAMES.contains(parameter.toLowerCase(Locale.ROOT));
  }

  private static Refused unauthenticated(String detail, String challenge) {
    return new Refused(
        Problems.of(Problem.UNAUTHENTICATED, detail).with("WWW-Authenticate", challenge));
  }
}
