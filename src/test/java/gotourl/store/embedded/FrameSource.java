package gotourl.store.embedded;

import gotourl.journal.Position;
import gotourl.link.Link;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Links as bytes in segments: every version stays where it was written, a number leads to the
 * newest one. Frames here are some random bytes, the code and the target.
 */
final class FrameSource implements LinkSource {

  private static final int SEGMENT_BYTES = 20_000;
  private static final int HEADER_BYTES = 256;

  private final Random random;
  private final List<MemorySegment> segments = new ArrayList<>();
  private final Map<Long, Long> positions = new HashMap<>();
  private final Map<Long, Integer> frameBytes = new HashMap<>();
  private final Map<Long, Link> written = new HashMap<>();
  final TreeMap<Long, Link> links = new TreeMap<>();
  private int used = SEGMENT_BYTES;

  /** From this segment on there are no bytes to be had in one piece. */
  int readable = Integer.MAX_VALUE;

  /** What happens each time before bytes are handed out. */
  Runnable meanwhile = () -> {};

  /** How many links were decoded. */
  int decoded;

  /** How often it was given back. */
  int closed;

  FrameSource(Random random) {
    this.random = random;
  }

  void put(Link link) {
    byte[] text = (link.key().code() + link.target()).getBytes(StandardCharsets.UTF_8);
    byte[] frame = new byte[5 + random.nextInt(20) + text.length];
    random.nextBytes(frame);
    System.arraycopy(text, 0, frame, frame.length - text.length, text.length);
    if (used + frame.length > SEGMENT_BYTES) {
      segments.add(MemorySegment.ofArray(new byte[SEGMENT_BYTES]));
      used = HEADER_BYTES;
    }
    MemorySegment.copy(frame, 0, segments.getLast(), ValueLayout.JAVA_BYTE, used, frame.length);
    long position = Position.of(segments.size() - 1, used);
    positions.put(link.number(), position);
    frameBytes.put(position, frame.length);
    written.put(position, link);
    links.put(link.number(), link);
    used += frame.length;
  }

  /** Puts links to other places, and other bytes to where they were. */
  void moveAll() {
    List<MemorySegment> before = List.copyOf(segments);
    used = SEGMENT_BYTES;
    List.copyOf(links.values()).forEach(this::put);
    before.forEach(segment -> segment.fill((byte) '-'));
  }

  void remove(long number) {
    positions.remove(number);
    links.remove(number);
  }

  int segments() {
    return segments.size();
  }

  @Override
  public TagTable tags() {
    return new TagTable();
  }

  @Override
  public long end() {
    return links.isEmpty() ? 0 : links.lastKey() + 1;
  }

  @Override
  public void positions(long first, int count, long[] into) {
    for (int i = 0; i < count; i++) {
      into[i] = positions.getOrDefault(first + i, NOWHERE);
    }
  }

  @Override
  public @Nullable MemorySegment bytes(long first, long last) {
    meanwhile.run();
    int ordinal = Position.ordinal(first);
    if (ordinal >= readable) {
      return null;
    }
    long from = Position.offset(first);
    int bytes = frameBytes.getOrDefault(last, 0);
    return segments.get(ordinal).asSlice(from, Position.offset(last) + bytes - from);
  }

  @Override
  public boolean mayPass(long position, HeadFilter filter) {
    Link link = written.get(position);
    return link == null || filter.mayPass(kind(link), link.created().toEpochMilli());
  }

  private static int kind(Link link) {
    return LinkFields.of(link.draft(), LinkFields.NO_BYTES).isEmpty()
        ? RecordCodec.ADD
        : RecordCodec.ADD | RecordCodec.HAS_FIELDS;
  }

  @Override
  public void close() {
    closed++;
  }

  @Override
  public @Nullable Link link(long number, HeadFilter filter) {
    Link link = links.get(number);
    if (link != null && !filter.mayPass(kind(link), link.created().toEpochMilli())) {
      return null; // As a frame's head says: of that nothing else is decoded.
    }
    decoded++;
    return link;
  }
}
