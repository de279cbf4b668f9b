/** Tests of problems from files and plans for people. */
@NullMarked
package io.ekya.app.plan;

import org.jspecify.annotations.NullMarked;
