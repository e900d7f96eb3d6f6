/**
 * Configuration: flags, environment and file become each room's own {@code Options} record, and all
 * mistakes are reported at once.
 *
 * <p>Front door: {@link gotourl.config.Configuration}. {@link gotourl.config.Setting} is the one
 * table of everything that can be set; help, documentation and parsing come from it. A flag wins
 * over the environment, the environment over the file, the file over the default.
 *
 * <p>Reads the one properties file and resolves the listen address; opens nothing else. Text that
 * it quotes from flags, environment or file is quoted as it came: whoever prints it escapes it.
 */
@NullMarked
package gotourl.config;

import org.jspecify.annotations.NullMarked;
