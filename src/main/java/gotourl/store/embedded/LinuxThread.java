package gotourl.store.embedded;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;

/**
 * What Linux can do for a thread and Java cannot: its niceness is each thread's own there, while
 * Java's priorities are ignored unless the whole machine is told otherwise.
 */
public final class LinuxThread {

  private static final Logger LOG = System.getLogger(EmbeddedStore.class.getName());

  // Of the kernel's interface, the same on x86-64 and 64-bit ARM.
  private static final int PRIO_PROCESS = 0;
  private static final int CALLING_THREAD = 0;

  /** A tenth of the share of a thread with the usual 0, if there is not enough for both. */
  static final int NICE = 10;

  private LinuxThread() {}

  /** The calling thread lets others go first from now on; elsewhere than on Linux, nothing. */
  public static void beNice() {
    if (!LinuxMemory.isHere()) {
      return;
    }
    try {
      int failed = (int) setPriority().invokeExact(PRIO_PROCESS, CALLING_THREAD, NICE);
      if (failed != 0) {
        LOG.log(Level.DEBUG, "the system does not let this thread be nice");
      }
    } catch (Throwable e) {
      LOG.log(Level.DEBUG, "this thread cannot be nice", e);
    }
  }

  @SuppressWarnings("restricted") // the jar's manifest and the launch script grant it
  private static MethodHandle setPriority() {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("setpriority"),
        FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
  }
}
