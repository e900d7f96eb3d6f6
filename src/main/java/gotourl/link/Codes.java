package gotourl.link;

import gotourl.link.Key.Invalid;
import gotourl.link.Key.Valid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where generated codes come from: one sequence of numbers for each length, and one for the
 * original's codes. The store knows a sequence by its length, and the original's as 0.
 */
final class Codes {

  /** There is no longer length. */
  static final int NONE = -1;

  private static final int SEQUENTIAL = 0;

  private final Domain domain;
  private final LinkStore store;

  /**
   * Made for the first code: the number that it stands for was claimed by then, and from then on
   * the store goes by the secret that it has.
   */
  private volatile @Nullable KeyGenerator generator;

  private final List<Lease> leases = new ArrayList<>();

  /**
   * Whether a generated code was found to belong to a link: only then is it worth a look at each,
   * before it is on its way to be saved.
   */
  private volatile boolean met;

  /** Where calls begin. Only grows: a length that is used up stays so. */
  private volatile int first;

  Codes(LinkStore store, Shortener.Options options) {
    domain = store.domain();
    this.store = store;
    KeyGenerator any = new KeyGenerator(store.secret(), domain.foldsCase());
    first = options.sequential() ? SEQUENTIAL : options.keyLength();
    // The original's counter begins at the number of links; what was imported is passed over.
    leases.add(
        new Lease(store, SEQUENTIAL, Long.MAX_VALUE, options.waitingMax(), store::nextNumber));
    for (int length = KeyGenerator.LENGTH_MIN; length <= KeyGenerator.LENGTH_MAX; length++) {
      leases.add(new Lease(store, length, any.capacity(length), options.waitingMax(), () -> 0));
    }
  }

  private KeyGenerator generator() {
    KeyGenerator known = generator;
    if (known == null) {
      known = new KeyGenerator(store.secret(), domain.foldsCase());
      generator = known;
    }
    return known;
  }

  /** The sequence to go on with when this one is used up, or {@link #NONE}. */
  synchronized int after(int sequence) {
    if (sequence == SEQUENTIAL || sequence == KeyGenerator.LENGTH_MAX) {
      return NONE;
    }
    // Not for a call that wanted another length than the usual.
    if (sequence == first) {
      first = sequence + 1;
    }
    return sequence + 1;
  }

  boolean haveMet() {
    return met;
  }

  /** A code that was generated belongs to a link that somebody chose it for. */
  void meet() {
    met = true;
  }

  Lease lease(int sequence) {
    return leases.get(sequence);
  }

  List<Lease> leases() {
    return leases;
  }

  /** The sequence that a call begins with which wants such a code. */
  int first(CodeShape shape) {
    return shape.length().orElse(first);
  }

  /** Why no code can be of this shape; empty if there are such codes. */
  Optional<Key.Fault> fault(CodeShape shape) {
    int length = shape.length().orElse(KeyGenerator.LENGTH_MIN);
    // Any digits: what can be wrong with some of them is skipped one by one.
    String code = shape.prefix() + "0".repeat(length);
    return Key.parse(domain, code) instanceof Invalid(Key.Fault fault)
        ? Optional.of(fault)
        : Optional.empty();
  }

  /**
   * The key in this domain that a number stands for; null if its code is one that no link may have.
   *
   * @param prefix stands before the code that the number gives
   */
  @Nullable Key key(Domain of, int sequence, long number, String prefix) {
    KeyGenerator known = generator();
    String digits =
        sequence == SEQUENTIAL ? known.sequential(number) : known.code(sequence, number);
    return switch (Key.parse(of, prefix + digits)) {
      case Valid valid -> valid.key();
      case Invalid _ -> null;
    };
  }
}
