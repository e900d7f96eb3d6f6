package gotourl.http;

/** What takes place in a connection while its {@link Loop} looks at the time. */
interface Watched {

  /** So late it is: whatever takes too long ends. */
  void tick(long nowNanos);

  /** The server will stop: {@link Loop#draining} is true from now on. */
  default void drain() {}

  /** Ends gently if no request has begun; what has begun is answered. */
  void endIdle();

  /** Ends at once. */
  void abort();
}
