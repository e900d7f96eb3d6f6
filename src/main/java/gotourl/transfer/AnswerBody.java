package gotourl.transfer;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** The body of an answer; empty if it is longer than it may be, and then the rest is not read. */
final class AnswerBody implements BodySubscriber<Optional<byte[]>> {

  private final int bytesMax;
  private final CompletableFuture<Optional<byte[]>> whole = new CompletableFuture<>();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private @Nullable Subscription subscription;

  AnswerBody(int bytesMax) {
    this.bytesMax = bytesMax;
  }

  @Override
  public CompletionStage<Optional<byte[]>> getBody() {
    return whole;
  }

  @Override
  public void onSubscribe(Subscription given) {
    subscription = given;
    given.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> parts) {
    for (ByteBuffer part : parts) {
      if (part.remaining() > bytesMax - bytes.size()) {
        give(Optional.empty());
        return;
      }
      byte[] some = new byte[part.remaining()];
      part.get(some);
      bytes.writeBytes(some);
    }
    if (subscription != null) {
      subscription.request(1);
    }
  }

  private void give(Optional<byte[]> body) {
    if (subscription != null) {
      subscription.cancel();
    }
    var _ = whole.complete(body);
  }

  @Override
  public void onError(Throwable cause) {
    var _ = whole.completeExceptionally(cause);
  }

  @Override
  public void onComplete() {
    var _ = whole.complete(Optional.of(bytes.toByteArray()));
  }
}
