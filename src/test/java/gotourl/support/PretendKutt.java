package gotourl.support;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** A Kutt, as its source has it: newest first, 50 at a time. */
public final class PretendKutt extends PretendApi {

  private static final String API = "/api/v2";

  private static final int LIMIT_MAX = 50;

  /** Which links the key sees, and where. */
  public enum Kind {
    /** Version 3, with an administrator's key. */
    ADMINISTRATOR,
    /** Version 3 with anybody's key, or version 2. */
    USER
  }

  /**
   * A link.
   *
   * @param members what it answers, each in JSON
   */
  public record Link(Map<String, String> members) {

    /** As Kutt makes one of which nothing else is said. */
    public static Link of(String address, String target) {
      Map<String, String> members = new LinkedHashMap<>();
      members.put("address", quoted(address));
      members.put("banned", "false");
      members.put("created_at", "\"2024-11-20T10:12:13.456Z\"");
      members.put("updated_at", "\"2024-11-20T10:12:13.456Z\"");
      members.put("password", "false");
      members.put("description", "null");
      members.put("expire_in", "null");
      members.put("target", quoted(target));
      members.put("visit_count", "0");
      members.put("domain", "null");
      members.put("id", quoted(UUID.randomUUID().toString()));
      members.put("link", quoted("https://kutt.test/" + address));
      return new Link(members);
    }

    /** With another value of a member, in JSON. */
    public Link with(String name, String json) {
      Map<String, String> others = new LinkedHashMap<>(members);
      others.put(name, json);
      return new Link(others);
    }
  }

  private final Kind kind;

  /** Oldest first. */
  private final List<Link> links = new ArrayList<>();

  private final List<String> domains = new ArrayList<>();

  private PretendKutt(Kind kind, String key) {
    super("", "X-API-KEY", key);
    this.kind = kind;
  }

  public static PretendKutt start(Kind kind, String key) {
    PretendKutt kutt = new PretendKutt(kind, key);
    kutt.begin();
    return kutt;
  }

  public synchronized void add(Link link) {
    links.add(link);
  }

  public synchronized void addAll(List<Link> more) {
    links.addAll(more);
  }

  public synchronized void remove(Link link) {
    links.remove(link);
  }

  public synchronized List<Link> links() {
    return List.copyOf(links);
  }

  /**
   * @param homepage in JSON
   */
  public synchronized void domain(String address, String homepage) {
    domains.add(
        "{\"address\":" + quoted(address) + ",\"homepage\":" + homepage + ",\"banned\":false}");
  }

  @Override
  protected synchronized Reply answer(String relative, Map<String, String> query) {
    boolean administers = kind == Kind.ADMINISTRATOR;
    return switch (relative) {
      case API + "/links/admin" -> administers ? list(query, json()) : Reply.problem(401);
      case API + "/links" -> list(query, json());
      case API + "/domains/admin" ->
          administers ? list(query, domains.reversed()) : Reply.problem(401);
      case API + "/users" ->
          Reply.json(
              "{\"apikey\":\"x\",\"email\":\"x@kutt.test\",\"domains\":["
                  + String.join(",", domains)
                  + "]}");
      default -> new Reply(404, "text/html", "<h1>404</h1>");
    };
  }

  private List<String> json() {
    return links.reversed().stream().map(link -> object(link.members())).toList();
  }

  private static Reply list(Map<String, String> query, List<String> all) {
    int limit = Math.min(LIMIT_MAX, Integer.parseInt(query.getOrDefault("limit", "10")));
    int skip = Integer.parseInt(query.getOrDefault("skip", "0"));
    String shown = all.stream().skip(skip).limit(limit).collect(Collectors.joining(","));
    return Reply.json(
        "{\"total\":%d,\"limit\":%d,\"skip\":%d,\"data\":[%s]}"
            .formatted(all.size(), limit, skip, shown));
  }
}
