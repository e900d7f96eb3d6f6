package gotourl.cli;

import java.util.List;

/** {@code goto restore CODE VERSION}: has a link say again what it said then. */
final class Restore extends Remote {

  @Override
  public String name() {
    return "restore";
  }

  @Override
  public String summary() {
    return "Has a link say again what it said in an earlier version.";
  }

  @Override
  public String argument() {
    return "CODE VERSION";
  }

  @Override
  List<Option> ownOptions() {
    return List.of(IfVersion.OPTION);
  }

  @Override
  void ask(RemoteApi api, Words words, Results results) throws Failure {
    String code = words.first();
    String version = words.at(1);
    results.sayLink(
        api.post(
            RemoteApi.link(code) + "/history/" + RemoteApi.segment(version) + "/restore",
            IfVersion.of(words)),
        code + " says again what it said in version " + version);
  }
}
