package gotourl.link;

import gotourl.visitor.Visitor;

/**
 * What a request for a link says, as far as its terms may ask for it. Each part is made when it is
 * asked for: nearly all links ask for nothing.
 */
public interface Inquiry {

  /** As it was sent, without its question mark; empty if there is none. */
  String query();

  /** Who asks. */
  Visitor visitor();
}
