package io.ekya.job.source.journal;

import org.apache.flink.api.connector.source.SourceSplit;

/**
 * A site's journal and how far it has been read.
 *
 * @param journal its id; empty before the first event was read: whichever the site has
 * @param next number of the next event
 */
public record JournalSplit(String site, String journal, long next) implements SourceSplit {
    @Override
    public String splitId() {
        return site;
    }
}
