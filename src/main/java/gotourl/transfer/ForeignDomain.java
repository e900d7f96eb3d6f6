package gotourl.transfer;

import gotourl.link.Domain;

/**
 * A domain as its source has it; targets may be anything.
 *
 * @param name its host, or {@link Domain#DEFAULT_NAME}
 * @param foldsCase whether its codes are folded
 * @param base where its address alone leads; empty: nowhere, as with the others
 * @param unknown where a code leads that no link has
 * @param expired where a link leads that is not in force
 * @param expiredIsGone whether such a link is told of as gone
 */
record ForeignDomain(
    String name,
    boolean foldsCase,
    String base,
    String unknown,
    String expired,
    boolean expiredIsGone) {}
