package gotourl.metrics;

/**
 * Everything that is measured: one line for the scraper's text, for its help and for the table in
 * the documents (a test compares them with this). A histogram of times is in seconds.
 */
public enum Metric {
  BUILD_INFO("goto_build_info", Kind.GAUGE, "version", "Always 1; the version is in the label."),

  REDIRECTS(
      "goto_redirects",
      Kind.COUNTER,
      "outcome",
      "Requests for links by what came of them: redirected, unknown (no such link), failed (a"
          + " defect)."),
  REDIRECT_SECONDS(
      "goto_redirect_seconds",
      Kind.HISTOGRAM,
      "From the first byte of a read to the answers written; redirects read together count alike."),
  ADD_SECONDS(
      "goto_add_seconds",
      Kind.HISTOGRAM,
      "From a link's being handed to the store to its being saved, by the front's clock."),
  RESPONSES("goto_http_responses", Kind.COUNTER, "code", "Answers by status."),
  REQUESTS_REFUSED(
      "goto_http_requests_refused",
      Kind.COUNTER,
      "reason",
      "Requests that were not served, by reason: malformed, too_large, too_slow, method, forbidden,"
          + " unsupported, target, taken, unavailable (queue full or disk failing), failed (a"
          + " defect)."),
  CONNECTIONS("goto_connections", Kind.GAUGE, "Connections open now."),
  CONNECTIONS_MAX(
      "goto_connections_max", Kind.GAUGE, "Beyond so many, the next ones wait to be accepted."),
  CONNECTIONS_ACCEPTED("goto_connections_accepted", Kind.COUNTER, "Connections accepted."),
  CONNECTIONS_HELD_BACK(
      "goto_connections_held_back",
      Kind.COUNTER,
      "How often the bound was reached, and accepting waited."),
  CONNECTIONS_ENDED(
      "goto_connections_ended",
      Kind.COUNTER,
      "reason",
      "Connections that we ended for want of anything: silent (no request ever), idle, stalled"
          + " (answers not taken), lingering (not closed by the client after our last answer)."),
  ACCESS_LOG_LINES("goto_access_log_lines", Kind.COUNTER, "Lines written to the access log."),
  ACCESS_LOG_DROPPED(
      "goto_access_log_dropped",
      Kind.COUNTER,
      "Lines left out of the access log because writing did not keep up."),

  LINKS("goto_links", Kind.GAUGE, "Links that are served."),
  NEXT_NUMBER(
      "goto_link_numbers", Kind.COUNTER, "Numbers given to links since the store was made."),
  INDEX_BYTES(
      "goto_index_bytes",
      Kind.GAUGE,
      "index",
      "Memory outside the heap that the indexes have: keys, numbers."),
  DAMAGED_FRAMES(
      "goto_damaged_frames",
      Kind.GAUGE,
      "found",
      "Frames that are not what was written: at the start, and by readers since."),
  DAMAGED_READS(
      "goto_damaged_reads",
      Kind.COUNTER,
      "Reads that met a damaged frame: its link is not served."),

  SAVES(
      "goto_saves",
      Kind.COUNTER,
      "Saves acknowledged: adds, edits, removals, claims of codes, and what maintenance asks for."),
  SAVES_REFUSED(
      "goto_saves_refused",
      Kind.COUNTER,
      "reason",
      "Saves not taken or not saved, by reason: queue_full, disk, closed."),
  SAVE_QUEUE("goto_save_queue", Kind.GAUGE, "Saves that wait or are being saved."),
  SAVE_QUEUE_MAX("goto_save_queue_max", Kind.GAUGE, "Beyond so many, a save is refused."),
  SAVE_QUEUE_BYTES("goto_save_queue_bytes", Kind.GAUGE, "The bytes of those saves, at most."),
  SAVE_QUEUE_BYTES_MAX(
      "goto_save_queue_bytes_max", Kind.GAUGE, "Beyond so many bytes, a save is refused."),
  SAVING_REFUSED(
      "goto_saving_refused", Kind.GAUGE, "1 while saves are refused because the disk failed."),
  BATCH_SAVES("goto_batch_saves", Kind.HISTOGRAM, "Saves that were written and synced together."),
  SYNC_SECONDS("goto_sync_seconds", Kind.HISTOGRAM, "How long the disk took for a sync."),
  APPENDED_BYTES("goto_appended_bytes", Kind.COUNTER, "Bytes of frames appended since the start."),
  SEGMENTS("goto_segments", Kind.GAUGE, "Segments that can be read."),
  SEGMENT_BYTES(
      "goto_segment_bytes",
      Kind.GAUGE,
      "Their bytes, but for what was not mapped yet of the active one."),
  CHECKPOINT_TIME(
      "goto_checkpoint_timestamp_seconds",
      Kind.GAUGE,
      "When this process last wrote a checkpoint, in Unix time; 0: not yet."),
  CHECKPOINT_LACKS_BYTES(
      "goto_checkpoint_lacks_bytes",
      Kind.GAUGE,
      "How much of the journal a start would have to read after a crash."),
  COMPACTION_WRITTEN_BYTES(
      "goto_compaction_written_bytes", Kind.COUNTER, "Bytes of segments written by compaction."),
  COMPACTION_DROPPED_BYTES(
      "goto_compaction_dropped_bytes", Kind.COUNTER, "Bytes of segments that they replaced."),

  DATA_BYTES("goto_data_bytes", Kind.GAUGE, "Bytes of all files of the data directory."),
  DISK_FREE_BYTES(
      "goto_disk_free_bytes", Kind.GAUGE, "Bytes that the data directory's disk has left for us."),

  RESIDENT_BYTES("process_resident_memory_bytes", Kind.GAUGE, "Memory that the process has."),
  CPU_SECONDS("process_cpu_seconds", Kind.COUNTER, "Time of processors used, user and system."),
  OPEN_FILES("process_open_fds", Kind.GAUGE, "Open files and connections."),
  OPEN_FILES_MAX("process_max_fds", Kind.GAUGE, "How many the system allows."),
  START_TIME("process_start_time_seconds", Kind.GAUGE, "When the process began, in Unix time."),
  HEAP_BYTES("goto_heap_bytes", Kind.GAUGE, "Bytes of the Java heap in use, garbage included."),
  HEAP_BYTES_MAX("goto_heap_bytes_max", Kind.GAUGE, "How large the Java heap may become.");

  /** What a scraper does with the numbers. */
  public enum Kind {
    /** Only ever grows while the process lives; its name is written with {@code _total}. */
    COUNTER,
    GAUGE,
    HISTOGRAM
  }

  static final String NO_LABEL = "";

  private final String baseName;
  private final Kind kind;
  private final String label;
  private final String help;

  Metric(String baseName, Kind kind, String help) {
    this(baseName, kind, NO_LABEL, help);
  }

  Metric(String baseName, Kind kind, String label, String help) {
    this.baseName = baseName;
    this.kind = kind;
    this.label = label;
    this.help = help;
  }

  /** As it is scraped: {@code goto_redirects_total}. */
  public String scrapedName() {
    return kind == Kind.COUNTER ? baseName + "_total" : baseName;
  }

  /** Without the suffix of a counter. */
  String baseName() {
    return baseName;
  }

  public Kind kind() {
    return kind;
  }

  /** The name of its only label; empty if it has none. */
  public String label() {
    return label;
  }

  /** For people: what the number says. */
  public String help() {
    return help;
  }
}
