using System.CommandLine;
using Ghc.Cli;
using Ghc.Cli.Commands;
using Spectre.Console;

var console = AnsiConsole.Console;
var root = new RootCommand("ghc: the Guangdong Health Code on the command line, for laboratories, borders and operators.")
{
    Settings.FileOption,
    LabCommand.Create(console),
    BorderCommand.Create(console),
    PlaceCommand.Create(console),
    StaffCommand.Create(console),
    KeysCommand.Create(console),
    PoisonCommand.Create(console),
    AuditCommand.Create(console),
};
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = true });
