package gotourl.http.api;

import java.util.Optional;

/**
 * What a call names a link by.
 *
 * @param code as the path has it
 * @param domain as the query has it; empty for the default domain
 */
record LinkName(String code, Optional<String> domain) {}
