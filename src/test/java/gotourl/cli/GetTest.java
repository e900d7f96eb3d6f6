package gotourl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GetTest {

  @ParameterizedTest
  @CsvSource({"abc,abc", "a/b,a/b", "a b,a%20b", "a+b,a%2Bb", "grüße,gr%C3%BC%C3%9Fe", "a?b,a%3Fb"})
  void aCodeBecomesAPath(String code, String path) {
    assertThat(Get.path(code)).isEqualTo(path);
  }
}
