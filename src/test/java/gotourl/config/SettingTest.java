package gotourl.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SettingTest {

  @Test
  void namesFollowFromOneAnother() {
    assertThat(Setting.SAVE_QUEUE.key()).isEqualTo("save-queue");
    assertThat(Setting.SAVE_QUEUE.environmentName()).isEqualTo("GOTO_SAVE_QUEUE");
    assertThat(Setting.HTTP.environmentName()).isEqualTo("GOTO_HTTP");
  }

  @Test
  void theOriginalsFlagsKeepTheirNames() {
    assertThat(Setting.HTTP.byDefault()).isEqualTo(":3000");
    assertThat(Setting.HOST.byDefault()).isEqualTo("localhost:3000");
    assertThat(Setting.FILE.key()).isEqualTo("file");
  }

  @ParameterizedTest
  @EnumSource
  void everySettingIsFoundByItsKey(Setting setting) {
    assertThat(Setting.ofKey(setting.key())).contains(setting);
  }

  @ParameterizedTest
  @EnumSource
  void everySettingServesSomething(Setting setting) {
    assertThat(Setting.Use.values()).anyMatch(setting::serves);
  }

  @ParameterizedTest
  @EnumSource
  void aDefaultIsWhatSayingItWouldMean(Setting setting) {
    assertThat(loaded(Map.of(setting, setting.byDefault()))).isEqualTo(loaded(Map.of()));
  }

  @Test
  void theDescriptionOfSyncStatesTheLossBounds() {
    assertThat(Setting.SYNC.description())
        .contains("nothing acknowledged is lost")
        .contains("a power cut can lose up to the last second")
        .contains("a crash of the process loses nothing")
        .contains("whatever it had not written");
  }

  @Test
  void onlySecretsAreForNobodysEyes() {
    assertThat(Setting.values())
        .filteredOn(Setting::isSecret)
        .containsExactlyInAnyOrder(Setting.ADMIN_SECRET, Setting.SECRET, Setting.IMPORT_KEY);
  }

  private static Configuration loaded(Map<Setting, String> flags) {
    return ((Configuration.Valid) Configuration.load(flags, Map.of())).configuration();
  }
}
