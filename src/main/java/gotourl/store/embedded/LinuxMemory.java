package gotourl.store.embedded;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;

/**
 * Anonymous mappings. {@code Arena.allocate} would touch every slab to clear it, which is a pause,
 * and memory in use before it is needed.
 */
final class LinuxMemory implements SystemMemory {

  // Of the kernel's interface, the same on x86-64 and 64-bit ARM.
  private static final int PROT_READ_WRITE = 0x1 | 0x2;
  private static final int MAP_PRIVATE_ANONYMOUS = 0x02 | 0x20;
  private static final long MAP_FAILED = -1;

  private final List<Mapping> mappings = new ArrayList<>();
  private long bytesTaken;

  private record Mapping(long address, long bytes) {}

  static boolean isHere() {
    return System.getProperty("os.name", "").equals("Linux");
  }

  @Override
  public synchronized long take(long bytes) {
    long address = map(bytes);
    mappings.add(new Mapping(address, bytes));
    bytesTaken += bytes;
    return address;
  }

  private long map(long bytes) {
    long address = map(Calls.MMAP, bytes);
    if (address == MAP_FAILED) {
      throw new OutOfMemoryError(
          "the system has no more memory for the index: "
              + bytes
              + " bytes asked for, "
              + bytesTaken
              + " in use");
    }
    return address;
  }

  @Override
  public synchronized void giveBack() {
    mappings.forEach(mapping -> call(Return.MUNMAP, mapping.address, mapping.bytes));
    mappings.clear();
  }

  private static long map(MethodHandle mmap, long bytes) {
    try {
      return (long) mmap.invokeExact(0L, bytes, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS, -1, 0L);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private static void call(MethodHandle munmap, long address, long bytes) {
    try {
      int _ = (int) munmap.invokeExact(address, bytes);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /** Resolved when the first memory is asked for, and only on Linux. */
  private static final class Calls {
    private static final Linker LINKER = Linker.nativeLinker();

    static final MethodHandle MMAP =
        of(
            "mmap",
            FunctionDescriptor.of(
                JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG));

    @SuppressWarnings("restricted") // the jar's manifest and the launch script grant it
    private static MethodHandle of(String name, FunctionDescriptor shape) {
      return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), shape);
    }
  }

  /** Resolved when memory is given back: a start need not wait for it. */
  private static final class Return {
    static final MethodHandle MUNMAP =
        Calls.of("munmap", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG));
  }
}
