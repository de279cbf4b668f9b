/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.cli;

import picocli.CommandLine;

/** Starts a sidecar from the command line. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SidecarCommand()).execute(arguments));
    }
}
