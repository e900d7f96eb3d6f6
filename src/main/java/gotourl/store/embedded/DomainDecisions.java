package gotourl.store.embedded;

import gotourl.journal.Batch;
import gotourl.link.Domain;
import gotourl.link.DomainList;
import gotourl.link.Domains;
import gotourl.link.Fallbacks;
import gotourl.link.NamedDomain;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Every decision about a domain, and the records that follow from it. Save loop only.
 *
 * <p>What the batch in work has decided stands in {@link #unsaved}, which is forgotten with it.
 */
final class DomainDecisions {

  private final DomainTable saved;
  private final Supplier<Instant> now;
  private final SideFrames frames = new SideFrames();

  /** The table as the batch in work will leave it; {@code null}: as it is. */
  private @Nullable DomainTable unsaved;

  /** Numbers of those that somebody is about to remove: they get no more links. Any thread. */
  private final Set<Integer> closed = ConcurrentHashMap.newKeySet();

  DomainDecisions(DomainTable saved, Supplier<Instant> now) {
    this.saved = saved;
    this.now = now;
  }

  /** The batch is published or refused. */
  void forget() {
    unsaved = null;
  }

  /** Of the decision in work. */
  SideFrames frames() {
    return frames;
  }

  /** Whether a link may be made there. */
  boolean takesLinks(int domain) {
    return domain == Domain.DEFAULT_NUMBER
        || (!closed.contains(domain) && domains().of(domain).isPresent());
  }

  Domains.Made make(Batch batch, String name, boolean foldsCase, Fallbacks fallbacks) {
    Optional<NamedDomain> holder = domains().named(name);
    if (holder.isPresent()) {
      return new Domains.Exists(holder.get());
    }
    int number = table().nextNumber();
    if (domains().all().size() > Domains.DOMAINS_MAX || number > DomainTable.NUMBER_MAX) {
      return new Domains.Full();
    }
    return set(batch, new NamedDomain(new Domain(number, foldsCase), name, fallbacks));
  }

  Domains.Changed change(Batch batch, int number, UnaryOperator<Fallbacks> change) {
    Optional<NamedDomain> found = domains().of(number);
    if (found.isEmpty()) {
      return new Domains.Missing();
    }
    NamedDomain changed = found.get().withFallbacks(change.apply(found.get().fallbacks()));
    return changed.equals(found.get()) ? new Domains.Saved(changed) : set(batch, changed);
  }

  private Domains.Saved set(Batch batch, NamedDomain domain) {
    appendTwice(batch, new LinkRecord.DomainSet(domain, now.get()));
    return new Domains.Saved(domain);
  }

  /** From now on it gets no more links. False: there is none, or it is being removed already. */
  boolean close(int number) {
    return domains().of(number).isPresent() && closed.add(number);
  }

  /** It stays after all. Any thread. */
  void reopen(int number) {
    closed.remove(number);
  }

  /** Of one that is closed and has no links. */
  Domains.Removed remove(Batch batch, int number) {
    Optional<NamedDomain> found = domains().of(number);
    if (found.isEmpty()) {
      return new Domains.Missing();
    }
    appendTwice(batch, new LinkRecord.DomainRemoved(number, now.get()));
    return new Domains.Gone(found.get());
  }

  /** All numbers before the next one are used, whatever the journal lacks. */
  void useUpNumbers(Batch batch) {
    int last = table().nextNumber() - 1;
    if (last > Domain.DEFAULT_NUMBER && domains().of(last).isEmpty()) {
      append(batch, new LinkRecord.DomainRemoved(last, now.get()));
    }
  }

  private DomainList domains() {
    return table().now();
  }

  private DomainTable table() {
    return unsaved == null ? saved : unsaved;
  }

  /**
   * Without its domain no link of it is found: a single damaged byte must not do that. And what a
   * domain is outlives a power cut in any mode, for links are made in it that do.
   */
  private void appendTwice(Batch batch, LinkRecord.OfDomain record) {
    batch.mustSync();
    append(batch, record);
    append(batch, record);
  }

  private void append(Batch batch, LinkRecord.OfDomain record) {
    if (unsaved == null) {
      unsaved = saved.copy();
    }
    frames.append(batch, record);
    unsaved.apply(record);
  }
}
