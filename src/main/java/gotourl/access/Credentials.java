package gotourl.access;

import java.util.Optional;

/** The port to wherever credentials are kept. Any thread; nothing here waits. */
public interface Credentials {

  /**
   * Who bears this secret.
   *
   * @param secret as it came in a header, whatever it may be
   * @return empty if nobody does, or no longer
   */
  Optional<Credential> authenticate(String secret);
}
