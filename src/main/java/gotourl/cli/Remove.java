package gotourl.cli;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code goto rm CODE}: puts a link into the bin, or away for good. */
final class Remove extends Remote {

  private static final String PURGE = "purge";
  private static final String RELEASE = "release";

  private static List<Parameter> ways() {
    return List.of(
        new Parameter(RELEASE, RELEASE, "", "free the code at once: the link cannot be had back"),
        new Parameter(PURGE, PURGE, "", "the same, and remove every version from the disk"));
  }

  @Override
  public String name() {
    return "rm";
  }

  @Override
  public String summary() {
    return "Puts a link into the bin of a running server, or away for good.";
  }

  @Override
  public String argument() {
    return "CODE";
  }

  @Override
  List<Option> ownOptions() {
    return Stream.concat(Parameter.options(ways()), Stream.of(IfVersion.OPTION)).toList();
  }

  @Override
  void ask(RemoteApi api, Words words, Results results) throws Failure {
    String code = words.first();
    Map<String, List<String>> ways = Parameter.read(ways(), words);
    results.say(
        api.delete(RemoteApi.link(code) + RemoteApi.query(ways), IfVersion.of(words)),
        told -> List.of(done(code, ways)));
  }

  private static String done(String code, Map<String, List<String>> ways) {
    if (isAsked(PURGE, ways)) {
      return "purged " + code;
    }
    return isAsked(RELEASE, ways)
        ? "released " + code
        : code + " is in the bin; \"goto restore " + code + "\" takes it out";
  }

  private static boolean isAsked(String way, Map<String, List<String>> ways) {
    return ways.getOrDefault(way, List.of("false")).getLast().equals("true");
  }
}
