package gotourl.transfer;

/** SKELETON: helper C writes this. One foreign format, read row by row. */
interface Source {}
