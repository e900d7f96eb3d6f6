/**
 * Who may do what: secrets, what is kept of them, and the use cases around them. Domains and
 * settings are to come.
 *
 * <p>Front doors: {@link gotourl.access.Secrets} for the use cases, {@link
 * gotourl.access.Credentials} for whoever only has to know who asks, {@link
 * gotourl.access.CredentialStore} for the engine that keeps them. Any thread; nothing waits. The
 * value of a secret is in no store, no log and no text of an object: only {@link
 * gotourl.access.Secret#reveal} gives it.
 */
@NullMarked
package gotourl.access;

import org.jspecify.annotations.NullMarked;
