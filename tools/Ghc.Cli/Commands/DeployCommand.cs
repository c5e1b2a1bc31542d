using System.CommandLine;

namespace Ghc.Cli.Commands;

/// <summary><c>ghc deploy check</c></summary>
public static class DeployCommand
{
    public static Command Create(Screen screen, Api api)
    {
        var url = new Argument<string>("URL") { Description = "The service, such as https://ghc.example." };
        var check = new Command(
            "check",
            "Ask a deployed service for its health and its keys. Exit codes: 0 both are good, 2 one is not, 3 service unreachable."
        )
        {
            url,
        };
        check
            .WithExamples("ghc deploy check https://ghc.example")
            .SetAction(
                (arguments, cancellation) =>
                    api.WithAsync(
                        arguments,
                        arguments.GetRequiredValue(url),
                        async session =>
                        {
                            var health = await session.GetAsync("api/health", cancellation);
                            var keys = await session.GetAsync("api/keys", cancellation);
                            var count = keys["keys"]!.AsArray().Count;
                            var exitCode = (string?)health["status"] == "ok" && count > 0 ? ExitCodes.Done : ExitCodes.Unusable;
                            return screen.Answer(new { health, keys = count }, $"Health: {health["status"]}; keys: {count}", exitCode);
                        }
                    )
            );
        return new Command("deploy", "What was deployed.") { check };
    }
}
