package gotourl.visitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class AddressBlockTest {

  @Test
  void aBlockHasTheAddressesThatShareItsBits() {
    assertHas("10.0.0.0/8", "10.0.0.0", "10.255.255.255");
    assertHasNot("10.0.0.0/8", "9.255.255.255", "11.0.0.0");
    assertHas("192.0.2.128/25", "192.0.2.128", "192.0.2.255");
    assertHasNot("192.0.2.128/25", "192.0.2.127", "192.0.3.128");
    assertHas("2001:db8:8000::/33", "2001:db8:8000::", "2001:db8:ffff::1");
    assertHasNot("2001:db8:8000::/33", "2001:db8:7fff::", "2001:db9:8000::");
    assertHas("0.0.0.0/0", "0.0.0.0", "255.255.255.255");
  }

  @Test
  void anAddressAloneIsItself() {
    assertHas("192.0.2.1", "192.0.2.1");
    assertHasNot("192.0.2.1", "192.0.2.0", "192.0.2.2");
    assertHas("2001:db8::1", "2001:db8:0:0::1");
  }

  @Test
  void theVersionsOfTheProtocolAreApartButForAnOldAddressInNewClothes() {
    assertHasNot("0.0.0.0/0", "2001:db8::1");
    assertHasNot("::/0", "192.0.2.1");
    assertHas("192.0.2.0/24", "::ffff:192.0.2.7");
    assertHas("::ffff:192.0.2.7", "192.0.2.7");
  }

  @Test
  void whatIsWrittenReadsBackTheSame() {
    for (String text :
        new String[] {"10.0.0.0/8", "192.0.2.1", "0.0.0.0/0", "2001:db8::/32", "::1", "::/0"}) {
      AddressBlock block = AddressBlock.parse(text);
      assertThat(AddressBlock.parse(block.toString()))
          .isEqualTo(block)
          .hasSameHashCodeAs(block)
          .isNotEqualTo(AddressBlock.parse("192.0.2.0/25"));
    }
    assertThat(AddressBlock.parse("10.0.0.0/8")).hasToString("10.0.0.0/8");
    assertThat(AddressBlock.parse("10.0.0.1/32")).hasToString("10.0.0.1");
  }

  @Test
  void whatIsNoBlockIsRefusedAndToldWhy() {
    assertRefused(
        "is neither an address nor a block", "", "/8", "localhost", "10.0.0", "10.0.0.0.0");
    assertRefused("is neither an address nor a block", "1.2.3.256", "01.2.3.4", "0x7f.0.0.1", "1");
    assertRefused("is neither an address nor a block", "::1%eth0", "[::1]", ":::", "1.2.3.4:80");
    assertRefused(
        "is neither an address nor a block", "1.2.3.4 ", "١.٢.٣.٤", "g::", "1".repeat(99));
    assertRefused("needs a number from 0 to 32", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/08");
    assertRefused(
        "needs a number from 0 to 32", "10.0.0.0/-1", "10.0.0.0/8/8", "::ffff:1.2.3.4/96");
    assertRefused("needs a number from 0 to 128", "::/129", "::/9999999999");
    assertRefused("names one address, and a whole block around it", "10.0.0.1/8", "::1/127");
  }

  private static void assertRefused(String why, String... texts) {
    for (String text : texts) {
      assertThatIllegalArgumentException()
          .as(text)
          .isThrownBy(() -> AddressBlock.parse(text))
          .withMessageStartingWith("\"" + text + "\"")
          .withMessageContaining(why);
    }
  }

  private static void assertHas(String block, String... addresses) {
    for (String address : addresses) {
      assertThat(AddressBlock.parse(block).contains(InetAddress.ofLiteral(address)))
          .as(address)
          .isTrue();
    }
  }

  private static void assertHasNot(String block, String... addresses) {
    for (String address : addresses) {
      assertThat(AddressBlock.parse(block).contains(InetAddress.ofLiteral(address)))
          .as(address)
          .isFalse();
    }
  }
}
