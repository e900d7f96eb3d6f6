package gotourl.cli;

import java.util.List;

/** {@code goto restore CODE}: takes a link out of the bin, or back to what it once said. */
final class Restore extends Remote {

  @Override
  public String name() {
    return "restore";
  }

  @Override
  public String summary() {
    return "Takes a link out of the bin, or has it say again what it said in an earlier version.";
  }

  @Override
  public String argument() {
    return "CODE [VERSION]";
  }

  @Override
  List<Option> ownOptions() {
    return List.of(IfVersion.OPTION);
  }

  @Override
  void ask(RemoteApi api, Words words, Results results) throws Failure {
    String code = words.first();
    String version = words.at(1);
    String of = version.isEmpty() ? "" : "/history/" + RemoteApi.segment(version);
    results.sayLink(
        api.post(RemoteApi.link(code) + of + "/restore", IfVersion.of(words)), "restored " + code);
  }
}
