package gotourl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.support.GotoProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launch script, in a house of its own, with Java machines that only say who they are. */
@Tag("process")
class LaunchScriptTest {

  /** Permissions bind also root, who otherwise writes where he likes. */
  private static final List<String> AS_ANYBODY =
      System.getProperty("user.name").equals("root")
          ? List.of(
              "setpriv",
              "--bounding-set=-dac_override,-dac_read_search",
              "--inh-caps=-dac_override,-dac_read_search")
          : List.of();

  /** Of the Java machines of {@link #jdk}. */
  private static final String CACHE = "goto-tree-java-25-T.aot";

  @TempDir Path dir;
  private Path house;

  @BeforeEach
  void build() throws IOException {
    house = Files.createDirectories(dir.resolve("a house"));
    Files.copy(Path.of("goto"), house.resolve("goto"), StandardCopyOption.COPY_ATTRIBUTES);
    script(
        house.resolve("mvnw"), "echo built >>mvnw.log; mkdir -p target; echo new >target/goto.jar");
    Files.createDirectories(house.resolve("src/main"));
    Files.writeString(house.resolve("src/main/A.java"), "");
    Files.writeString(house.resolve("pom.xml"), "");
    Files.createDirectories(house.resolve("target"));
    Files.writeString(house.resolve("target/goto.jar"), "old");
    age(house.resolve("src/main/A.java"), 100);
    age(house.resolve("src/main"), 100);
    age(house.resolve("pom.xml"), 100);
    age(house.resolve("target/goto.jar"), 50);
    Files.writeString(house.resolve("target").resolve(CACHE), "a cache");
  }

  @Test
  void javaHomeIsTakenIfItIsRight() throws Exception {
    assertThat(run(jdk("right", "25.0.3"), jdk("other", "25")).out().all().getFirst())
        .startsWith("right ");
  }

  @Test
  void aJavaHomeOfAnotherVersionIsPassedOver() throws Exception {
    assertThat(run(jdk("old", "17.0.9"), jdk("right", "25")).out().all().getFirst())
        .startsWith("right ");
    assertThat(run(jdk("young", "250.1"), jdk("right", "25")).out().all().getFirst())
        .startsWith("right ");
  }

  @Test
  void argumentsOptionsAndTheWorkingDirectoryAreHandedOn() throws Exception {
    assertThat(run(jdk("right", "25.0.3"), dir).out().all().getFirst())
        .contains(" -Xmx77m ")
        .endsWith("-jar " + house.toRealPath().resolve("target/goto.jar") + " -http :1 a b")
        .contains(" in " + dir.toRealPath() + " ");
  }

  @Test
  void aBuiltTreeIsNotBuiltAgain() throws Exception {
    run(jdk("right", "25"), dir);
    assertThat(house.resolve("mvnw.log")).doesNotExist();
  }

  @Test
  void aTreeIsBuiltOnceWhenItIsNotOrIsOutOfDate() throws Exception {
    Files.delete(house.resolve("target/goto.jar"));
    run(jdk("right", "25"), dir);
    assertThat(house.resolve("mvnw.log")).hasContent("built");
    run(jdk("right", "25"), dir);
    assertThat(house.resolve("mvnw.log")).hasContent("built");
    age(house.resolve("src/main/A.java"), -100);
    run(jdk("right", "25"), dir);
    assertThat(house.resolve("mvnw.log")).hasContent("built\nbuilt");
  }

  @Test
  void aBuildThatFailsStartsNothing() throws Exception {
    Files.delete(house.resolve("target/goto.jar"));
    script(house.resolve("mvnw"), "exit 3");
    try (GotoProcess launch = launch(jdk("right", "25"), dir)) {
      assertThat(launch.exitCode()).isEqualTo(3);
      assertThat(launch.out().all()).isEmpty();
    }
  }

  @Test
  void theCacheIsMadeOnceAndUsed() throws Exception {
    Path target = house.toRealPath().resolve("target");
    Files.delete(target.resolve(CACHE));
    Files.writeString(target.resolve("goto-tree-java-24-T.aot"), "of another Java machine");
    GotoProcess first = run(jdk("right", "25"), dir);
    assertThat(first.err().all()).containsExactly("goto: preparing quick starts, once");
    assertThat(target.resolve(CACHE)).content().startsWith("learnt");
    assertThat(first.out().all())
        .singleElement()
        .asString()
        .contains(" -XX:AOTCache=" + target.resolve(CACHE) + " ");
    assertThat(names(target)).containsExactlyInAnyOrder("goto.jar", CACHE, "goto-prepare.log");
    assertThat(run(jdk("right", "25"), dir).err().all()).isEmpty();
  }

  @Test
  void itLearnsFromARehearsalWithTheServersOptionsInADirectoryThatIsRemoved() throws Exception {
    Files.delete(house.resolve("target").resolve(CACHE));
    run(jdk("right", "25"), dir);
    String learning = Files.readString(house.resolve("target").resolve(CACHE));
    assertThat(learning).contains("-Xmx128m", "-Xmx77m -Dx=y", "goto.jar rehearse ");
    String work = learning.substring(learning.indexOf(" rehearse ") + 10).strip();
    assertThat(Path.of(work).getParent()).doesNotExist();
  }

  @Test
  void theCacheIsMadeAgainForANewerJar() throws Exception {
    age(house.resolve("target").resolve(CACHE), 60);
    assertThat(run(jdk("right", "25"), dir).err().all())
        .containsExactly("goto: preparing quick starts, once");
    assertThat(house.resolve("target").resolve(CACHE)).content().startsWith("learnt");
  }

  @Test
  void aCacheThatCannotBeMadeCostsOneLineAndIsTriedOnce() throws Exception {
    Files.delete(house.resolve("target").resolve(CACHE));
    Path jdk = jdk("right", "25");
    script(
        jdk.resolve("bin/java"),
        "case \"$*\" in *rehearse*) echo why >&2; exit 1;; esac; echo started \"$@\"");
    GotoProcess first = run(jdk, dir);
    assertThat(first.err().all())
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("goto: preparing quick starts, once"),
            line -> assertThat(line).contains("starts will take longer", "goto-prepare.log"));
    assertThat(house.resolve("target/goto-prepare.log")).hasContent("why");
    GotoProcess second = run(jdk, dir);
    assertThat(second.err().all()).isEmpty();
    assertThat(first.out().all()).isEqualTo(second.out().all());
    assertThat(second.out().all())
        .singleElement()
        .asString()
        .startsWith("started ")
        .doesNotContain("AOTCache");
  }

  @Test
  void whereNothingCanBeWrittenThereIsNoCacheAndNoWord() throws Exception {
    Path target = house.resolve("target");
    Files.delete(target.resolve(CACHE));
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("r-xr-xr-x"));
    try (GotoProcess launch = launch(AS_ANYBODY, jdk("right", "25"), dir, "-http", ":1")) {
      assertThat(launch.exitCode()).isZero();
      assertThat(launch.err().all()).isEmpty();
      assertThat(launch.out().all()).singleElement().asString().doesNotContain("AOTCache");
    } finally {
      Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  @Test
  void aCommandUsesACacheAndDoesNotWaitForOne() throws Exception {
    try (GotoProcess launch = launch(List.of(), jdk("right", "25"), dir, "get", "x")) {
      assertThat(launch.exitCode()).isZero();
      assertThat(launch.out().all())
          .singleElement()
          .asString()
          .contains("-XX:AOTCache=")
          .doesNotContain("-Xmx128m");
    }
    Files.delete(house.resolve("target").resolve(CACHE));
    try (GotoProcess launch = launch(List.of(), jdk("right", "25"), dir, "get", "x")) {
      assertThat(launch.exitCode()).isZero();
      assertThat(launch.err().all()).isEmpty();
      assertThat(launch.out().all()).singleElement().asString().doesNotContain("AOTCache");
    }
  }

  @Test
  void prepareMakesTheCacheAndStartsNothing() throws Exception {
    Files.delete(house.resolve("target").resolve(CACHE));
    try (GotoProcess launch = launch(List.of(), jdk("right", "25"), dir, "prepare")) {
      assertThat(launch.exitCode()).isZero();
      assertThat(launch.out().all()).isEmpty();
      assertThat(house.resolve("target").resolve(CACHE)).content().startsWith("learnt");
    }
  }

  @Test
  void thePackageHasItsOwnJavaMachineAndItsCacheBesideTheJarOrInTheHome() throws Exception {
    Path home = Files.createDirectories(dir.resolve("a package"));
    Files.createDirectories(home.resolve("bin"));
    Files.createDirectories(home.resolve("lib"));
    Files.copy(house.resolve("goto"), home.resolve("bin/goto"), StandardCopyOption.COPY_ATTRIBUTES);
    Files.move(jdk("runtime", "25"), home.resolve("runtime"));
    Files.writeString(home.resolve("lib/goto.jar"), "a jar");
    Files.writeString(home.resolve("lib/build"), "0a1b\n");
    String name = "goto-0a1b-java-25-T.aot";
    Path started = home.toRealPath();
    for (String permissions : List.of("rwxr-xr-x", "r-xr-xr-x")) {
      Files.setPosixFilePermissions(
          home.resolve("lib"), PosixFilePermissions.fromString(permissions));
      Path cache =
          permissions.startsWith("rw")
              ? started.resolve("lib").resolve(name)
              : dir.resolve(".cache/goto").resolve(name);
      try (GotoProcess launch =
          GotoProcess.of(ready(AS_ANYBODY, home.resolve("bin/goto"), dir, dir, "serve"))) {
        assertThat(launch.exitCode()).isZero();
        assertThat(launch.out().all())
            .singleElement()
            .asString()
            .startsWith("runtime ")
            .contains("-XX:AOTCache=" + cache)
            .endsWith("-jar " + started.resolve("lib/goto.jar") + " serve");
      }
      Files.deleteIfExists(started.resolve("lib").resolve(name));
    }
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private GotoProcess run(Path javaHome, Path onPath) throws Exception {
    try (GotoProcess launch = launch(javaHome, onPath)) {
      assertThat(launch.exitCode()).isZero();
      return launch;
    }
  }

  private GotoProcess launch(Path javaHome, Path onPath) throws IOException {
    return launch(List.of(), javaHome, onPath, "-http", ":1", "a b");
  }

  private GotoProcess launch(List<String> prefix, Path javaHome, Path onPath, String... words)
      throws IOException {
    return GotoProcess.of(ready(prefix, house.resolve("goto"), javaHome, onPath, words));
  }

  private ProcessBuilder ready(
      List<String> prefix, Path script, Path javaHome, Path onPath, String... words) {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(List.of("env", "GOTO_JAVA_OPTS=-Xmx77m -Dx=y", script.toString()));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(dir.toFile());
    Map<String, String> environment = builder.environment();
    environment.put("JAVA_HOME", javaHome.toString());
    environment.put("PATH", onPath.resolve("bin") + ":" + environment.get("PATH"));
    environment.put("HOME", dir.toString());
    environment.remove("XDG_CACHE_HOME");
    environment.remove("CACHE_DIRECTORY");
    return builder;
  }

  /**
   * A Java machine that says its name, where it runs, and what it was told, or writes it to a
   * cache.
   */
  private Path jdk(String name, String version) throws IOException {
    Path home = dir.resolve(name);
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(
        home.resolve("release"),
        "JAVA_VERSION=\"" + version + "\"\nJAVA_RUNTIME_VERSION=\"25-T\"\n");
    script(
        home.resolve("bin/java"),
        """
        for word in "$@"; do
          case $word in
            -XX:AOTCacheOutput=*) echo learnt "$@" >"${word#*=}"; exit ;;
          esac
        done
        """
            + "echo "
            + name
            + " in \"$PWD\" \"$@\"");
    return home;
  }

  private static void script(Path file, String body) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private static void age(Path file, long seconds) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(seconds)));
  }
}
