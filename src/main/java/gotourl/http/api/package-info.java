/**
 * The HTTP API: what is asked, who may ask it, and what is answered, without a wire.
 *
 * <p>Front door: {@link gotourl.http.api.Api}, from a {@link gotourl.http.api.Call} to a {@link
 * gotourl.http.api.Response}. Called on a virtual thread of its own for each request: it may wait
 * for the store. The fields of a link are one table ({@code LinkField}), the parameters of a list
 * another ({@code ListParameter}), the problems a third ({@code Problem}), and one place leads from
 * what the domain says to an answer ({@code Outcomes}).
 *
 * <p>Knows the domain ({@code link}), who may do what ({@code access}) and JSON; neither Netty nor
 * the rest of {@code http}, which lies above it.
 */
@NullMarked
package gotourl.http.api;

import org.jspecify.annotations.NullMarked;
