package gotourl.transfer;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What can be asked for its links while it runs. */
public enum Product {
  SHLINK("shlink"),
  KUTT("kutt");

  private final String word;

  Product(String word) {
    this.word = word;
  }

  /** What people call it. */
  public String word() {
    return word;
  }

  /** The one that people call so. */
  public static Optional<Product> named(String word) {
    return Arrays.stream(values()).filter(product -> product.word.equals(word)).findFirst();
  }

  /** All that can be named, between commas. */
  public static String words() {
    return Arrays.stream(values()).map(Product::word).collect(Collectors.joining(", "));
  }
}
