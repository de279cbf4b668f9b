/**
 * The job's operators: thin shells that keep state and time around the functions of udfs. Work that
 * may be slow or may fail (teacher, sidecar, loading students) is handed to one worker thread a
 * subtask, so that nothing stalls the stream.
 */
@NullMarked
package io.ekya.job.operator;

import org.jspecify.annotations.NullMarked;
