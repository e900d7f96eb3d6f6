@NullMarked
package gotourl.house;

import org.jspecify.annotations.NullMarked;
