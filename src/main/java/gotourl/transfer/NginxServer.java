package gotourl.transfer;

import gotourl.link.DomainList;
import gotourl.link.NamedDomain;
import java.io.IOException;
import java.io.Writer;
import java.util.Comparator;
import java.util.Map;

/** What stands before and behind the links of {@link NginxMap}. */
final class NginxServer {

  /** nginx's own default. */
  private static final long HASH_SIZE_MIN = 2_048;

  private final Writer out;

  NginxServer(Writer out) {
    this.out = out;
  }

  /**
   * @param links how many there are, about
   */
  void begin(long links) throws IOException {
    out.write(
        """
        # Short links that outlive their server, for nginx. Made by goto export -to nginx-map.
        # To be included in http { }; what nginx shall listen to is at the end of the file.

        # Room for all codes, and for the longest. If nginx says that one of these is a duplicate,
        # keep the larger one of both.
        map_hash_max_size %d;
        map_hash_bucket_size 1024;

        # A dollar in a value.
        geo $%s { default "$"; }

        """
            .formatted(Math.max(HASH_SIZE_MIN, links), NginxText.DOLLAR));
  }

  /**
   * @param found the variables of all maps, behind each other
   * @param ways how many links redirect in which way
   * @param host of the default domain
   */
  void end(String found, Map<String, Long> ways, String host, DomainList domains)
      throws IOException {
    domains(domains);
    out.write(
        """

        # Paths with empty segments or dots in them belong to no link, whatever nginx makes of them.
        map $request_uri $goto_odd {
          default "";
          "~*^[^?]*(?:/|%2f)(?:(?:\\.|%2e){0,2}(?:/|%2f)|(?:\\.|%2e){1,2}(?:\\?|$))" "!";
        }
        map "$goto_odd$uri" $goto_key {
          default "$goto_domain$uri";
          "~^!" "";
          "~[\\x00-\\x20\\x7f]" "";
        }

        # nginx looks up without regard to case: what was found counts if its key is what was asked for.
        map "$goto_key\
        """
            + found
            + """
            " $goto_link {
              default "";
              "~^([^ ]+) (?:.* )?(?:\\1|\\*) (?<goto_found>[^ ]+)" "$goto_found";
            }

            """);
    server(ways, host, domains);
  }

  /** With a sign before each, so that none is a word that means something in a map. */
  private void domains(DomainList domains) throws IOException {
    out.write("\nmap \"@$host\" $goto_domain {\n  default \"\";\n");
    for (NamedDomain domain : domains.all()) {
      if (!domain.isDefault()) {
        out.write("  \"@" + domain.name() + "\" \"" + domain.number() + "\";\n");
      }
    }
    out.write("}\n");
  }

  private void server(Map<String, Long> ways, String host, DomainList domains) throws IOException {
    out.write("server {\n  listen 80;\n  server_name " + NginxText.plain(host));
    for (NamedDomain domain : domains.all()) {
      if (!domain.isDefault()) {
        out.write(" " + NginxText.plain(domain.name()));
      }
    }
    out.write(";\n");
    for (String way : inOrder(ways)) {
      String status = way.replace("+", "");
      boolean adds = way.endsWith("+");
      out.write(
          "  if ($goto_link ~ \"^%s(?<goto_to>%s)\") { return %s $goto_to%s; }\n"
              .formatted(
                  adds ? status + "\\+" : status,
                  adds ? ".+" : "[^+].*",
                  status,
                  adds ? "$is_args$args" : ""));
    }
    out.write("  location / { return 404; }\n}\n");
  }

  /** What most links need first. */
  private static Iterable<String> inOrder(Map<String, Long> ways) {
    return ways.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .toList();
  }
}
