package gotourl.transfer;

import gotourl.link.DomainList;
import gotourl.link.Link;
import gotourl.link.NamedDomain;
import java.io.IOException;

/**
 * The links of a store on their way out, by number, as often as they are wanted. What changes
 * meanwhile is in it or is not, and each link that is there all the while is in it once.
 */
interface Departures {

  /** What is done with each. */
  interface Each {
    void link(Link link, NamedDomain domain) throws IOException;
  }

  /** The domains that they belong to. */
  DomainList domains();

  void forEach(Each each) throws IOException;
}
