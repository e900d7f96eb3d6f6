package gotourl.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class PasswordsTest {

  @Test
  void whatIsHashedIsKnownAgain() {
    try (Passwords passwords = new Passwords(new SecureRandom())) {
      PasswordHash hash = join(passwords.hash("a"));
      assertThat(join(passwords.check(hash, "a"))).isTrue();
      assertThat(join(passwords.check(hash, "b"))).isFalse();
    }
  }

  @Test
  void onlySoManyWait() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    SecureRandom held =
        new SecureRandom() {
          @Override
          public void nextBytes(byte[] bytes) {
            begun.countDown();
            try {
              go.await();
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
          }
        };
    try (Passwords passwords = new Passwords(held, 1)) {
      assertThat(passwords.hash("a")).isPresent();
      begun.await();
      PasswordHash kept = new PasswordHash("pbkdf2-sha256$1$x");
      for (int i = 0; i < Passwords.WAITING_MAX; i++) {
        assertThat(passwords.check(kept, "a")).isPresent();
      }
      assertThat(passwords.check(kept, "a")).isEmpty();
      assertThat(passwords.hash("a")).isEmpty();
      go.countDown();
    }
  }

  private static <T> T join(Optional<CompletionStage<T>> stage) {
    return stage.orElseThrow().toCompletableFuture().join();
  }
}
