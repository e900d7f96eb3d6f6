package gotourl.cli;

/** SKELETON: helper D writes this. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {}
}
