package gotourl.config;

/** SKELETON: helper D writes this. */
public enum Setting {}
