package gotourl.config;

/** SKELETON: helper D writes this. */
public final class Configuration {}
