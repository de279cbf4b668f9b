/** Shows the progress of a run on the terminal, using only the files in its folder. */
@NullMarked
package io.ekya.app.progress;

import org.jspecify.annotations.NullMarked;
