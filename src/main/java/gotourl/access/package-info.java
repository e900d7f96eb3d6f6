/**
 * Credentials and their scopes, domains and settings, with their ports. Empty until the management
 * API needs them.
 */
@NullMarked
package gotourl.access;

import org.jspecify.annotations.NullMarked;
