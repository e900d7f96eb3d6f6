package gotourl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.support.GotoProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launch script, in a house of its own, with Java machines that only say who they are. */
@Tag("process")
class LaunchScriptTest {

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

  private GotoProcess run(Path javaHome, Path onPath) throws Exception {
    try (GotoProcess launch = launch(javaHome, onPath)) {
      assertThat(launch.exitCode()).isZero();
      return launch;
    }
  }

  private GotoProcess launch(Path javaHome, Path onPath) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            "env",
            "GOTO_JAVA_OPTS=-Xmx77m -Dx=y",
            house.resolve("goto").toString(),
            "-http",
            ":1",
            "a b");
    builder.directory(dir.toFile());
    Map<String, String> environment = builder.environment();
    environment.put("JAVA_HOME", javaHome.toString());
    environment.put("PATH", onPath.resolve("bin") + ":" + environment.get("PATH"));
    environment.put("HOME", dir.toString());
    return GotoProcess.of(builder);
  }

  /** A Java machine that says its name, where it runs, and what it was told. */
  private Path jdk(String name, String version) throws IOException {
    Path home = dir.resolve(name);
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    script(home.resolve("bin/java"), "echo " + name + " in \"$PWD\" \"$@\"");
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
