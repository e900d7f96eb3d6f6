package gotourl.http.api;

import gotourl.access.Credential;
import gotourl.access.Scope;
import gotourl.link.TagName;
import gotourl.link.TagStore;
import gotourl.link.TagStore.Tag;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** {@code tags}: what links are tagged with, how many each, and what a tag is called. */
final class TagCollection {

  static final String METHODS = "GET, HEAD, OPTIONS";

  static final String ONE_METHODS = "PATCH, DELETE, OPTIONS";

  /** The parameters of its pages. */
  static final EnumSet<ListParameter> PARAMETERS =
      EnumSet.of(ListParameter.LIMIT, ListParameter.CURSOR);

  /** The only field of a change. */
  static final String NAME = "name";

  private final TagStore tags;

  TagCollection(TagStore tags) {
    this.tags = tags;
  }

  Response answer(Call call, Credential who) throws Refused {
    return switch (call.method()) {
      case "GET", "HEAD" -> list(call, who);
      case "OPTIONS" -> Methods.options(METHODS);
      case String _ -> throw Methods.notAllowed(METHODS);
    };
  }

  /**
   * @param text as the path has it
   */
  Response one(Call call, Credential who, String text) throws Refused {
    return switch (call.method()) {
      case "PATCH" -> rename(call, who, text);
      case "DELETE" -> delete(call, who, text);
      case "OPTIONS" -> Methods.options(ONE_METHODS);
      case String _ -> throw Methods.notAllowed(ONE_METHODS);
    };
  }

  private Response list(Call call, Credential who) throws Refused {
    if (!who.allows(Scope.READ) || !reachesAllDomains(who)) {
      throw Permission.nothingHere();
    }
    Faults faults = new Faults();
    ListQuery query = ListQuery.read(call, PARAMETERS, faults);
    String after = place(query.cursor, faults);
    faults.refuseIfAny();
    Set<TagName> own = Reach.tags(who);
    List<Tag> rest =
        tags.all().stream()
            .filter(tag -> own.isEmpty() || own.contains(tag.name()))
            .filter(tag -> tag.name().folded().compareTo(after) > 0)
            .limit(query.limit + 1L)
            .toList();
    return page(rest.subList(0, Math.min(query.limit, rest.size())), rest.size() > query.limit);
  }

  /** A cursor is the last name of the page before, so that nothing moves between two pages. */
  private static String place(@Nullable String cursor, Faults faults) {
    try {
      return cursor == null
          ? ""
          : new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException garbled) {
      faults.add(
          Fault.shape(
              ListParameter.CURSOR.label(),
              "cannot be used: the cursor is garbled; begin the list again without it"));
      return "";
    }
  }

  private static Response page(List<Tag> page, boolean hasMore) {
    byte[] body =
        JsonText.of(out -> {
          out.writeStartObject();
          out.writeArrayPropertyStart("tags");
          page.forEach(tag -> write(out, tag));
          out.writeEndArray();
          out.writeName("next");
          if (hasMore) {
            byte[] last = page.getLast().name().folded().getBytes(StandardCharsets.UTF_8);
            out.writeString(Base64.getUrlEncoder().withoutPadding().encodeToString(last));
          } else {
            out.writeNull();
          }
          out.writeEndObject();
        });
    return Response.json(200, body).unkept();
  }

  private static void write(JsonGenerator out, Tag tag) {
    out.writeStartObject();
    out.writeStringProperty(NAME, tag.name().text());
    out.writeNumberProperty("links", tag.links());
    out.writeEndObject();
  }

  private Response rename(Call call, Credential who, String text) throws Refused {
    TagName name = changeable(who, text);
    Methods.requireNoParameters(call);
    Faults faults = new Faults();
    Json.Members body = Bodies.read(call, Bodies.MERGE_PATCH, faults);
    Optional<TagName> wanted = wanted(body, faults);
    faults.refuseIfAny();
    if (wanted.isEmpty()) {
      return find(name).map(tag -> shown(tag, who)).orElseGet(TagCollection::noSuchTag);
    }
    return switch (tags.rename(name, wanted.get()).toCompletableFuture().join()) {
      case TagStore.Known(Tag tag) -> shown(tag, who);
      case TagStore.NameTaken(Tag holder) ->
          Problems.of(
              Problem.TAG_TAKEN,
              "The name " + holder.name() + " belongs to another tag, which stays.",
              List.of(Fault.value(NAME, "belongs to another tag")));
      case TagStore.NoSuchTag _ -> noSuchTag();
      case TagStore.NotSaved(var unsaved) -> Outcomes.of(unsaved);
    };
  }

  private static Response shown(Tag tag, Credential who) {
    return who.allows(Scope.READ)
        ? Response.json(200, JsonText.of(out -> write(out, tag))).unkept()
        : Response.empty(204).unkept();
  }

  private static Optional<TagName> wanted(Json.Members body, Faults faults) {
    Optional<TagName> wanted = Optional.empty();
    for (String member : body.members().keySet()) {
      if (!member.equals(NAME)) {
        faults.add(Fault.shape(member, "is unknown"));
        continue;
      }
      try {
        wanted = Optional.of(Values.tagName(body.members().get(member)));
      } catch (Unacceptable reason) {
        faults.add(reason.of(NAME));
      }
    }
    return wanted;
  }

  private Response delete(Call call, Credential who, String text) throws Refused {
    TagName name = changeable(who, text);
    Methods.requireNoParameters(call);
    return switch (tags.delete(name).toCompletableFuture().join()) {
      case TagStore.Gone _ -> Response.empty(204).unkept();
      case TagStore.NoSuchTag _ -> noSuchTag();
      case TagStore.NotSaved(var unsaved) -> Outcomes.of(unsaved);
    };
  }

  /** Who sees a tag hears that he may not change it; who sees none hears of none. */
  private TagName changeable(Credential who, String text) throws Refused {
    if (!(TagName.parse(text) instanceof TagName.Valid(TagName name))) {
      throw new Refused(noSuchTag());
    }
    Set<TagName> own = Reach.tags(who);
    boolean sees =
        who.allows(Scope.READ)
            && reachesAllDomains(who)
            && (own.isEmpty() || own.contains(name))
            && find(name).isPresent();
    if (!who.allows(Scope.WRITE) || !own.isEmpty() || !reachesAllDomains(who)) {
      // Links of others have the tag too: who is limited to it does not change it for them.
      throw sees ? Permission.forbidden() : new Refused(noSuchTag());
    }
    return name;
  }

  private Optional<Tag> find(TagName name) {
    return tags.all().stream().filter(tag -> tag.name().equals(name)).findFirst();
  }

  private static Response noSuchTag() {
    return Problems.of(Problem.NOT_FOUND, "There is no such tag.");
  }

  /** Tags and their numbers are of links of all domains. */
  private static boolean reachesAllDomains(Credential who) {
    return who.limits().domains().isEmpty();
  }
}
