package gotourl.transfer;

import gotourl.access.CredentialStore;
import gotourl.access.Kept;
import gotourl.link.DomainList;
import gotourl.link.Generator;
import gotourl.link.Link;
import gotourl.link.LinkFilter;
import gotourl.link.LinkStates;
import gotourl.link.LinkStore;
import gotourl.link.LinkStore.Listed;
import gotourl.link.LinkStore.Page;
import gotourl.link.LinkStore.Unlisted;
import gotourl.link.Listing;
import gotourl.link.Listing.Order;
import gotourl.link.NamedDomain;
import gotourl.link.ShortUrls;
import gotourl.link.TagStore;
import gotourl.link.UrlPolicy;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** One export. One thread runs it, and waits; any may look how far it is, or end it. */
public final class Exporting {

  private final LinkStore store;
  private final CredentialStore credentials;
  private final ShortUrls urls;
  private final UrlPolicy policy;
  private final int redirectStatus;
  private final LinkFilter filter;
  private final AtomicLong links = new AtomicLong();
  private volatile boolean isCancelled;

  Exporting(
      LinkStore store,
      CredentialStore credentials,
      ShortUrls urls,
      UrlPolicy policy,
      int redirectStatus,
      LinkFilter filter) {
    this.store = store;
    this.credentials = credentials;
    this.urls = urls;
    this.policy = policy;
    this.redirectStatus = redirectStatus;
    this.filter = filter;
  }

  /**
   * Writes all that an import needs to make the same store again.
   *
   * @param isSensitive whether what opens something goes along: hashes of secrets and passwords,
   *     and what codes are generated from
   */
  void everything(OutputStream out, boolean isSensitive) throws IOException {
    // Read before the links: whatever is generated from now on is not in the export.
    Generator generator = store.generator();
    int nextSecret = credentials.nextNumber();
    ExportWriter writer = new ExportWriter(out, isSensitive);
    writer.begin(store.domain().foldsCase());
    for (NamedDomain domain : inOrder(departures().domains())) {
      writer.domain(domain);
    }
    for (TagStore.Tag tag : store.tags().all()) {
      writer.tag(tag.name());
    }
    if (isSensitive) {
      for (Kept kept : credentials.all()) {
        if (!kept.isOperators()) {
          writer.credential(kept);
        }
      }
      // Behind the credentials: they have lower numbers than the next one.
      writer.generator(generator, nextSecret);
    }
    departures().forEach((link, domain) -> writer.link(link, domain, store.visits(link.number())));
    writer.end(links.get(), store.nextNumber());
    writer.flush();
  }

  /** The default domain, then the others by their names: their numbers are nobody's business. */
  private static List<NamedDomain> inOrder(DomainList domains) {
    return domains.all().stream()
        .sorted(
            Comparator.comparing((NamedDomain each) -> !each.isDefault())
                .thenComparing(NamedDomain::name))
        .toList();
  }

  /**
   * Writes what is wanted as it is wanted.
   *
   * @param unsaid hears one line for each link of which the form cannot say all
   */
  public void run(OutputStream out, ExportOptions options, Consumer<String> unsaid)
      throws IOException {
    switch (options.form()) {
      case GOTO -> everything(out, options.isSensitive());
      case CSV -> as(new CsvForm(out, urls, states(), unsaid));
      case NGINX_MAP -> as(new NginxMap(out, pods(unsaid), urls.base().host()));
      case NETLIFY -> as(new NetlifyRedirects(out, pods(unsaid), urls, unsaid));
      case HTML_DIR -> asPages(new ZipPages(out, Instant.now()), unsaid);
    }
  }

  /** {@link ExportForm#HTML_DIR} as real files, in a directory that is new or empty. */
  public void run(Path directory, Consumer<String> unsaid) throws IOException {
    try (DirectoryPages pages = DirectoryPages.in(directory)) {
      asPages(pages, unsaid);
    }
  }

  /** Why it cannot be written as it is wanted, a phrase for people; empty if it can be. */
  public Optional<String> obstacle(ExportOptions options) {
    return options.form() == ExportForm.HTML_DIR && linksInAll() > ZipPages.PAGES_MAX
        ? Optional.of(
            "a zip of more than "
                + ZipPages.PAGES_MAX
                + " pages is too large; goto export beside the data directory writes files")
        : Optional.empty();
  }

  private void as(Form form) throws IOException {
    links.set(form.write(departures()));
  }

  private void asPages(PagePlace place, Consumer<String> unsaid) throws IOException {
    as(new HtmlPages(place, pods(unsaid), urls.base().host()));
  }

  private PodLinks pods(Consumer<String> unsaid) {
    return new PodLinks(policy, Instant.now(), redirectStatus, unsaid);
  }

  private LinkStates states() {
    return new LinkStates(Instant.now(), store::visits);
  }

  private Departures departures() {
    return new Departures() {
      @Override
      public DomainList domains() {
        return store.domains().now();
      }

      @Override
      public void forEach(Each each) throws IOException {
        walk(each);
      }
    };
  }

  private void walk(Departures.Each each) throws IOException {
    links.set(0);
    Listing listing = Listing.first(Order.OLDEST, Listing.LIMIT_MAX).only(filter);
    while (true) {
      Page page = page(listing);
      DomainList domains = store.domains().now();
      for (Link link : page.links()) {
        Optional<NamedDomain> domain = domains.of(link.key().domain());
        if (domain.isPresent()) {
          each.link(link, domain.get());
          links.incrementAndGet();
        }
      }
      if (page.next().isEmpty()) {
        return;
      }
      listing = listing.from(page.next().get());
    }
  }

  private Page page(Listing listing) throws IOException {
    while (true) {
      if (isCancelled) {
        throw new TransferException("it was ended", Jobs.NOTHING, null);
      }
      Listed listed = store.list(listing).join();
      switch (listed) {
        case Page page -> {
          return page;
        }
        case Unlisted(Unlisted.Reason reason, var retryAfter) -> {
          if (reason != Unlisted.Reason.BUSY) {
            throw new IOException(reason.words());
          }
          pause(retryAfter);
        }
      }
    }
  }

  private static void pause(Duration time) throws IOException {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** How many have left so far. */
  public long links() {
    return links.get();
  }

  /** How many there are to leave, more or less. */
  public long linksInAll() {
    return store.size();
  }

  /** Ends it soon, with a {@link TransferException}. */
  public void cancel() {
    isCancelled = true;
  }
}
