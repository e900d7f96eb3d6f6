package gotourl.http;

import gotourl.link.Passwords;
import gotourl.link.Redirector;
import gotourl.visitor.Visitors;

/**
 * What it takes to follow a link.
 *
 * @param visitors who asks, for links with rules
 * @param passwords whether they know it, for links with a password; closed by the caller
 */
public record Following(Redirector redirector, Visitors visitors, Passwords passwords) {}
