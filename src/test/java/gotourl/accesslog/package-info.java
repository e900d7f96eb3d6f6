/** Tests of the access log. */
@NullMarked
package gotourl.accesslog;

import org.jspecify.annotations.NullMarked;
