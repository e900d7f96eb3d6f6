package gotourl.cli;

import java.util.List;

/** {@code goto rm CODE}: removes a link. */
final class Remove extends Remote {

  @Override
  public String name() {
    return "rm";
  }

  @Override
  public String summary() {
    return "Removes a link from a running server.";
  }

  @Override
  public String argument() {
    return "CODE";
  }

  @Override
  List<Option> ownOptions() {
    return List.of(IfVersion.OPTION);
  }

  @Override
  void ask(RemoteApi api, Words words, Results results) throws Failure {
    String code = words.first();
    results.say(
        api.delete(RemoteApi.link(code), IfVersion.of(words)), told -> List.of("removed " + code));
  }
}
