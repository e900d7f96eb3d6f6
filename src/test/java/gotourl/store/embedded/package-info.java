@NullMarked
package gotourl.store.embedded;

import org.jspecify.annotations.NullMarked;
