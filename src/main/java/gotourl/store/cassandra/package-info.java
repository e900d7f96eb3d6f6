/** {@link gotourl.link.LinkStore} across machines. Empty until one machine is not enough. */
@NullMarked
package gotourl.store.cassandra;

import org.jspecify.annotations.NullMarked;
