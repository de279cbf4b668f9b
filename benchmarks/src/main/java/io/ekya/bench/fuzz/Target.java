/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.fuzz;

import java.util.List;

/** Something that reads what others have written. */
interface Target {
    String name();

    /** Returns valid inputs. */
    List<byte[]> seeds() throws Exception;

    /**
     * Reads an input.
     *
     * @return whether it was accepted; false if it was refused in the documented way
     * @throws Exception that must not happen
     */
    boolean accepts(byte[] input) throws Exception;
}
