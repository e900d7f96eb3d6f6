package gotourl.store.embedded;

/** SKELETON. */
public final class EmbeddedStore {}
