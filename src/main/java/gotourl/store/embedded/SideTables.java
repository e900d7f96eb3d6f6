package gotourl.store.embedded;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What the journal says beside the links, as it amounts to now: one small table for each thing that
 * it speaks of. Written by one thread (first recovery, then the save loop); read by any.
 */
final class SideTables {

  private final CredentialTable credentials;
  private final DomainTable domains;
  private final TagTable tags;
  private final VisitTable visits;

  SideTables() {
    this(new CredentialTable(), new DomainTable(), new TagTable(), new VisitTable());
  }

  private SideTables(
      CredentialTable credentials, DomainTable domains, TagTable tags, VisitTable visits) {
    this.credentials = credentials;
    this.domains = domains;
    this.tags = tags;
    this.visits = visits;
  }

  CredentialTable credentials() {
    return credentials;
  }

  DomainTable domains() {
    return domains;
  }

  TagTable tags() {
    return tags;
  }

  VisitTable visits() {
    return visits;
  }

  void apply(LinkRecord.Aside record) {
    switch (record) {
      case LinkRecord.OfCredential credential -> credentials.apply(credential);
      case LinkRecord.OfDomain domain -> domains.apply(domain);
      case LinkRecord.OfTag tag -> tags.apply(tag);
      case LinkRecord.OfVisits visited -> visits.apply(visited);
    }
  }

  /** Of this moment. Not while somebody writes. */
  SideTables copy() {
    return new SideTables(credentials.copy(), domains.copy(), tags.copy(), visits.copy());
  }

  /** Records that make empty tables what these are. Not while somebody writes. */
  List<LinkRecord.Aside> records() {
    List<LinkRecord.Aside> records = new ArrayList<>(credentials.records());
    records.addAll(domains.records());
    records.addAll(tags.records());
    records.addAll(visits.records());
    return records;
  }

  /**
   * Whether a frame that says this is still needed: what is not will never be again. Any thread;
   * only where nothing is in doubt.
   */
  boolean isNeeded(LinkRecord.Aside record) {
    return switch (record) {
      case LinkRecord.OfCredential credential -> credentials.isNeeded(credential);
      case LinkRecord.OfDomain domain -> domains.isNeeded(domain);
      case LinkRecord.OfTag tag -> tags.isNeeded(tag);
      case LinkRecord.OfVisits visited -> visits.isNeeded(visited);
    };
  }

  /** Whether what this says will soon be said anew. */
  static boolean isPassing(LinkRecord.Aside record) {
    return record instanceof LinkRecord.Used || record instanceof LinkRecord.Visited;
  }

  /**
   * Whatever a damaged stretch of so many bytes may have used up is not used again.
   *
   * @param numbersEnd above the numbers of all links that it may have spoken of
   */
  void skipWhatMayBeUsed(long damagedBytes, long numbersEnd) {
    credentials.skipWhatMayBeUsed(damagedBytes);
    domains.skipWhatMayBeUsed(damagedBytes);
    tags.skipWhatMayBeUsed(damagedBytes);
    visits.doubt(numbersEnd);
  }

  /**
   * What makes the others use up whatever these have used up.
   *
   * @param now when it is said
   */
  List<LinkRecord.Aside> usedUpBeyond(SideTables others, Instant now) {
    List<LinkRecord.Aside> records =
        new ArrayList<>(credentials.usedUpBeyond(others.credentials, now));
    records.addAll(domains.usedUpBeyond(others.domains, now));
    records.addAll(tags.usedUpBeyond(others.tags, now));
    records.addAll(visits.doubtBeyond(others.visits));
    return records;
  }
}
