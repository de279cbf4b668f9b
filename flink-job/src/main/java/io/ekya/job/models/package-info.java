/** Students and teachers of an operator: where they are loaded from and who closes them. */
@NullMarked
package io.ekya.job.models;

import org.jspecify.annotations.NullMarked;
