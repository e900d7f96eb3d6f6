/** What several tests need: small real implementations instead of mocks. */
@NullMarked
package gotourl.support;

import org.jspecify.annotations.NullMarked;
