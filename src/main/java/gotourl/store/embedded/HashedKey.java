package gotourl.store.embedded;

import gotourl.link.Key;

/**
 * A key as the index knows it. Made on the caller's thread, so that the save loop need not.
 *
 * @param code in UTF-8, as it stands in frames
 * @param hash seeded
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record HashedKey(Key key, byte[] code, long hash) {}
