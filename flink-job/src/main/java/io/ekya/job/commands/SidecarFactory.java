package io.ekya.job.commands;

import io.ekya.sidecar.client.Sidecar;
import java.io.Serializable;

/** How an operator reaches the sidecar; the answer may be a sidecar that is down at the moment. */
public interface SidecarFactory extends Serializable {

    /** A client of its own for the caller, who closes it. */
    Sidecar connect();
}
