package gotourl.journal;

/**
 * A place between two frames, up to which somebody knows the journal.
 *
 * @param segment the number of the segment
 * @param offset in it
 * @param check the check of the frame that ends there, 0 if it is the first's beginning
 */
public record Mark(long segment, long offset, int check) {}
