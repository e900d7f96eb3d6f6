package gotourl.http;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The certificate in force, taken from its files when they change. New connections get the new one,
 * those that are open keep theirs. A pair of files that is of no use leaves the old one in force;
 * why is logged once.
 *
 * <p>{@link #look} is the duty cycle: somebody calls it every few seconds. It takes the files when
 * they have been the same for two looks, because certificate and key are two files and are written
 * one after the other.
 */
final class Certificate implements AutoCloseable {

  private static final Logger LOG = System.getLogger(Certificate.class.getName());

  private final CertificateFiles files;
  private final Tls tls;
  private final Tickets tickets = new Tickets();

  /** Guards what handlers are made of; never held while a file is read. */
  private final Object lock = new Object();

  private SslContext context;
  private boolean closed;

  // Guarded by this.
  private Stamps tried;
  private Stamps seen;
  private Instant turned;

  /** When and how large a file was, and which; empty if there is none. */
  private record Stamp(FileTime time, long size, @Nullable Object file) {

    static Optional<Stamp> of(Path path) {
      try {
        BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
        return Optional.of(new Stamp(file.lastModifiedTime(), file.size(), file.fileKey()));
      } catch (IOException e) {
        return Optional.empty();
      }
    }
  }

  private record Stamps(Optional<Stamp> chain, Optional<Stamp> privateKey) {

    static Stamps of(CertificateFiles files) {
      return new Stamps(Stamp.of(files.chain()), Stamp.of(files.privateKey()));
    }
  }

  private Certificate(
      CertificateFiles files, Tls tls, Stamps stamps, Identity identity, Instant now)
      throws CertificateMistake {
    this.files = files;
    this.tls = tls;
    this.tried = stamps;
    this.seen = stamps;
    this.turned = now;
    this.context = context(identity);
  }

  /** Reads the files; a mistake names the file and what is wrong with it. */
  static Certificate open(CertificateFiles files, Tls tls, Instant now) throws CertificateMistake {
    Stamps stamps = Stamps.of(files);
    Identity identity = Identity.read(files);
    Certificate certificate = new Certificate(files, tls, stamps, identity, now);
    LOG.log(
        Level.INFO,
        "TLS by " + tls.spoken() + ", certificate valid until " + identity.validUntil());
    warn(identity, now);
    return certificate;
  }

  /** For one new connection. */
  SslHandler handler(ByteBufAllocator alloc) {
    synchronized (lock) {
      return context.newHandler(alloc);
    }
  }

  /** Takes the files if they have changed and change no more, and turns the tickets. */
  synchronized void look(Instant now) {
    if (!now.isBefore(turned.plus(Tickets.TURN))) {
      turned = now;
      tickets.turn();
      synchronized (lock) {
        if (!closed) {
          tickets.giveTo(context);
        }
      }
    }
    Stamps found = Stamps.of(files);
    boolean atRest = found.equals(seen);
    seen = found;
    if (atRest && !found.equals(tried)) {
      take(now);
    }
  }

  /** Takes the files as they are. */
  synchronized void reload(Instant now) {
    take(now);
  }

  private void take(Instant now) {
    tried = Stamps.of(files);
    try {
      Identity identity = Identity.read(files);
      replace(context(identity));
      LOG.log(Level.INFO, "the new certificate is in force, valid until " + identity.validUntil());
      warn(identity, now);
    } catch (CertificateMistake mistake) {
      LOG.log(Level.WARNING, "the old certificate stays in force: " + mistake.getMessage());
    }
  }

  private static void warn(Identity identity, Instant now) {
    if (!identity.isValidAt(now)) {
      LOG.log(Level.WARNING, "the certificate is not valid now: clients will refuse it");
    }
  }

  private SslContext context(Identity identity) throws CertificateMistake {
    try {
      SslContext made = tls.context(identity);
      tickets.giveTo(made);
      return made;
    } catch (SSLException | IllegalArgumentException e) {
      throw new CertificateMistake(
          tls.spoken() + " cannot use the certificate in " + files.chain() + ": " + e.getMessage(),
          e);
    }
  }

  private void replace(SslContext next) {
    SslContext old;
    synchronized (lock) {
      old = closed ? next : context;
      context = next;
    }
    ReferenceCountUtil.release(old);
  }

  @Override
  public void close() {
    synchronized (lock) {
      if (closed) {
        return;
      }
      closed = true;
      ReferenceCountUtil.release(context);
    }
  }
}
