/** Tests of problems from files and plans for people. */
@NullMarked
package io.ekya.job.plan;

import org.jspecify.annotations.NullMarked;
