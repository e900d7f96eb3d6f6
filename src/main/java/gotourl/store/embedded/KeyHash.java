package gotourl.store.embedded;

import gotourl.link.Key;
import gotourl.link.SipHash;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/** Hashes keys by a seed that nobody outside knows, so that nobody can make keys collide. */
final class KeyHash {

  private static final long DOMAIN_STEP = 0x9E3779B97F4A7C15L;

  private final byte[] seed;
  private final SipHash hash;

  KeyHash(byte[] seed) {
    this.seed = seed.clone();
    this.hash = new SipHash(seed);
  }

  static KeyHash random(RandomGenerator random) {
    byte[] seed = new byte[SipHash.KEY_BYTES];
    random.nextBytes(seed);
    return new KeyHash(seed);
  }

  byte[] seed() {
    return seed.clone();
  }

  HashedKey of(Key key) {
    byte[] code = key.code().getBytes(StandardCharsets.UTF_8);
    return new HashedKey(key, code, of(key.domain(), code));
  }

  long of(int domain, byte[] code) {
    return of(domain, code, 0, code.length);
  }

  long of(int domain, byte[] bytes, int from, int count) {
    return hash.hash(bytes, from, count) + domain * DOMAIN_STEP;
  }
}
