package gotourl.visitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeviceTest {

  @Test
  void aTelephoneOrTabletIsOfItsSystemWhateverElseItNames() {
    assertDevice(
        Device.ANDROID,
        UserAgents.CHROME_ANDROID,
        UserAgents.FIREFOX_ANDROID,
        UserAgents.SAMSUNG,
        UserAgents.INSIDE_AN_APP_ANDROID,
        UserAgents.ANDROID_OF_OLD,
        "Dalvik/2.1.0 (Linux; U; Android 13; SM-T870 Build/TP1A.220624.014)");
    assertDevice(
        Device.IOS,
        UserAgents.SAFARI_IPHONE,
        UserAgents.SAFARI_IPAD_OF_OLD,
        UserAgents.CHROME_IPHONE,
        UserAgents.FIREFOX_IPHONE,
        UserAgents.INSIDE_AN_APP_IPHONE,
        "Mozilla/5.0 (iPod touch; CPU iPhone OS 12_0 like Mac OS X)");
  }

  @Test
  void aComputerIsOfItsSystem() {
    assertDevice(
        Device.WINDOWS,
        UserAgents.CHROME_WINDOWS,
        UserAgents.EDGE_WINDOWS,
        UserAgents.INTERNET_EXPLORER);
    assertDevice(Device.MACOS, UserAgents.SAFARI_MAC, UserAgents.OPERA_MAC);
    assertDevice(Device.LINUX, UserAgents.FIREFOX_LINUX, UserAgents.VIVALDI_LINUX);
    assertDevice(Device.CHROMEOS, UserAgents.CHROME_BOOK);
  }

  @Test
  void whatIsNoneOfTheseIsOther() {
    assertDevice(
        Device.OTHER,
        "",
        "curl/8.14.1",
        "Wget/1.25.0",
        UserAgents.WINDOWS_TELEPHONE,
        UserAgents.TELEVISION,
        "Mozilla/5.0 (Web0S; Linux/SmartTV) AppleWebKit/537.36 (KHTML, like Gecko)",
        "Mozilla/5.0 (Mobile; Nokia; rv:48.0; Linux) Gecko/48.0 Firefox/48.0 KAIOS/2.5");
  }

  @Test
  void mobileAndDesktopAreSeveralAtOnce() {
    assertGroup(DeviceGroup.MOBILE, Device.ANDROID, Device.IOS);
    assertGroup(DeviceGroup.DESKTOP, Device.WINDOWS, Device.MACOS, Device.LINUX, Device.CHROMEOS);
    for (DeviceGroup group :
        EnumSet.complementOf(EnumSet.of(DeviceGroup.MOBILE, DeviceGroup.DESKTOP))) {
      assertGroup(group, Device.valueOf(group.name()));
    }
  }

  @Test
  void aGroupIsNamedInAnyCaseAndHasShlinksWord() {
    assertThat(Arrays.stream(DeviceGroup.values()).map(DeviceGroup::word))
        .containsExactly(
            "android", "ios", "mobile", "windows", "macos", "linux", "chromeos", "desktop");
    assertThat(DeviceGroup.named("ChromeOS")).isEqualTo(DeviceGroup.CHROMEOS);
    assertThat(DeviceGroup.named("other")).isNull();
    assertThat(DeviceGroup.named("")).isNull();
  }

  private static void assertDevice(Device device, String... userAgents) {
    for (String userAgent : userAgents) {
      assertThat(Device.of(userAgent)).as(userAgent).isEqualTo(device);
    }
  }

  private static void assertGroup(DeviceGroup group, Device... devices) {
    Set<Device> has = EnumSet.allOf(Device.class);
    has.removeIf(device -> !group.has(device));
    assertThat(has).as(group.word()).containsExactlyInAnyOrder(devices);
  }
}
