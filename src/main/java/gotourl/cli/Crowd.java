package gotourl.cli;

import gotourl.config.Configuration;
import gotourl.visitor.Countries;
import gotourl.visitor.CountryFile;
import gotourl.visitor.SaltFile;
import gotourl.visitor.ShareSalt;
import gotourl.visitor.Visitors;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of the {@link Wiring} that knows who visitors are: where addresses are, and the salt of
 * shares.
 *
 * @param file where addresses are, or {@code null}: nobody is anywhere
 */
record Crowd(Visitors visitors, @Nullable CountryFile file) {

  private static final Logger LOG = System.getLogger("gotourl.cli");

  static Crowd of(Configuration configuration) throws Failure {
    Path geoip = configuration.geoip();
    CountryFile file = geoip == null ? null : open(geoip);
    Countries countries = file == null ? Countries.UNKNOWN : file;
    return new Crowd(new Visitors(countries, salt(configuration.store().directory())), file);
  }

  private static CountryFile open(Path geoip) throws Failure {
    try {
      return CountryFile.open(geoip);
    } catch (NoSuchFileException none) {
      throw new Failure("-geoip: there is no file " + geoip, none);
    } catch (IOException e) {
      throw new Failure("-geoip: " + e.getMessage(), e);
    }
  }

  /** Links are served without it, too. */
  private static ShareSalt salt(Path directory) {
    try {
      return SaltFile.open(directory, InstantSource.system());
    } catch (IOException e) {
      LOG.log(
          Level.WARNING,
          "shares of visitors are drawn with a salt that the next start will not know: "
              + e.getMessage());
      return ShareSalt.random();
    }
  }

  /** What can be read again. */
  List<Reload.Part> reloadable() {
    return file == null ? List.of() : List.of(new Reload.Part("the file of -geoip", this::reload));
  }

  private void reload() {
    if (file == null) {
      return;
    }
    try {
      file.reload();
      LOG.log(Level.INFO, "the file of -geoip was read again");
    } catch (IOException e) {
      LOG.log(Level.WARNING, "-geoip: what was read before stays in force: " + e.getMessage());
    }
  }
}
