/** Tests of the package of the same name. */
@NullMarked
package io.ekya.command;

import org.jspecify.annotations.NullMarked;
