/** Shows a run on the terminal, from the files in its folder alone. */
@NullMarked
package io.ekya.app.progress;

import org.jspecify.annotations.NullMarked;
