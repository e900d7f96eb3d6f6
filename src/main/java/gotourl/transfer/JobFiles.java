package gotourl.transfer;

import gotourl.transfer.JobSummary.Kind;
import gotourl.transfer.JobSummary.State;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What is kept of jobs on the disk, so that a report can be fetched later, also after a restart:
 *
 * <pre>
 *   7.json     what came of job 7; written when it begins and when it ends
 *   7.ndjson   its report: a JSON object for each row
 * </pre>
 *
 * Nothing depends on them: who deletes them loses reports.
 */
final class JobFiles {

  /** Some weeks of somebody who tries. The oldest make room. */
  static final int KEPT_MAX = 50;

  private static final String SUMMARY = ".json";
  private static final String REPORT = ".ndjson";

  private static final int BUFFER_BYTES = 1 << 16;

  private static final JsonFactory FACTORY =
      JsonFactory.builder().rootValueSeparator((String) null).build();

  private final Path directory;

  JobFiles(Path directory) {
    this.directory = directory;
  }

  private static FileAttribute<Set<PosixFilePermission>> only(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }

  /** Of jobs that have ended, by their numbers; one that never did was broken off. */
  NavigableMap<Long, JobSummary> load() throws IOException {
    NavigableMap<Long, JobSummary> all = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUMMARY)) {
      for (Path file : files) {
        JobSummary read = read(file);
        if (read != null) {
          all.put(read.id(), read);
        }
      }
    } catch (NoSuchFileException nothingYet) {
      return all;
    }
    return all;
  }

  private static @Nullable JobSummary read(Path file) throws IOException {
    try (JsonParser parser =
        FACTORY.createParser(ObjectReadContext.empty(), Files.readAllBytes(file))) {
      return summary(parser);
    } catch (JacksonException | RowFault | IllegalArgumentException damaged) {
      return null; // Only a report: a torn one is none.
    }
  }

  private static JobSummary summary(JsonParser in) throws RowFault {
    JsonValues values = new JsonValues(in);
    in.nextToken();
    values.openObject("a summary");
    long id = 0;
    Kind kind = Kind.IMPORT;
    State state = State.BROKEN_OFF;
    String what = "";
    long author = 0;
    Instant begun = Instant.EPOCH;
    Instant ended = null;
    Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
    long done = 0;
    String message = "";
    while (in.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = in.currentName();
      in.nextToken();
      switch (name) {
        case "id" -> id = values.number(name, Long.MAX_VALUE);
        case "kind" -> kind = Kind.valueOf(values.text(name));
        case "state" -> state = State.valueOf(values.text(name));
        case "what" -> what = values.text(name);
        case "author" -> author = values.number(name, JsonValues.INT_MAX);
        case "begun" -> begun = values.time(name);
        case "ended" -> ended = values.time(name);
        case "done" -> done = values.number(name, Long.MAX_VALUE);
        case "message" -> message = values.text(name);
        default -> counts.put(Outcome.valueOf(name), values.number(name, Long.MAX_VALUE));
      }
    }
    boolean isCut = state == State.RUNNING;
    return new JobSummary(
        id,
        kind,
        isCut ? State.BROKEN_OFF : state,
        what,
        (int) author,
        begun,
        ended,
        Report.of(outcome -> counts.getOrDefault(outcome, 0L)),
        done,
        isCut ? "the server was stopped before it had ended; it can be done again" : message);
  }

  /** Whole under its name, or as it was before. */
  void write(JobSummary summary) throws IOException {
    if (Files.notExists(directory)) {
      Files.createDirectories(directory, only("rwx------"));
    }
    Path file = file(summary.id(), SUMMARY);
    Path part = directory.resolve(file.getFileName() + ".tmp");
    Files.deleteIfExists(part);
    Files.createFile(part, only("rw-------"));
    try (OutputStream out = Files.newOutputStream(part);
        JsonGenerator json =
            FACTORY.createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8)) {
      write(json, summary);
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void write(JsonGenerator json, JobSummary summary) {
    Report report = summary.report();
    json.writeStartObject();
    json.writeNumberProperty("id", summary.id());
    json.writeStringProperty("kind", summary.kind().name());
    json.writeStringProperty("state", summary.state().name());
    json.writeStringProperty("what", summary.what());
    json.writeNumberProperty("author", summary.author());
    json.writeStringProperty("begun", summary.begun().toString());
    if (summary.ended() != null) {
      json.writeStringProperty("ended", summary.ended().toString());
    }
    json.writeNumberProperty(Outcome.NEW.name(), report.added());
    json.writeNumberProperty(Outcome.SAME.name(), report.same());
    json.writeNumberProperty(Outcome.REPLACED.name(), report.replaced());
    json.writeNumberProperty(Outcome.RENAMED.name(), report.renamed());
    json.writeNumberProperty(Outcome.TAKEN.name(), report.taken());
    json.writeNumberProperty(Outcome.REFUSED.name(), report.refused());
    json.writeNumberProperty("done", summary.done());
    json.writeStringProperty("message", summary.message());
    json.writeEndObject();
  }

  /** Where the report of a job that begins is written. */
  OutputStream beginReport(long id) throws IOException {
    Path file = file(id, REPORT);
    Files.deleteIfExists(file);
    Files.createFile(file, only("rw-------"));
    return new BufferedOutputStream(
        Files.newOutputStream(file, StandardOpenOption.WRITE), BUFFER_BYTES);
  }

  /** The report of this job as far as it goes; empty if there is none. */
  InputStream report(long id) throws IOException {
    try {
      return Files.newInputStream(file(id, REPORT));
    } catch (NoSuchFileException none) {
      return InputStream.nullInputStream();
    }
  }

  void delete(long id) throws IOException {
    Files.deleteIfExists(file(id, REPORT));
    Files.deleteIfExists(file(id, SUMMARY));
  }

  private Path file(long id, String suffix) {
    return directory.resolve(id + suffix);
  }
}
