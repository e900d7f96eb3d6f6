/** Credentials and their scopes, domains and settings, with their ports. */
@NullMarked
package gotourl.access;

import org.jspecify.annotations.NullMarked;
