/**
 * Configuration: flags, environment and file become each room's own {@code Options} record, and all
 * mistakes are reported at once.
 *
 * <p>Front door: {@link gotourl.config.Configuration}. {@link gotourl.config.Setting} is the one
 * table of everything that can be set; help, documentation and parsing come from it.
 */
@NullMarked
package gotourl.config;

import org.jspecify.annotations.NullMarked;
