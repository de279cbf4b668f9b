/** Reads the folder of a run and writes its report: summary figures, tables and charts. */
@NullMarked
package io.ekya.app.report;

import org.jspecify.annotations.NullMarked;
