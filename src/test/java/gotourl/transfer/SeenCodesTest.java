package gotourl.transfer;

import static gotourl.support.Keys.key;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SeenCodesTest {

  private final SeenCodes seen = new SeenCodes();

  @Test
  void aCodeIsMetOnceAndThenKnown() {
    for (int i = 0; i < 100_000; i++) {
      assertThat(seen.meet(key("c" + i), "http://a/" + i)).isEmpty();
    }
    for (int i = 0; i < 100_000; i++) {
      assertThat(seen.meet(key("c" + i), "http://b/"))
          .isEqualTo(OptionalLong.of(SeenCodes.hash("http://a/" + i)));
    }
  }

  @Test
  void beyondItsBoundNothingMoreIsRemembered() {
    for (int i = 0; i < SeenCodes.CODES_MAX; i++) {
      var _ = seen.meet(key("c" + i), "http://a/");
    }
    assertThat(seen.meet(key("late"), "http://a/")).isEmpty();
    assertThat(seen.meet(key("late"), "http://a/")).isEmpty();
    assertThat(seen.meet(key("c0"), "http://a/")).isPresent();
  }
}
