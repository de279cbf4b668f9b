/** What every subcommand of {@code ekya} has in common; modules register theirs as services. */
@NullMarked
package io.ekya.command;

import org.jspecify.annotations.NullMarked;
