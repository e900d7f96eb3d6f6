package gotourl.visitor;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes small {@code .mmdb} files: a binary tree over the bits of addresses, whose leaves point to
 * maps. Source: maxmind.github.io/MaxMind-DB, version 2.0.
 *
 * <pre>
 *   tree       for each node two records of 3 bytes: another node, or nodes (nothing there),
 *              or nodes + 16 + offset (what is there)
 *   16 zeros
 *   data       maps and texts
 *   marker     AB CD EF "MaxMind.com"
 *   metadata   a map
 * </pre>
 */
final class TinyMmdb {

  private static final byte[] MARKER =
      "\u00AB\u00CD\u00EFMaxMind.com".getBytes(StandardCharsets.ISO_8859_1);
  private static final int SEPARATOR = 16;
  private static final int UNSIGNED_16 = 5;
  private static final int UNSIGNED_32 = 6;
  private static final int TEXT = 2;
  private static final int MAP = 7;
  private static final int EXTENDED_ARRAY = 4;
  private static final int EXTENDED_UNSIGNED_64 = 2;

  /** A record that leads nowhere. */
  private static final int EMPTY = -1;

  /** Records that lead to data are their offsets, counted down from here. */
  private static final int DATA = -2;

  private final int ipVersion;
  private final List<int[]> nodes = new ArrayList<>(List.of(new int[] {EMPTY, EMPTY}));
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();

  /**
   * @param ipVersion 4 or 6; in a tree of IPv6, IPv4 addresses stand behind 96 zeros
   */
  TinyMmdb(int ipVersion) {
    this.ipVersion = ipVersion;
  }

  /** What is known of a block; its values are texts or maps of such. */
  TinyMmdb put(byte[] network, int bits, Map<String, ?> facts) {
    byte[] address = network;
    int length = bits;
    if (ipVersion == 6 && network.length == 4) {
      address = new byte[16];
      System.arraycopy(network, 0, address, 12, 4);
      length = bits + 96;
    }
    int node = 0;
    for (int bit = 0; bit < length - 1; bit++) {
      int side = side(address, bit);
      if (nodes.get(node)[side] < 0) {
        nodes.get(node)[side] = nodes.size();
        nodes.add(new int[] {EMPTY, EMPTY});
      }
      node = nodes.get(node)[side];
    }
    nodes.get(node)[side(address, length - 1)] = DATA - data.size();
    write(facts, data);
    return this;
  }

  private static int side(byte[] address, int bit) {
    return address[bit >> 3] >> (7 - (bit & 7)) & 1;
  }

  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int[] node : nodes) {
      for (int record : node) {
        int value =
            record >= 0
                ? record
                : record == EMPTY ? nodes.size() : nodes.size() + SEPARATOR + (DATA - record);
        out.write(value >> 16);
        out.write(value >> 8);
        out.write(value);
      }
    }
    out.writeBytes(new byte[SEPARATOR]);
    out.writeBytes(data.toByteArray());
    out.writeBytes(MARKER);
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("binary_format_major_version", 2);
    metadata.put("binary_format_minor_version", 0);
    metadata.put("build_epoch", 1_795_000_000L);
    metadata.put("database_type", "Tiny-Country");
    metadata.put("description", Map.of("en", "for tests"));
    metadata.put("ip_version", ipVersion);
    metadata.put("languages", List.of("en"));
    metadata.put("node_count", new Count(nodes.size()));
    metadata.put("record_size", 24);
    write(metadata, out);
    return out.toByteArray();
  }

  /** A number of 32 bits; an {@code Integer} has 16 here. */
  private record Count(int value) {}

  private static void write(Object value, ByteArrayOutputStream out) {
    switch (value) {
      case String text -> {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        control(TEXT, bytes.length, out);
        out.writeBytes(bytes);
      }
      case Map<?, ?> map -> {
        control(MAP, map.size(), out);
        map.forEach((key, inside) -> {
          write(key, out);
          write(inside, out);
        });
      }
      case List<?> list -> {
        control(0, list.size(), out);
        out.write(EXTENDED_ARRAY);
        list.forEach(inside -> write(inside, out));
      }
      case Integer number -> number(UNSIGNED_16, number, 2, out);
      case Count count -> number(UNSIGNED_32, count.value(), 4, out);
      case Long number -> {
        control(0, Long.BYTES, out);
        out.write(EXTENDED_UNSIGNED_64);
        bigEndian(number, Long.BYTES, out);
      }
      default -> throw new IllegalArgumentException(value + " has no form here");
    }
  }

  private static void number(int type, long value, int bytes, ByteArrayOutputStream out) {
    control(type, bytes, out);
    bigEndian(value, bytes, out);
  }

  private static void bigEndian(long value, int bytes, ByteArrayOutputStream out) {
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
      out.write((int) (value >> shift));
    }
  }

  /** Three bits of type, five of size. */
  private static void control(int type, int size, ByteArrayOutputStream out) {
    if (size >= 29) {
      throw new IllegalArgumentException("nothing here is so large: " + size);
    }
    out.write(type << 5 | size);
  }
}
