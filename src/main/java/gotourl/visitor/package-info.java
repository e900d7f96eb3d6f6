/**
 * What a request says of its sender: device, browser, bot, languages, country, parameters, and
 * which share of the visitors he belongs to. Serves rules and clicks alike.
 *
 * <p>Front door: {@link gotourl.visitor.Visitors} makes a {@link gotourl.visitor.Visitor} of the
 * texts of a request, and that derives each fact when it is first asked for. A visitor belongs to
 * one thread; everything else here may be called on any. Nothing blocks but opening and reloading
 * the files ({@link gotourl.visitor.CountryFile}, {@link gotourl.visitor.SaltFile}).
 *
 * <p>No address of a visitor ever leaves this room, and none is written anywhere: what others learn
 * of it is a country, whether it lies in a block that they name, and a draw. Everything that was
 * sent is hostile: it is looked at to a fixed length, and no regular expression runs on it.
 *
 * <p>{@link gotourl.visitor.IpLiteral} and {@link gotourl.visitor.AddressBlock} read addresses and
 * blocks wherever somebody writes them: rules, trusted proxies, headers.
 */
@NullMarked
package gotourl.visitor;

import org.jspecify.annotations.NullMarked;
