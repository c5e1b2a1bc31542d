using Ghc.Bench;
using Spectre.Console;

return await BenchCommand.RunAsync(args, AnsiConsole.Console, CancellationToken.None);
