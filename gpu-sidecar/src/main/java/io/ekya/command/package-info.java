/** The interface of the subcommands of {@code ekya}, which each module registers as services. */
@NullMarked
package io.ekya.command;

import org.jspecify.annotations.NullMarked;
