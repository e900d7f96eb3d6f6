package gotourl.support;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * A Shlink of version 5, as its API description has it. Like a database, it gives links that are
 * equal to the order asked for in another order each time.
 */
public final class PretendShlink extends PretendApi {

  private static final String API = "/rest/v3";

  private static final DateTimeFormatter ATOM =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx");

  /**
   * A link.
   *
   * @param domain empty: the default one
   * @param members what it answers, each in JSON
   */
  public record Link(String code, String domain, OffsetDateTime made, Map<String, String> members) {

    /** As Shlink makes one of which nothing else is said. */
    public static Link of(String code, String target, OffsetDateTime made) {
      Map<String, String> members = new LinkedHashMap<>();
      members.put("shortCode", quoted(code));
      members.put("shortUrl", quoted("https://s.test/" + code));
      members.put("longUrl", quoted(target));
      members.put("dateCreated", quoted(ATOM.format(made)));
      members.put("tags", "[]");
      members.put("meta", "{\"validSince\":null,\"validUntil\":null,\"maxVisits\":null}");
      members.put("domain", "null");
      members.put("title", "null");
      members.put("crawlable", "false");
      members.put("forwardQuery", "true");
      members.put("visitsSummary", "{\"total\":0,\"nonBots\":0,\"bots\":0}");
      members.put("hasRedirectRules", "false");
      return new Link(code, "", made, members);
    }

    /** With another value of a member, in JSON. */
    public Link with(String name, String json) {
      Map<String, String> others = new LinkedHashMap<>(members);
      others.put(name, json);
      return new Link(code, domain, made, others);
    }

    public Link without(String name) {
      Map<String, String> others = new LinkedHashMap<>(members);
      others.remove(name);
      return new Link(code, domain, made, others);
    }

    public Link at(String host) {
      return new Link(code, host, made, with("domain", quoted(host)).members);
    }
  }

  private final Random order;
  private final List<Link> links = new ArrayList<>();
  private final Map<String, String> rules = new HashMap<>();
  private String domains =
      "{\"data\":[{\"domain\":\"s.test\",\"isDefault\":true,\"redirects\":{\"baseUrlRedirect\":null,"
          + "\"regular404Redirect\":null,\"invalidShortUrlRedirect\":null}}],"
          + "\"defaultRedirects\":{\"baseUrlRedirect\":null,\"regular404Redirect\":null,"
          + "\"invalidShortUrlRedirect\":null}}";

  private int uncounted;

  private PretendShlink(String path, String key, long seed) {
    super(path, "X-Api-Key", key);
    this.order = new Random(seed);
  }

  public static PretendShlink start(String path, String key, long seed) {
    PretendShlink shlink = new PretendShlink(path, key, seed);
    shlink.begin();
    return shlink;
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
   * @param count how many links were removed after a page was listed and before all were counted
   */
  public synchronized void uncounted(int count) {
    uncounted = count;
  }

  /**
   * @param json the value of {@code domains}
   */
  public synchronized void domains(String json) {
    domains = json;
  }

  /**
   * @param path of the link, with its query, as it is asked for
   * @param json the value of {@code redirectRules}
   */
  public synchronized void rules(String path, String json) {
    rules.put(path, json);
  }

  @Override
  protected synchronized Reply answer(String relative, Map<String, String> query) {
    return switch (relative) {
      case API + "/domains" -> Reply.json("{\"domains\":" + domains + "}");
      case API + "/short-urls" -> list(query);
      default -> rules(relative, query);
    };
  }

  private Reply rules(String relative, Map<String, String> query) {
    String start = API + "/short-urls/";
    String end = "/redirect-rules";
    if (!relative.startsWith(start) || !relative.endsWith(end)) {
      return Reply.problem(404);
    }
    String name =
        relative.substring(start.length(), relative.length() - end.length())
            + (query.containsKey("domain") ? "?domain=" + query.get("domain") : "");
    String json = rules.get(name);
    return json == null
        ? Reply.problem(404)
        : Reply.json("{\"defaultLongUrl\":\"\",\"redirectRules\":" + json + "}");
  }

  private Reply list(Map<String, String> query) {
    int size = Integer.parseInt(query.getOrDefault("itemsPerPage", "10"));
    int page = Integer.parseInt(query.getOrDefault("page", "1"));
    List<Link> matching =
        new ArrayList<>(
            links.stream()
                .filter(link ->
                    !query.containsKey("startDate")
                        || !link.made().isBefore(time(query, "startDate")))
                .filter(link ->
                    !query.containsKey("endDate") || !link.made().isAfter(time(query, "endDate")))
                .toList());
    Collections.shuffle(matching, order);
    matching.sort(comparator(query.getOrDefault("orderBy", "")));
    int total = matching.size() - uncounted;
    List<Link> shown =
        matching.subList(
            Math.min(matching.size(), (page - 1) * size), Math.min(matching.size(), page * size));
    return Reply.json(
        "{\"shortUrls\":{\"data\":["
            + shown.stream().map(link -> object(link.members())).collect(Collectors.joining(","))
            + "],\"pagination\":{\"currentPage\":%d,\"pagesCount\":%d,\"itemsPerPage\":%d,\"itemsInCurrentPage\":%d,\"totalItems\":%d}}}"
                .formatted(page, (total + size - 1) / size, size, shown.size(), total));
  }

  private static OffsetDateTime time(Map<String, String> query, String name) {
    return OffsetDateTime.parse(query.getOrDefault(name, ""));
  }

  private static Comparator<Link> comparator(String order) {
    return switch (order) {
      case "dateCreated-ASC" -> Comparator.comparing(link -> link.made().toInstant());
      case "shortCode-ASC" -> Comparator.comparing(Link::code);
      default -> throw new AssertionError("no such order: " + order);
    };
  }
}
