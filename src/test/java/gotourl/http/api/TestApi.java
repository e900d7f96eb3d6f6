package gotourl.http.api;

import gotourl.access.Scope;
import gotourl.access.Secrets;
import gotourl.link.BaseUrl;
import gotourl.link.Explainer;
import gotourl.link.Key;
import gotourl.link.Links;
import gotourl.link.Passwords;
import gotourl.link.Redirector;
import gotourl.link.Retries;
import gotourl.link.Shortener;
import gotourl.link.UrlPolicy;
import gotourl.support.KnownSecrets;
import gotourl.support.MemoryCredentials;
import gotourl.support.MemoryStore;
import gotourl.transfer.Jobs;
import gotourl.transfer.Transfer;
import gotourl.visitor.Countries;
import gotourl.visitor.ShareSalt;
import gotourl.visitor.Visitors;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/** The API over a store in memory, without a wire. */
final class TestApi {

  final MemoryStore store = new MemoryStore();
  final KnownSecrets secrets = new KnownSecrets();
  final String admin = secrets.of(Scope.ADMIN);
  private final Api api;

  /** Nothing is asked for that would be kept. */
  private static final Path NO_DIRECTORY = Path.of("no-directory");

  TestApi() {
    BaseUrl base = BaseUrl.parse("goto.example");
    UrlPolicy policy = new UrlPolicy(new UrlPolicy.Options(base, Set.of()));
    Shortener shortener = new Shortener(store, policy, new Shortener.Options(7, false));
    Secrets made = new Secrets(new MemoryCredentials(), InstantSource.system(), new SecureRandom());
    Explainer explainer =
        new Explainer(
            new Redirector(policy, InstantSource.system()),
            new Visitors(Countries.UNKNOWN, ShareSalt.random()));
    api =
        new Api(
            secrets,
            made,
            shortener,
            new Links(store, policy),
            new Retries(store),
            explainer,
            new Passwords(new SecureRandom()),
            new Transfer(store, new MemoryCredentials(), policy, base),
            new Jobs(NO_DIRECTORY, InstantSource.system()),
            Optional.empty(),
            base);
  }

  void link(String code, String target) {
    var _ = store.add(Key.ofStored(store.domain(), code), target);
  }

  Response answer(TestCall call) {
    return api.answer(call);
  }

  /** From somebody who may do everything. */
  Response admin(TestCall call) {
    return answer(call.header("Authorization", "Bearer " + admin));
  }
}
