package gotourl.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The architecture, as rules: who may import whom, and which third party lives where. */
class LayersTest {

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("gotourl");

  @Test
  void aRoomImportsOnlyFromLowerLevels() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .withOptionalLayers(true)
        .layer("6 cli")
        .definedBy("gotourl.cli..")
        .layer("5 config")
        .definedBy("gotourl.config..")
        .layer("4 http")
        .definedBy("gotourl.http..")
        .layer("3 transfer")
        .definedBy("gotourl.transfer..")
        .layer("2 engines")
        .definedBy("gotourl.store..", "gotourl.clicks..")
        .layer("1 domain and journal")
        .definedBy("gotourl.journal..", "gotourl.link..", "gotourl.click..", "gotourl.access..")
        .layer("0 ground")
        .definedBy("gotourl.metrics..", "gotourl.visitor..", "gotourl.accesslog..", "gotourl.qr..")
        .whereLayer("6 cli")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("5 config")
        .mayOnlyBeAccessedByLayers("6 cli")
        .whereLayer("4 http")
        .mayOnlyBeAccessedByLayers("5 config", "6 cli")
        .whereLayer("3 transfer")
        .mayOnlyBeAccessedByLayers("4 http", "5 config", "6 cli")
        .whereLayer("2 engines")
        .mayOnlyBeAccessedByLayers("5 config", "6 cli")
        .whereLayer("0 ground")
        .mayNotAccessAnyLayer()
        .check(HOUSE);
  }

  @Test
  void aRoomNeverImportsASibling() {
    slices()
        .matching("gotourl.(journal|link|click|access)..")
        .should()
        .notDependOnEachOther()
        .check(HOUSE);
    slices()
        .matching("gotourl.(metrics|visitor|accesslog|qr)..")
        .should()
        .notDependOnEachOther()
        .allowEmptyShould(true)
        .check(HOUSE);
    slices()
        .matching("gotourl.(store.embedded|store.cassandra|clicks.*)..")
        .should()
        .notDependOnEachOther()
        .check(HOUSE);
  }

  @Test
  void roomsFormNoCycle() {
    slices().matching("gotourl.(**)").should().beFreeOfCycles().check(HOUSE);
  }

  @Test
  void aThirdPartyStaysInOneRoom() {
    stays("io.netty..", "gotourl.http..");
    stays("picocli..", "gotourl.cli..");
    stays("com.ibm.icu..", "gotourl.link..");
    stays(
        "tools.jackson..",
        "gotourl.transfer..",
        "gotourl.http..",
        "gotourl.cli..",
        "gotourl.accesslog..");
    stays("io.prometheus..", "gotourl.metrics..");
    stays("com.maxmind..", "gotourl.visitor..");
    stays("io.nayuki..", "gotourl.qr..");
    stays("de.siegmar..", "gotourl.transfer..");
    stays("com.datastax..", "gotourl.store.cassandra..");
    noClasses()
        .that()
        .resideOutsideOfPackages("gotourl.journal..", "gotourl.store.embedded..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.lang.foreign..")
        .check(HOUSE);
  }

  @Test
  void theApiKnowsNoWire() {
    noClasses()
        .that()
        .resideInAPackage("gotourl.http.api..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("gotourl.http", "io.netty..")
        .check(HOUSE);
  }

  private static void stays(String thirdParty, String... rooms) {
    noClasses()
        .that()
        .resideOutsideOfPackages(rooms)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(thirdParty)
        .check(HOUSE);
  }
}
