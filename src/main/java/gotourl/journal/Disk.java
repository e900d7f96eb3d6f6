package gotourl.journal;

/** SKELETON. */
public interface Disk {}
