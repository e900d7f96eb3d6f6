package gotourl.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                        | false",
        "*/*                                       | false",
        "text/*                                    | false",
        "text/plain                                | false",
        "text/html                                 | true",
        "TEXT/HTML                                 | true",
        "text/html;charset=utf-8                   | true",
        "text/html, text/plain                     | false",
        "text/html;q=0.5, text/plain               | false",
        "text/html, text/plain;q=0.5               | true",
        "text/html;q=0, */*                        | false",
        "text/html;q=0.9, */*;q=0.8                | true",
        "*/*, text/plain;q=0.1                     | true",
        "text/html,application/xml;q=0.9,*/*;q=0.8 | true",
        "application/json                          | false",
        "text/html;q=nonsense                      | false",
        "text/html;q=2                             | false",
        ";;,,;q=                                   | false",
      })
  void htmlIsPreferredOnlyIfItIsWantedMoreThanPlainText(String accept, boolean prefers) {
    assertThat(Accepts.prefersHtml(accept)).isEqualTo(prefers);
  }
}
