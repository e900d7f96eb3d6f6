package gotourl.journal;

/** SKELETON. */
public final class Journal {}
