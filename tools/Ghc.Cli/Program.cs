using Ghc.Cli;
using Spectre.Console;

return await GhcCommand.RunAsync(args, AnsiConsole.Console, Console.Error, CancellationToken.None);
