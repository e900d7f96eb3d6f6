package gotourl.http;

/** What takes place in a connection while its {@link Loop} looks at the time. */
interface Watched {

  /** So late it is: whatever takes too long ends. */
  void tick(long nowNanos);

  /** Ends gently unless a request has begun. */
  void endIdle();

  /** Ends at once. */
  void abort();
}
