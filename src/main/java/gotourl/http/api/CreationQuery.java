package gotourl.http.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import gotourl.access.Credential;
import gotourl.http.api.Call.Parameter;
import gotourl.link.LinkStore;
import gotourl.link.Manner;
import gotourl.link.RetryKey;
import gotourl.link.Shortener;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;

/** What a call says beside its body about how a link is to be made. */
final class CreationQuery {

  static final String REUSE = "reuse";
  static final String RETRY_KEY = "Idempotency-Key";

  /** More than any identifier that is drawn at random. */
  static final int RETRY_KEY_CHARS_MAX = 255;

  private static final int LOADING_SECONDS = 5;

  private CreationQuery() {}

  /** Of one link. */
  static Manner read(Call call, Credential who, Shortener shortener) throws Refused {
    boolean reuses = reuses(call, shortener);
    return new Manner(retryKey(call, who, reuses), reuses);
  }

  /** Of many, for which there is no one key. */
  static Manner readForRows(Call call, Shortener shortener) throws Refused {
    if (!call.header(RETRY_KEY).isEmpty()) {
      throw new Refused(
          Problem.MALFORMED,
          "An Idempotency-Key is for one link, not for rows; rows that have codes of their own can"
              + " be sent again.");
    }
    return reuses(call, shortener) ? new Manner(Optional.empty(), true) : Manner.ANEW;
  }

  private static boolean reuses(Call call, Shortener shortener) throws Refused {
    List<Parameter> parameters = Methods.parameters(call);
    Faults faults = new Faults();
    boolean reuses = false;
    for (int i = 0; i < parameters.size(); i++) {
      Parameter parameter = parameters.get(i);
      if (!parameter.name().equals(REUSE)) {
        faults.add(Fault.shape(parameter.name(), "is unknown"));
      } else if (i > 0) {
        faults.add(Fault.shape(REUSE, "stands there more than once"));
      } else if (!List.of("true", "false").contains(parameter.value())) {
        faults.add(Fault.shape(REUSE, "must be true or false"));
      } else {
        reuses = parameter.value().equals("true");
      }
    }
    faults.refuseIfAny();
    if (reuses) {
      requireReuse(shortener.reuse(), faults);
    }
    return reuses;
  }

  private static void requireReuse(LinkStore.Reuse reuse, Faults faults) throws Refused {
    switch (reuse) {
      case OFF -> {
        faults.add(
            Fault.value(REUSE, "needs a server that runs with -reuse-index; this one does not"));
        faults.refuseIfAny();
      }
      case FILLING ->
          throw new Refused(
              Problems.later(
                  Problem.BUSY,
                  "Since the start of the server it is still being found out which links lead where.",
                  LOADING_SECONDS));
      case READY -> {}
    }
  }

  /** Nobody's key is anybody else's. */
  private static Optional<RetryKey> retryKey(Call call, Credential who, boolean reuses)
      throws Refused {
    String name = call.header(RETRY_KEY);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    if (name.length() > RETRY_KEY_CHARS_MAX || !name.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
      throw new Refused(
          Problem.MALFORMED,
          "An Idempotency-Key has at most "
              + RETRY_KEY_CHARS_MAX
              + " characters, visible ones of ASCII.");
    }
    ByteBuffer named =
        ByteBuffer.wrap(sha256((who.number() + " " + name).getBytes(UTF_8), new byte[0]));
    ByteBuffer wish = ByteBuffer.wrap(sha256((reuses + " ").getBytes(UTF_8), call.body()));
    return Optional.of(new RetryKey(named.getLong(), named.getLong(), wish.getLong()));
  }

  private static byte[] sha256(byte[] first, byte[] then) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(first);
      return digest.digest(then);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java machine has it", e);
    }
  }
}
