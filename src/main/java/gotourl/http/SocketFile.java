package gotourl.http;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;

/** The file by which a Unix-domain socket is found. It goes when its listener is closed. */
final class SocketFile {

  /** Who is let in: the server's own user and group, so that a proxy of that group is. */
  private static final String PERMISSIONS = "rw-rw----";

  private SocketFile() {}

  /** Removes what a server left that was killed. */
  static void makeRoom(UnixDomainSocketAddress address) throws IOException {
    Path path = address.getPath();
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    BasicFileAttributes file =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!file.isOther()) {
      throw new IOException("there is a file of that name, and it is no socket");
    }
    if (isServed(address)) {
      throw new BindException("Address already in use");
    }
    Files.deleteIfExists(path);
  }

  /** Only who asks is told whether somebody listens; whoever is too busy to answer does. */
  private static boolean isServed(UnixDomainSocketAddress address) throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.configureBlocking(false);
      var _ = channel.connect(address);
      return true;
    } catch (ConnectException refused) {
      return false;
    }
  }

  /** Where there are permissions of this kind. */
  static void restrict(UnixDomainSocketAddress address) throws IOException {
    PosixFileAttributeView file =
        Files.getFileAttributeView(address.getPath(), PosixFileAttributeView.class);
    if (file != null) {
      file.setPermissions(PosixFilePermissions.fromString(PERMISSIONS));
    }
  }
}
