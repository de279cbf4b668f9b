/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.sink;

import java.util.List;

/**
 * State of a writer.
 *
 * @param number that the current file gets when it is rolled
 * @param pending lines that could not be written yet
 * @param written keys of the lines that were written or are pending
 */
record JsonLinesState(long number, List<String> pending, List<WrittenKeys.Range> written) {
    JsonLinesState {
        pending = List.copyOf(pending);
        written = List.copyOf(written);
    }
}
