package gotourl.cli;

import gotourl.qr.ErrorCorrection;
import gotourl.qr.QrCode;
import gotourl.qr.TerminalText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** {@code goto qr CODE}: a link's short URL to be scanned, from the terminal or in a file. */
final class DrawQr extends Remote {

  private static final Option SVG = new Option("svg", "FILE", "write it there as SVG");
  private static final Option PNG = new Option("png", "FILE", "write it there as PNG");
  private static final Option LIGHT =
      Option.flag("light", "the terminal has dark letters on a light ground");

  private static List<Parameter> styles() {
    return List.of(
        new Parameter("size", "size", "PIXELS", "of the file's picture: 64 to 2048"),
        new Parameter("margin", "margin", "MODULES", "light ones around the code: 0 to 16"),
        new Parameter("color", "color", "RRGGBB", "of the code"),
        new Parameter("background", "background", "RRGGBB", "behind it"),
        new Parameter(
            "error-correction", "errorCorrection", "LEVEL", "L, M, Q or H: how much may be torn"));
  }

  @Override
  public String name() {
    return "qr";
  }

  @Override
  public String summary() {
    return "Draws a link's short URL as a QR code, on the terminal or to a file.";
  }

  @Override
  public String argument() {
    return "CODE";
  }

  @Override
  List<Option> ownOptions() {
    return Stream.concat(Stream.of(SVG, PNG, LIGHT), Parameter.options(styles())).toList();
  }

  @Override
  void ask(RemoteApi api, Words words, Results results) throws Failure {
    String link = RemoteApi.link(words.first());
    boolean toFile = false;
    for (Option file : List.of(SVG, PNG)) {
      if (words.last(file.name()).isPresent()) {
        toFile = true;
        Path path = Dump.path(words.last(file.name()).get());
        write(
            api.get(link + "/qr." + file.name() + RemoteApi.query(Parameter.read(styles(), words))),
            path);
        results.terminal().say("written to " + path);
      }
    }
    if (!toFile) {
      requireNoStyle(words);
      TerminalText.Ground ground =
          words.isOn(LIGHT) ? TerminalText.Ground.LIGHT : TerminalText.Ground.DARK;
      results.say(
          api.get(link), told -> draw(JsonTree.shown(told.object().get("shortUrl")), ground));
    }
  }

  private static void requireNoStyle(Words words) throws Failure {
    for (Parameter style : styles()) {
      if (words.last(style.option().name()).isPresent()) {
        throw Failure.notUnderstood(
            "-" + style.option().name() + " is for a file: name one with -svg or -png");
      }
    }
  }

  private static List<String> draw(String shortUrl, TerminalText.Ground ground) throws Failure {
    QrCode code =
        QrCode.of(shortUrl, ErrorCorrection.LOW)
            .orElseThrow(() -> new Failure("no QR code has room for " + shortUrl));
    return Stream.concat(TerminalText.draw(code, ground).stream(), Stream.of(shortUrl)).toList();
  }

  private static void write(Told picture, Path path) throws Failure {
    try {
      Files.write(path, picture.body());
    } catch (IOException e) {
      throw new Failure(path + " cannot be written: " + e.getMessage(), e);
    }
  }
}
