/** Labels sampled frames with the teacher and sends the labels to the sidecar. */
@NullMarked
package io.ekya.job.labelling;

import org.jspecify.annotations.NullMarked;
