package gotourl.transfer;

/** In which domain the links of a source are made. */
public sealed interface DomainChoice {

  /** As the kind of source has it: those that name domains of a server keep them. */
  record Usual() implements DomainChoice {}

  /** In their own; one that is not there is made. */
  record Own() implements DomainChoice {}

  /**
   * All in this one.
   *
   * @param name as {@link gotourl.link.DomainName} has it, or {@link
   *     gotourl.link.Domain#DEFAULT_NAME}
   */
  record Named(String name) implements DomainChoice {}
}
