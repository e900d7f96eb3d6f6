package gotourl.access;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.security.MessageDigest;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SecretHashTest {

  private static final JavaClasses ROOM =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("gotourl.access");

  @Test
  void hashesAreEqualIfTheirBytesAre() {
    byte[] bytes = new byte[SecretHash.BYTES];
    SecretHash hash = SecretHash.of(bytes);
    assertThat(SecretHash.of(new byte[SecretHash.BYTES])).isEqualTo(hash).hasSameHashCodeAs(hash);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = 1;
      assertThat(SecretHash.of(bytes)).isNotEqualTo(hash);
      bytes[i] = 0;
    }
  }

  /** Time cannot be measured reliably, but who compares can be named. */
  @Test
  void theyAreComparedInConstantTimeAndNothingElseCompares() {
    assertThat(
            ROOM.get(SecretHash.class).getMethod("equals", Object.class).getMethodCallsFromSelf())
        .anyMatch(call ->
            call.getTargetOwner().isEquivalentTo(MessageDigest.class)
                && call.getName().equals("isEqual"));
    noClasses().should().callMethod(Arrays.class, "equals", byte[].class, byte[].class).check(ROOM);
  }

  @Test
  void nobodyChangesAHashFromOutside() {
    byte[] bytes = new byte[SecretHash.BYTES];
    SecretHash hash = SecretHash.of(bytes);
    bytes[0] = 1;
    hash.bytes()[1] = 1;
    assertThat(hash.bytes()).containsOnly(0);
  }

  @Test
  void otherBytesAreNoHash() {
    assertThatThrownBy(() -> SecretHash.of(new byte[31]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
