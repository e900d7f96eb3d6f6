package gotourl.visitor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ParametersTest {

  @Test
  void aNameHasItsValues() {
    Parameters parameters = Parameters.of("a=1&b=2&a=3");
    assertThat(parameters.has("a", "1")).isTrue();
    assertThat(parameters.has("a", "3")).isTrue();
    assertThat(parameters.has("a", "2")).isFalse();
    assertThat(parameters.has("A", "1")).isFalse();
    assertThat(parameters.has("b")).isTrue();
    assertThat(parameters.has("c")).isFalse();
  }

  @Test
  void aNameAloneHasAnEmptyValue() {
    for (String query : new String[] {"a", "a=", "x&a", "a&x", "&a=&"}) {
      assertThat(Parameters.of(query).has("a")).as(query).isTrue();
      assertThat(Parameters.of(query).has("a", "")).as(query).isTrue();
      assertThat(Parameters.of(query).has("a", "x")).as(query).isFalse();
    }
  }

  @Test
  void namesAndValuesAreDecodedAsFormsAre() {
    Parameters parameters = Parameters.of("a%20b=c+d%2B&%C3%A4=%e4&x==y&%26=%3D");
    assertThat(parameters.has("a b", "c d+")).isTrue();
    assertThat(parameters.has("ä", "\uFFFD")).isTrue();
    assertThat(parameters.has("x", "=y")).isTrue();
    assertThat(parameters.has("&", "=")).isTrue();
  }

  @Test
  void anythingCanBeSent() {
    assertThat(Parameters.of("").has("")).isFalse();
    assertThat(Parameters.of("&&&").has("")).isFalse();
    assertThat(Parameters.of("=").has("", "")).isTrue();
    assertThat(Parameters.of("%=%2&%zz=%&%").has("%zz", "%")).isTrue();
    assertThat(Parameters.of("a=%٤٤").has("a", "%٤٤")).isTrue();
  }

  @Test
  void piecesAreBounded() {
    String most = "a=1&".repeat(Parameters.COUNT_MAX - 1);
    assertThat(Parameters.of(most + "last").has("last")).isTrue();
    assertThat(Parameters.of(most + "a&late").has("late")).isFalse();
  }
}
