package gotourl.http;

/**
 * One header field of ours, named as HTTP/1 writes it; HTTP/2 makes the name lower case.
 *
 * @param value ASCII without control characters
 */
record Field(String name, String value) {}
