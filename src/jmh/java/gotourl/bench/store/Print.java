package gotourl.bench.store;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Links on standard output, for whoever takes them as a file.
 *
 * <p>Arguments: a form, links, and optionally each how many (1: all of them). The forms: {@code
 * json} as {@code goto import} reads it, {@code tabs} (code, tab, target), {@code set} and {@code
 * get} (commands for Redis), {@code codes}.
 */
public final class Print {

  private static final int BUFFER_BYTES = 1 << 20;

  private Print() {}

  /** Prints. */
  public static void main(String[] args) throws IOException {
    long count = Long.parseLong(args[1]);
    long step = args.length > 2 ? Long.parseLong(args[2]) : 1;
    byte[][] around = around(args[0]);
    byte[] code = new byte[Links.CODE_BYTES];
    byte[] target = new byte[Links.TARGET_BYTES];
    Links links = Links.ofSeed();
    try (OutputStream out =
        new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER_BYTES)) {
      for (long number = 0; number < count; number += step) {
        links.code(number, code);
        out.write(around[0]);
        out.write(code);
        out.write(around[1]);
        if (around.length > 2) {
          links.target(number, target);
          out.write(target);
          out.write(around[2]);
        }
      }
    }
  }

  /** What stands before, between and behind; without a third there is no target. */
  private static byte[][] around(String form) {
    String[] texts =
        switch (form) {
          case "json" -> new String[] {"{\"Key\":\"", "\",\"URL\":\"", "\"}\n"};
          case "tabs" -> new String[] {"", "\t", "\n"};
          case "set" ->
              new String[] {
                "*3\r\n$3\r\nSET\r\n$" + Links.CODE_BYTES + "\r\n",
                "\r\n$" + Links.TARGET_BYTES + "\r\n",
                "\r\n"
              };
          case "get" -> new String[] {"*2\r\n$3\r\nGET\r\n$" + Links.CODE_BYTES + "\r\n", "\r\n"};
          case "codes" -> new String[] {"", "\n"};
          default -> throw new IllegalArgumentException("no form is called " + form);
        };
    byte[][] bytes = new byte[texts.length][];
    for (int i = 0; i < texts.length; i++) {
      bytes[i] = texts[i].getBytes(StandardCharsets.ISO_8859_1);
    }
    return bytes;
  }
}
