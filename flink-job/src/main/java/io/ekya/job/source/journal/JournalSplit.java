/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.journal;

import org.apache.flink.api.connector.source.SourceSplit;

/**
 * A site's journal and its read position.
 *
 * @param journal its id; empty for the site's current journal, before the first event was read
 * @param next number of the next event
 */
public record JournalSplit(String site, String journal, long next) implements SourceSplit {
    @Override
    public String splitId() {
        return site;
    }
}
