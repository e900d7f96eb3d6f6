/**
 * What a request says of its sender: device, browser, language, bot, country. No address of a
 * visitor ever leaves this room. Empty until rules or clicks need it.
 */
@NullMarked
package gotourl.visitor;

import org.jspecify.annotations.NullMarked;
