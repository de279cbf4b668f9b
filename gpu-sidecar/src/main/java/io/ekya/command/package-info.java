/** Common to all subcommands of {@code ekya}, and command lines of child processes. */
@NullMarked
package io.ekya.command;

import org.jspecify.annotations.NullMarked;
