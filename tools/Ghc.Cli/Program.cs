using Ghc.Cli;
using Spectre.Console;

var talk = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
return await GhcCommand.RunAsync(args, new Screen(AnsiConsole.Console, talk, Console.OpenStandardInput()), CancellationToken.None);
