package gotourl.http;

import java.time.Duration;

/** So many in that time. */
public record Rate(int count, Duration time) {

  public Rate {
    if (count < 1 || !time.isPositive()) {
      throw new IllegalArgumentException("no rate: " + count + " in " + time);
    }
  }
}
