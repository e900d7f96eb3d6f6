@NullMarked
package gotourl.visitor;

import org.jspecify.annotations.NullMarked;
