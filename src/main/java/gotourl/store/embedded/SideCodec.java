package gotourl.store.embedded;

import java.nio.ByteBuffer;

/**
 * The layout of what is said beside the links. Every payload begins with its time, zigzag and
 * relative to the segment's epoch; nothing else in it depends on where the frame stands.
 */
final class SideCodec {

  private SideCodec() {}

  static boolean isAside(int kind) {
    return CredentialCodec.isCredential(kind)
        || DomainCodec.isDomain(kind)
        || TagCodec.isTag(kind)
        || VisitCodec.isOfVisits(kind);
  }

  /** More than any payload. */
  static int bytesMax() {
    return Math.max(
        Math.max(CredentialCodec.bytesMax(), VisitCodec.bytesMax()),
        Math.max(DomainCodec.bytesMax(), TagCodec.bytesMax()));
  }

  /**
   * Writes a payload.
   *
   * @param epochMillis what times are relative to
   * @return the frame's kind
   */
  static int encode(ByteBuffer out, long epochMillis, LinkRecord.Aside record) {
    return switch (record) {
      case LinkRecord.OfCredential credential ->
          CredentialCodec.encode(out, epochMillis, credential);
      case LinkRecord.OfVisits visits -> VisitCodec.encode(out, epochMillis, visits);
      case LinkRecord.OfDomain domain -> DomainCodec.encode(out, epochMillis, domain);
      case LinkRecord.OfTag tag -> TagCodec.encode(out, epochMillis, tag);
    };
  }

  /**
   * Reads a payload.
   *
   * @param kind one that {@link #isAside}
   * @throws MalformedRecordException if it cannot have been written by this version
   */
  static LinkRecord.Aside decode(long epochMillis, int kind, ByteBuffer in) {
    if (VisitCodec.isOfVisits(kind)) {
      return VisitCodec.decode(epochMillis, in);
    }
    if (TagCodec.isTag(kind)) {
      return TagCodec.decode(epochMillis, kind, in);
    }
    return DomainCodec.isDomain(kind)
        ? DomainCodec.decode(epochMillis, kind, in)
        : CredentialCodec.decode(epochMillis, kind, in);
  }

  /** Writes what a frame of another segment says so that it can stand in one of this epoch. */
  static void encodeMoved(ByteBuffer out, long epochMillis, long fromEpochMillis, ByteBuffer in) {
    Varint.writeZigzag(out, fromEpochMillis + Varint.readZigzag(in) - epochMillis);
    out.put(in);
  }
}
