using System.CommandLine;
using Ghc.Bench.Servers;

namespace Ghc.Bench.Commands;

/// <summary><c>ghc-bench serve</c>: one of the processes that are measured. The harness starts them itself.</summary>
public static class ServeCommand
{
    public static Command Create()
    {
        var role = new Argument<string>("ROLE") { Description = "app, floor, or ingest-floor." };
        role.AcceptOnlyFromAmong("app", "floor", "ingest-floor");
        var command = new Command("serve", "Be one of the measured processes.") { role };
        command.Hidden = true;
        command.SetAction((arguments, cancellation) => arguments.GetRequiredValue(role) switch
        {
            "app" => Task.FromResult(ServedApp.Run()),
            var other => Floor.RunAsync(other == "ingest-floor", cancellation),
        });
        return command;
    }
}
