package gotourl.transfer;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** In which form things leave. */
public enum ExportForm {
  /** All that makes the same server again. */
  GOTO("goto", "application/x-ndjson", "goto-export.ndjson"),
  /** Links for spreadsheets. */
  CSV("csv", "text/csv", "goto-links.csv"),
  /** Links that nginx can follow alone. */
  NGINX_MAP("nginx-map", "text/plain", "goto-links.conf"),
  /** The same for who serves files: Netlify, Cloudflare Pages, GitLab Pages. */
  NETLIFY("netlify", "text/plain", "_redirects"),
  /** The same as pages, for who serves files and nothing else. */
  HTML_DIR("html-dir", "application/zip", "goto-pages.zip");

  private final String word;
  private final String type;
  private final String fileName;

  ExportForm(String word, String type, String fileName) {
    this.word = word;
    this.type = type;
    this.fileName = fileName;
  }

  /** What people call it. */
  public String word() {
    return word;
  }

  /** The media type. */
  public String type() {
    return type;
  }

  /** What a file of it may be called. */
  public String fileName() {
    return fileName;
  }

  /** The one that people call so. */
  public static Optional<ExportForm> named(String word) {
    return Arrays.stream(values()).filter(form -> form.word.equals(word)).findFirst();
  }

  /** All that can be named, between commas. */
  public static String words() {
    return Arrays.stream(values()).map(ExportForm::word).collect(Collectors.joining(", "));
  }
}
