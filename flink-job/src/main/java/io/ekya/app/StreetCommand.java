/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app;

import io.ekya.command.Subcommand;
import io.ekya.synthetic.StreetPictures;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ekya street}: renders sample pictures of the synthetic streets. */
@Command(
        name = "street",
        description =
                "Render synthetic streets in different light and weather, and a sheet of crops.")
public final class StreetCommand implements Subcommand {
    @Parameters(
            arity = "0..1",
            defaultValue = "out/street",
            paramLabel = "FOLDER",
            description = "Output folder (default: ${DEFAULT-VALUE}).")
    Path folder = Path.of("out", "street");

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            defaultValue = "3",
            description = "Seed of street layout and traffic (default: ${DEFAULT-VALUE}).")
    long seed;

    @Override
    public Integer call() throws Exception {
        StreetPictures.main(new String[] {folder.toString(), Long.toString(seed)});
        System.out.println("pictures written to " + folder);
        return 0;
    }
}
