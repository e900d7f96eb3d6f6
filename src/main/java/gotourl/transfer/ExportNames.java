package gotourl.transfer;

/**
 * What members of an export's rows are called: as the API calls them, where it has them. The one
 * place that {@link ExportWriter} and {@link ExportSource} share; docs/EXPORT.md describes them.
 */
final class ExportNames {

  /** Of the whole; a reader refuses a higher one. */
  static final int FORMAT = 1;

  static final String TYPE = "type";

  static final String EXPORT = "export";
  static final String FORMAT_NAME = "format";
  static final String CASE_SENSITIVE = "caseSensitive";

  static final String GENERATOR = "generator";
  static final String SECRET = "secret";
  static final String NEXT = "next";
  static final String NEXT_NUMBER = "nextNumber";
  static final String NEXT_SECRET = "nextSecret";

  static final String CREDENTIAL = "credential";
  static final String NAME = "name";
  static final String SCOPES = "scopes";
  static final String DOMAINS = "domains";
  static final String CREATIONS_PER_HOUR = "creationsPerHour";
  static final String EXPIRES_AT = "expiresAt";
  static final String LAST_USED_AT = "lastUsedAt";
  static final String HASH = "hash";

  static final String DOMAIN = "domain";
  static final String BASE = "baseUrlRedirect";
  static final String UNKNOWN = "unknownRedirect";
  static final String EXPIRED = "expiredRedirect";
  static final String EXPIRED_STATUS = "expiredStatus";

  static final String TAG = "tag";

  static final String LINK = "link";
  static final String NUMBER = "number";
  static final String VERSION = "version";
  static final String SHORT_CODE = "shortCode";
  static final String LONG_URL = "longUrl";
  static final String TITLE = "title";
  static final String NOTE = "note";
  static final String TAGS = "tags";
  static final String ENABLED = "enabled";
  static final String BINNED = "binned";
  static final String VALID_SINCE = "validSince";
  static final String VALID_UNTIL = "validUntil";
  static final String FORWARD_QUERY = "forwardQuery";
  static final String REDIRECT_STATUS = "redirectStatus";
  static final String CACHE_SECONDS = "cacheSeconds";
  static final String CRAWLABLE = "crawlable";
  static final String MAX_VISITS = "maxVisits";
  static final String VISITS_COUNTED = "visitsCounted";
  static final String HAS_PASSWORD = "hasPassword";
  static final String PASSWORD_HASH = "passwordHash";
  static final String RULES = "rules";
  static final String CONDITIONS = "conditions";
  static final String VALUE = "value";
  static final String IMPORTED_VISITS = "importedVisits";
  static final String AUTHOR = "author";
  static final String CREATED_AT = "createdAt";
  static final String CHANGED_AT = "changedAt";

  static final String END = "end";
  static final String LINKS = "links";

  private ExportNames() {}
}
