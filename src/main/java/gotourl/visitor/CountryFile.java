package gotourl.visitor;

import com.maxmind.db.CHMCache;
import com.maxmind.db.InvalidNetworkException;
import com.maxmind.db.Networks;
import com.maxmind.db.Reader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Where addresses are, as a file of the user's says ({@code .mmdb}: MaxMind's, DB-IP's and
 * others'). It is read whole, so that whoever replaces or cuts it meanwhile disturbs nobody, and
 * look-ups never touch the disk. {@link #reload} takes up another one while look-ups go on.
 */
public final class CountryFile implements Countries {

  /** Those of countries have 10 MB, those of cities 130 MB; more is no file for this. */
  private static final long BYTES_MAX = 512L << 20;

  /** In a file of countries the first network has one; a few are reserved or unknown. */
  private static final int PROBES_MAX = 1_000;

  private static final int IPV4 = 4;

  private static final Logger LOG = System.getLogger(CountryFile.class.getName());

  private final Path file;
  private volatile Loaded loaded;

  private CountryFile(Path file, Loaded loaded) {
    this.file = file;
    this.loaded = loaded;
  }

  /**
   * @throws IOException with a sentence for people if this is no file of countries
   */
  public static CountryFile open(Path file) throws IOException {
    return new CountryFile(file, Loaded.of(file));
  }

  /**
   * Reads the file again. If that fails, what was read before stays in force.
   *
   * @throws IOException with a sentence for people if this is no file of countries any more
   */
  public void reload() throws IOException {
    loaded = Loaded.of(file);
  }

  @Override
  public @Nullable String of(@Nullable InetAddress address) {
    return address == null ? null : loaded.country(address);
  }

  /** What was read at one time; a reader in memory needs no closing. */
  private record Loaded(Path file, Reader reader, boolean knowsIpv6, AtomicBoolean complained) {

    static Loaded of(Path file) throws IOException {
      if (Files.size(file) > BYTES_MAX) {
        throw new IOException(file + " is too large for a file of countries");
      }
      byte[] bytes = Files.readAllBytes(file);
      boolean knowsCountries;
      Reader reader;
      try {
        reader = new Reader(new ByteArrayInputStream(bytes), new CHMCache());
        knowsCountries = hasCountries(reader);
      } catch (IOException | InvalidNetworkException | RuntimeException e) {
        // The library trusts what it reads: whatever is out of place ends in any exception.
        throw new IOException(file + " is no .mmdb file, or a damaged one: " + e.getMessage(), e);
      }
      if (!knowsCountries) {
        throw new IOException(file + " is an .mmdb file, but not of countries");
      }
      boolean knowsIpv6 = reader.getMetadata().ipVersion() != IPV4;
      return new Loaded(file, reader, knowsIpv6, new AtomicBoolean());
    }

    private static boolean hasCountries(Reader reader) throws IOException, InvalidNetworkException {
      Networks<?> networks = reader.networks(Map.class);
      for (int i = 0; i < PROBES_MAX && networks.hasNext(); i++) {
        if (country(networks.next().data()) != null) {
          return true;
        }
      }
      return false;
    }

    /** In a file of IPv4 addresses the reader would take the first bits of others for one. */
    @Nullable String country(InetAddress address) {
      if (address instanceof Inet6Address && !knowsIpv6) {
        return null;
      }
      try {
        return country(reader.get(address, Map.class));
      } catch (IOException | RuntimeException e) {
        if (!complained.getAndSet(true)) {
          LOG.log(Level.WARNING, file + " is damaged, some countries are unknown: " + e);
        }
        return null;
      }
    }

    /** MaxMind and DB-IP have a code inside the country; others have it beside, or instead. */
    private static @Nullable String country(@Nullable Object found) {
      if (!(found instanceof Map<?, ?> facts)) {
        return null;
      }
      Object country = facts.get("country");
      Object code =
          country instanceof Map<?, ?> inside
              ? inside.get("iso_code")
              : facts.containsKey("country_code") ? facts.get("country_code") : country;
      return code instanceof String text && Countries.isCode(text) ? text : null;
    }
  }
}
