package gotourl.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gotourl.access.Credential;
import gotourl.access.Grant;
import gotourl.access.Kept;
import gotourl.access.Limits;
import gotourl.access.Scope;
import gotourl.access.Secret;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CredentialCodecTest {

  private static final Instant MADE = Instant.parse("2026-11-23T12:00:00.123Z");
  private static final long EPOCH = MADE.toEpochMilli() - 5_000;

  private final ByteBuffer out = ByteBuffer.allocate(CredentialCodec.bytesMax());

  @Test
  void aSecretIsReadBack() {
    assertReadBack(kept("shop", Set.of(Scope.CREATE), Limits.NONE, false, null));
    assertReadBack(kept("é 🙂", EnumSet.allOf(Scope.class), Limits.NONE, true, MADE.plusMillis(1)));
    assertReadBack(
        kept(
            "x",
            Set.of(Scope.READ, Scope.WRITE),
            new Limits(Set.of("a.example", "b.example"), Set.of("t", "ü"), 1_000_000),
            false,
            MADE.minusSeconds(1)));
  }

  @Test
  void theLongestSecretHasRoom() {
    Limits limits = new Limits(names(Grant.DOMAIN_LENGTH_MAX), names(Grant.TAG_LENGTH_MAX), 1);
    Grant grant =
        new Grant("€".repeat(Grant.NAME_LENGTH_MAX), Set.of(Scope.READ), limits, Grant.EXPIRES_MAX);
    assertThat(grant.faults(MADE)).isEmpty();
    assertReadBack(kept(grant.name(), grant.scopes(), limits, true, grant.expires()));
    assertThat(out.limit()).isLessThan(CredentialCodec.bytesMax(grant));
    assertThat(CredentialCodec.bytesMax(grant)).isLessThanOrEqualTo(CredentialCodec.bytesMax());
  }

  @Test
  void revocationsAndUsesAreReadBack() {
    assertReadBack(new LinkRecord.Revoked(1, MADE));
    assertReadBack(new LinkRecord.Used(CredentialTable.NUMBER_MAX, MADE.minusSeconds(9_000)));
  }

  @Test
  void movedItSaysTheSame() {
    LinkRecord.Issued issued =
        new LinkRecord.Issued(
            kept("s", Set.of(Scope.READ), Limits.NONE, false, MADE.plusSeconds(9)));
    int kind = CredentialCodec.encode(out, EPOCH, issued);
    ByteBuffer moved = ByteBuffer.allocate(CredentialCodec.bytesMax());
    SideCodec.encodeMoved(moved, EPOCH + 777, EPOCH, out.flip());
    assertThat(CredentialCodec.decode(EPOCH + 777, kind, moved.flip())).isEqualTo(issued);
  }

  @Test
  void cutAnywhereItIsRefused() {
    Limits limits = new Limits(Set.of("a.example"), Set.of("t"), 5);
    int kind =
        CredentialCodec.encode(
            out,
            EPOCH,
            new LinkRecord.Issued(kept("name", Set.of(Scope.READ), limits, false, MADE)));
    int whole = out.position();
    for (int end = 0; end < whole; end++) {
      assertRefused(kind, ByteBuffer.wrap(out.array(), 0, end));
    }
  }

  /** What a later version says beyond what we know may be a limit. */
  @Test
  void whatIsSaidBeyondWhatIsKnownIsRefused() {
    int kind =
        CredentialCodec.encode(
            out,
            EPOCH,
            new LinkRecord.Issued(kept("name", Set.of(Scope.READ), Limits.NONE, false, null)));
    int whole = out.position();
    assertRefused(kind, ByteBuffer.wrap(out.array(), 0, whole + 1));
    int flagsAt = 3; // Behind a time of two bytes and a number of one.
    for (int at : new int[] {flagsAt, flagsAt + 1}) {
      out.array()[at] ^= (byte) 0x80;
      assertRefused(kind, ByteBuffer.wrap(out.array(), 0, whole));
      out.array()[at] ^= (byte) 0x80;
    }
    assertThat(CredentialCodec.decode(EPOCH, kind, ByteBuffer.wrap(out.array(), 0, whole)))
        .isInstanceOf(LinkRecord.Issued.class);
  }

  @Test
  void aNumberThatNoCredentialHasIsRefused() {
    for (long number : new long[] {0, CredentialTable.NUMBER_MAX + 1L, -1}) {
      ByteBuffer payload = ByteBuffer.allocate(20);
      Varint.writeZigzag(payload, 0);
      Varint.write(payload, number);
      assertRefused(CredentialCodec.REVOKE, payload.flip());
    }
  }

  private static void assertRefused(int kind, ByteBuffer payload) {
    assertThatThrownBy(() -> CredentialCodec.decode(EPOCH, kind, payload))
        .isInstanceOf(MalformedRecordException.class);
  }

  private void assertReadBack(Kept kept) {
    assertReadBack(new LinkRecord.Issued(kept));
  }

  private void assertReadBack(LinkRecord.OfCredential record) {
    int kind = CredentialCodec.encode(out.clear(), EPOCH, record);
    assertThat(CredentialCodec.isCredential(kind)).isTrue();
    assertThat(CredentialCodec.decode(EPOCH, kind, out.flip())).isEqualTo(record);
  }

  private static Set<String> names(int length) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < Grant.LIMITED_TO_MAX; i++) {
      names.add("€".repeat(length - 1) + (char) ('a' + i));
    }
    return names;
  }

  private static Kept kept(
      String name,
      Set<Scope> scopes,
      Limits limits,
      boolean isOperators,
      @Nullable Instant expires) {
    return new Kept(
        new Credential(7, name, scopes, limits),
        Secret.random(new Random(1)).hash(),
        isOperators,
        MADE,
        expires,
        null);
  }
}
