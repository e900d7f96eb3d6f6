package gotourl.visitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gotourl.support.LogLines;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CountryFileTest {

  private static final Map<String, ?> GERMANY =
      Map.of("country", Map.of("iso_code", "DE", "names", Map.of("en", "Germany")));

  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void names() {
    file = directory.resolve("countries.mmdb");
  }

  @Test
  void anAddressIsInTheCountryOfItsNetwork() throws IOException {
    Countries countries =
        written(
            new TinyMmdb(6)
                .put(bytes("192.0.2.0"), 24, GERMANY)
                .put(bytes("2001:db8::"), 32, Map.of("country", Map.of("iso_code", "CH"))));
    assertThat(countries.of(InetAddress.ofLiteral("192.0.2.200"))).isEqualTo("DE");
    assertThat(countries.of(InetAddress.ofLiteral("2001:db8:1::1"))).isEqualTo("CH");
    assertThat(countries.of(InetAddress.ofLiteral("::ffff:192.0.2.200"))).isEqualTo("DE");
  }

  @Test
  void anAddressThatTheFileDoesNotKnowIsNowhere() throws IOException {
    Countries countries = written(new TinyMmdb(6).put(bytes("192.0.2.0"), 24, GERMANY));
    assertThat(countries.of(InetAddress.ofLiteral("192.0.3.1"))).isNull();
    assertThat(countries.of(InetAddress.ofLiteral("2001:db8::1"))).isNull();
    assertThat(countries.of(null)).isNull();
  }

  @Test
  void inAFileOfIpv4AnIpv6AddressIsNowhere() throws IOException {
    Countries countries = written(new TinyMmdb(4).put(bytes("32.0.0.0"), 8, GERMANY));
    assertThat(countries.of(InetAddress.ofLiteral("32.1.2.3"))).isEqualTo("DE");
    // 2000::/8 begins with the same eight bits.
    assertThat(countries.of(InetAddress.ofLiteral("2001:db8::1"))).isNull();
  }

  @Test
  void theFormsOfOtherMakersAreKnown() throws IOException {
    for (Map<String, ?> facts :
        List.<Map<String, ?>>of(
            Map.of("country_code", "DE"),
            Map.of("country", "DE"),
            Map.of("country", "Germany", "country_code", "DE"))) {
      Countries countries = written(new TinyMmdb(4).put(bytes("192.0.2.0"), 24, facts));
      assertThat(countries.of(InetAddress.ofLiteral("192.0.2.1"))).as("%s", facts).isEqualTo("DE");
    }
  }

  @Test
  void whatIsNoCountryIsNone() throws IOException {
    Countries countries =
        written(
            new TinyMmdb(4)
                .put(bytes("192.0.2.0"), 25, GERMANY)
                .put(bytes("192.0.2.128"), 25, Map.of("country", Map.of("iso_code", "ZZ"))));
    assertThat(countries.of(InetAddress.ofLiteral("192.0.2.128"))).isNull();
  }

  @Test
  void aReloadTakesUpAnotherFileAndKeepsTheOldOneIfThatIsNone() throws IOException {
    InetAddress address = InetAddress.ofLiteral("192.0.2.1");
    CountryFile countries = written(new TinyMmdb(4).put(bytes("192.0.2.0"), 24, GERMANY));
    Files.write(
        file, new TinyMmdb(4).put(bytes("192.0.2.0"), 24, Map.of("country_code", "AT")).bytes());
    assertThat(countries.of(address)).isEqualTo("DE");
    countries.reload();
    assertThat(countries.of(address)).isEqualTo("AT");

    Files.writeString(file, "not one");
    assertThatThrownBy(countries::reload).isInstanceOf(IOException.class);
    assertThat(countries.of(address)).isEqualTo("AT");
    Files.delete(file);
    assertThatThrownBy(countries::reload).isInstanceOf(NoSuchFileException.class);
    assertThat(countries.of(address)).isEqualTo("AT");
  }

  @Test
  void aFileOfSomethingElseIsNamed() throws IOException {
    Files.write(file, new TinyMmdb(4).put(bytes("192.0.2.0"), 24, Map.of("asn", "64496")).bytes());
    assertThatThrownBy(() -> CountryFile.open(file))
        .hasMessage(file + " is an .mmdb file, but not of countries");
    Files.write(file, new byte[0]);
    assertThatThrownBy(() -> CountryFile.open(file)).isInstanceOf(IOException.class);
  }

  @Test
  void aDamagedFileCostsCountriesAndOneLineOfTheLog() throws IOException {
    byte[] whole =
        new TinyMmdb(4)
            .put(bytes("10.0.0.0"), 8, GERMANY)
            .put(bytes("192.0.2.0"), 24, GERMANY)
            .bytes();
    int opened = 0;
    try (LogLines log = LogLines.of(CountryFile.class)) {
      for (int at = 0; at < whole.length; at++) {
        byte[] damaged = whole.clone();
        damaged[at] ^= (byte) 0xFF;
        Files.write(file, damaged);
        CountryFile countries;
        try {
          countries = CountryFile.open(file);
        } catch (IOException refused) {
          assertThat(refused).hasMessageContaining(file.toString());
          continue;
        }
        opened++;
        for (int last = 1; last < 4; last++) {
          assertThat(Arrays.asList("DE", null))
              .as("byte %d", at)
              .contains(countries.of(InetAddress.ofLiteral("192.0.2." + last)));
        }
      }
      assertThat(log.lines()).hasSizeBetween(1, opened);
      assertThat(log.lines()).allMatch(line -> line.startsWith(file + " is damaged, some countri"));
    }
  }

  private CountryFile written(TinyMmdb mmdb) throws IOException {
    Files.write(file, mmdb.bytes());
    return CountryFile.open(file);
  }

  private static byte[] bytes(String address) {
    return InetAddress.ofLiteral(address).getAddress();
  }
}
