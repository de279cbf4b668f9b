package io.ekya.app;

import io.ekya.command.Subcommand;
import io.ekya.synthetic.StreetPictures;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ekya street}. */
@Command(
        name = "street",
        description =
                "Draw synthetic streets in several lights and weathers, and a sheet of crops.")
public final class StreetCommand implements Subcommand {
    @Parameters(
            arity = "0..1",
            defaultValue = "out/street",
            paramLabel = "FOLDER",
            description = "Where the pictures go (default: ${DEFAULT-VALUE}).")
    Path folder = Path.of("out", "street");

    @Option(
            names = "--seed",
            defaultValue = "3",
            description = "Of layout and traffic (default: ${DEFAULT-VALUE}).")
    long seed;

    @Override
    public Integer call() throws Exception {
        StreetPictures.main(new String[] {folder.toString(), Long.toString(seed)});
        System.out.println("pictures are in " + folder);
        return 0;
    }
}
