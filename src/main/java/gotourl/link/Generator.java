package gotourl.link;

import java.util.List;

/**
 * Where a store has come to in giving out codes. Whoever goes on from there gives out none of them
 * again.
 *
 * @param secret the key generator's, {@link KeyGenerator#SECRET_BYTES} long
 * @param next by sequence, up to {@link LinkStore#NUMBERS}: the first number that is not used
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Generator(byte[] secret, List<Long> next) {

  public Generator {
    next = List.copyOf(next);
    if (secret.length != KeyGenerator.SECRET_BYTES) {
      throw new IllegalArgumentException("a secret of " + secret.length + " bytes");
    }
    if (next.size() != LinkStore.NUMBERS || next.stream().anyMatch(each -> each < 0)) {
      throw new IllegalArgumentException("no counters: " + next);
    }
  }
}
