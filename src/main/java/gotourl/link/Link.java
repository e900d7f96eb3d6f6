package gotourl.link;

import java.time.Instant;

/**
 * A link as one of its versions has it.
 *
 * @param number given at creation, never used twice; lists, clicks and totals go by it
 * @param version 1 at creation, one more with each change
 * @param key what a client asks for
 * @param target where it leads: serialised ASCII, as {@link UrlPolicy} accepted it
 * @param created when version 1 was saved, to the millisecond
 * @param changed when this version was saved, to the millisecond
 */
public record Link(
    long number, int version, Key key, String target, Instant created, Instant changed) {}
