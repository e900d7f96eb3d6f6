package gotourl.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code goto edit CODE}: changes what is named of a link, and nothing else. */
final class Edit extends Remote {

  @Override
  public String name() {
    return "edit";
  }

  @Override
  public String summary() {
    return "Changes the named fields of a link and prints what it is then.";
  }

  @Override
  public List<String> details() {
    List<String> lines = new ArrayList<>();
    lines.add("What is not named stays as it is; \"null\" clears a field: -title null.");
    lines.addAll(EXIT_CODES);
    return lines;
  }

  @Override
  public String argument() {
    return "CODE";
  }

  @Override
  List<Option> ownOptions() {
    List<Option> options = new ArrayList<>(LinkOption.options(LinkOption.When.EDIT));
    options.add(IfVersion.OPTION);
    return options;
  }

  @Override
  void ask(RemoteApi api, Words words, Results results) throws Failure {
    Map<String, @Nullable Object> change = LinkOption.read(words, results.terminal());
    if (change.isEmpty()) {
      throw Failure.notUnderstood(
          "nothing is named to be changed, as with -title TEXT; \"goto help edit\" lists what can be");
    }
    results.sayLink(
        api.patch(RemoteApi.link(words.first()), change, IfVersion.of(words)),
        "edited " + words.first());
  }
}
