package gotourl.http.api;

import gotourl.http.api.Call.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code domain}, which belongs to the name of a link wherever a path has its code: taken from the
 * query before anybody looks for what he has to do.
 */
final class DomainParameter {

  static final String NAME = "domain";

  static final String WORDS =
      "The domain that the code belongs to, by its name; without it, or DEFAULT, the default"
          + " domain.";

  static final String SCHEMA = "{\"type\": \"string\", \"default\": \"DEFAULT\"}";

  private DomainParameter() {}

  /**
   * A call without the parameter.
   *
   * @param domain what it said
   */
  record Taken(Call call, Optional<String> domain) {

    /** The link whose code these segments of the path have. */
    LinkName name(List<String> segments, int count) {
      return new LinkName(String.join("/", segments.subList(0, count)), domain);
    }
  }

  static Taken takeFrom(Call call) throws Refused {
    List<Parameter> parameters = call.parameters();
    if (parameters == null) {
      return new Taken(call, Optional.empty());
    }
    List<Parameter> rest = new ArrayList<>();
    Optional<String> domain = Optional.empty();
    for (Parameter parameter : parameters) {
      if (!parameter.name().equals(NAME)) {
        rest.add(parameter);
      } else if (domain.isPresent()) {
        Faults faults = new Faults();
        faults.add(Fault.shape(NAME, "stands there more than once"));
        throw new Refused(faults.response());
      } else {
        domain = Optional.of(parameter.value());
      }
    }
    return domain.isEmpty()
        ? new Taken(call, domain)
        : new Taken(new Shortened(call, List.copyOf(rest)), domain);
  }

  /** The same call with other parameters. */
  private record Shortened(Call call, List<Parameter> parameters) implements Call {

    @Override
    public String method() {
      return call.method();
    }

    @Override
    public @Nullable List<String> segments() {
      return call.segments();
    }

    @Override
    public String header(String name) {
      return call.header(name);
    }

    @Override
    public byte[] body() {
      return call.body();
    }

    @Override
    public void whenGivenUp(Runnable giveUp) {
      call.whenGivenUp(giveUp);
    }
  }
}
