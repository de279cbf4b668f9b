/** Reads a run's folder and tells what happened in it: numbers for tables, a page for people. */
@NullMarked
package io.ekya.app.report;

import org.jspecify.annotations.NullMarked;
