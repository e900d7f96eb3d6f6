package gotourl.http.api;

import gotourl.access.Credential;
import gotourl.access.Credentials;
import gotourl.access.Quotas;
import gotourl.access.Secrets;
import gotourl.link.BaseUrl;
import gotourl.link.Explainer;
import gotourl.link.Links;
import gotourl.link.Passwords;
import gotourl.link.Retries;
import gotourl.link.ShortUrls;
import gotourl.link.Shortener;
import gotourl.transfer.Jobs;
import gotourl.transfer.Transfer;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The API's front door: answers calls. Any thread that may wait for the store. */
public final class Api {

  /** Where it is to be found, without the first slash. */
  public static final String ROOT = "-/api/v1";

  private static final String LINKS = "links";

  private static final String SECRETS = "secrets";

  private static final String DOMAINS = "domains";
  private static final String TAGS = "tags";

  private static final String HOSTS = "hosts";

  private static final String DISABLE = "disable";

  private static final String IMPORT = "import";

  private static final String EXPORT = "export";

  private static final String JOBS = "jobs";

  private static final String BACKUP = "backup";

  /** Open to all, like the source that it is made of. */
  private static final List<String> DESCRIPTION = List.of("openapi.json");

  private static final String HISTORY = "history";

  private static final String EXPLAIN = "explain";

  private static final String RESTORE = "restore";

  private static final String DESCRIPTION_METHODS = "GET, HEAD";

  /** Whatever is in the way is gone in a moment. */
  private static final int BUSY_RETRY_SECONDS = 1;

  private final Bearer bearer;
  private final Makers makers;
  private final LinkCollection collection;
  private final BulkCreation bulk;
  private final OneLink one;
  private final LinkVersions versions;
  private final LinkExplanation explanation;
  private final LinkPictures pictures;
  private final SecretCollection secrets;
  private final DomainCollection domains;
  private final TagCollection tags;
  private final LinksToHost hosts;
  private final LinksImport imports;
  private final LinksExport exports;
  private final JobCollection jobs;
  private final Backups backups;

  /**
   * @param credentials who is let in
   * @param secrets where it is decided who is
   * @param explainer what would be told of a link, and why
   * @param passwords closed by the caller
   * @param transfer moves links in and out
   * @param jobs what is moved, and was
   * @param backup where the server keeps a copy of its data, if anywhere
   * @param base what short URLs begin with
   */
  public Api(
      Credentials credentials,
      Secrets secrets,
      Shortener shortener,
      Links links,
      Retries retries,
      Explainer explainer,
      Passwords passwords,
      Transfer transfer,
      Jobs jobs,
      Optional<Backups.Place> backup,
      BaseUrl base) {
    ShortUrls urls = new ShortUrls(base, links.domains());
    Outcomes outcomes = new Outcomes(urls, links);
    Quotas quotas = new Quotas(System::nanoTime);
    this.bearer = new Bearer(credentials);
    this.makers = new Makers(credentials, quotas);
    Creation creation = new Creation(shortener, links, passwords, quotas);
    this.collection = new LinkCollection(shortener, links, creation, retries, outcomes);
    this.bulk = new BulkCreation(shortener, creation, outcomes, urls);
    this.one = new OneLink(shortener, links, passwords, outcomes);
    this.versions = new LinkVersions(links, outcomes);
    this.explanation = new LinkExplanation(links, explainer);
    this.pictures = new LinkPictures(links, urls);
    this.secrets = new SecretCollection(secrets, links.domains());
    this.domains = new DomainCollection(links, urls);
    this.tags = new TagCollection(links.tags());
    this.hosts = new LinksToHost(links.hostDisabling());
    this.imports = new LinksImport(transfer, jobs);
    this.exports = new LinksExport(transfer, jobs);
    this.jobs = new JobCollection(jobs);
    this.backups = new Backups(backup, jobs);
  }

  /** Who may make links by other ways than this one. */
  public Makers makers() {
    return makers;
  }

  /** May wait for the store; throws what is a defect. */
  public Response answer(Call call) {
    try {
      return route(call);
    } catch (Refused refused) {
      return refused.response();
    }
  }

  /**
   * Whether a request is answered by {@link #answer(StreamedCall)}: its body or its answer may be
   * longer than others, and goes on while the other one does.
   *
   * @param segments as of {@link Call#segments}
   */
  public static boolean isStreamed(
      String method, @Nullable List<String> segments, String contentType) {
    if (segments == null || segments.isEmpty()) {
      return false;
    }
    return switch (segments.getFirst()) {
      case LINKS -> segments.size() == 1 && BulkCreation.isMeant(method, contentType);
      case IMPORT -> segments.size() == 1 && method.equals("POST");
      case EXPORT -> segments.size() == 1 && method.equals("GET");
      case JOBS -> isReport(segments) && method.equals("GET");
      case String _ -> false;
    };
  }

  private static boolean isReport(List<String> segments) {
    return segments.size() == 3 && segments.getLast().equals(JobCollection.REPORT);
  }

  /**
   * Answers a call that {@link #isStreamed}. May wait for the store and for the client; throws what
   * is a defect.
   *
   * @return the answer, if none was begun; otherwise {@code null}, and it is whole
   * @throws IOException if the client is gone
   */
  public @Nullable Response answer(StreamedCall call) throws IOException {
    try {
      Credential who = bearer.authenticate(call);
      List<String> segments = Objects.requireNonNull(call.segments());
      switch (segments.getFirst()) {
        case IMPORT -> {
          return imports.run(call, who);
        }
        case EXPORT -> exports.run(call, who);
        case JOBS -> jobs.report(call, who, segments.get(1));
        case String _ -> bulk.run(call, who);
      }
      return null;
    } catch (Refused refused) {
      return refused.response();
    }
  }

  /** Who calls comes first: to strangers all paths but one are alike. */
  private Response route(Call call) throws Refused {
    List<String> segments = call.segments();
    if (DESCRIPTION.equals(segments)) {
      return describe(call);
    }
    Credential who = bearer.authenticate(call);
    if (segments == null || segments.isEmpty()) {
      throw Permission.nothingHere();
    }
    List<String> rest = segments.subList(1, segments.size());
    return switch (segments.getFirst()) {
      case LINKS -> rest.isEmpty() ? collection.answer(call, who) : below(call, who, rest);
      case TAGS ->
          rest.isEmpty() ? tags.answer(call, who) : tags.one(call, who, String.join("/", rest));
      case SECRETS ->
          rest.isEmpty()
              ? secrets.answer(call, who)
              : secrets.one(call, who, String.join("/", rest));
      case DOMAINS ->
          rest.isEmpty()
              ? domains.answer(call, who)
              : domains.one(call, who, String.join("/", rest));
      case HOSTS -> hosts(call, who, rest);
      case IMPORT -> LinksImport.about(only(call, rest), who);
      case EXPORT -> LinksExport.about(only(call, rest), who);
      case JOBS -> jobs(call, who, rest);
      case BACKUP -> backups.answer(only(call, rest), who);
      case String _ -> throw Permission.nothingHere();
    };
  }

  /** Nothing is below it. */
  private static Call only(Call call, List<String> rest) throws Refused {
    if (!rest.isEmpty()) {
      throw Permission.nothingHere();
    }
    return call;
  }

  private Response jobs(Call call, Credential who, List<String> rest) throws Refused {
    return switch (rest.size()) {
      case 0 -> jobs.answer(call, who);
      case 1 -> jobs.one(call, who, rest.getFirst());
      case 2 -> {
        if (!rest.getLast().equals(JobCollection.REPORT)) {
          throw Permission.nothingHere();
        }
        yield jobs.aboutReport(call, who, rest.getFirst());
      }
      default -> throw Permission.nothingHere();
    };
  }

  private Response hosts(Call call, Credential who, List<String> segments) throws Refused {
    if (segments.size() != 2 || !segments.getLast().equals(DISABLE)) {
      throw Permission.nothingHere();
    }
    return hosts.disable(call, who, segments.getFirst());
  }

  /**
   * What a code is followed by decides; a code that ends so itself, or begins with a slash, has its
   * slashes encoded.
   */
  private Response below(Call whole, Credential who, List<String> segments) throws Refused {
    DomainParameter.Taken taken = DomainParameter.takeFrom(whole);
    Call call = taken.call();
    int size = segments.size();
    Picture picture = size > 1 ? Picture.of(segments.getLast()) : null;
    if (picture != null) {
      return pictures.answer(call, who, taken.name(segments, size - 1), picture);
    }
    if (size > 1 && segments.getLast().equals(HISTORY)) {
      return versions.answer(call, who, taken.name(segments, size - 1));
    }
    if (size > 1 && segments.getLast().equals(EXPLAIN)) {
      return explanation.answer(call, who, taken.name(segments, size - 1));
    }
    if (size > 3 && segments.getLast().equals(RESTORE) && segments.get(size - 3).equals(HISTORY)) {
      return versions.restore(call, who, taken.name(segments, size - 3), segments.get(size - 2));
    }
    if (size > 1 && segments.getLast().equals(RESTORE)) {
      return one.restore(call, who, taken.name(segments, size - 1));
    }
    return one.answer(call, who, taken.name(segments, size));
  }

  private static Response describe(Call call) throws Refused {
    return switch (call.method()) {
      case "GET", "HEAD" -> Response.json(200, OpenApi.text()).with("Cache-Control", "no-cache");
      case String _ -> throw Methods.notAllowed(DESCRIPTION_METHODS);
    };
  }

  /**
   * What a request is told that never got this far.
   *
   * @param words a sentence
   */
  public static Response problem(int status, String words) {
    Problem problem = Problem.ofStatus(status);
    return problem == Problem.BUSY
        ? Problems.later(problem, words, BUSY_RETRY_SECONDS)
        : Problems.of(problem, words);
  }

  /** More calls are in hand than may be. */
  public static Response busy() {
    return problem(Problem.BUSY.status(), "Too many calls are in hand; try again in a moment.");
  }

  /**
   * Whether a parameter of the query is one that some path here knows. Of any other neither name
   * nor value may be logged: it might be a secret that was sent the wrong way.
   */
  public static boolean knowsParameter(String name) {
    return ListParameter.of(name) != null
        || name.equals(CreationQuery.REUSE)
        || ExplainParameter.of(name) != null
        || QrParameter.of(name) != null
        || ImportParameter.of(name).isPresent()
        || ExportParameter.of(name).isPresent()
        || RemoveParameter.knows(name);
  }
}
