using System.CommandLine;

namespace Ghc.Cli.Commands;

/// <summary><c>ghc holder release --id-type TYPE --id-number NUMBER</c></summary>
public static class HolderCommand
{
    public static Command Create(Screen screen, Api api)
    {
        var release = new Command(
            "release",
            "Free a document from the phone that shows it, with the document in hand: somebody applied with a copy, or the phone is gone. Officers only; recorded, and both phones are told. "
                + "Exit codes: 0 done, 2 refused, 3 service unreachable."
        );
        var document = new DocumentOptions(release);
        release.Add(api.UrlOption);
        release.Add(api.TokenOption);
        release
            .WithExamples("ghc holder release --id-type passport --id-number TK1000002 --url https://ghc.example")
            .SetAction(
                (arguments, cancellation) =>
                    api.WithAsync(
                        arguments,
                        async session =>
                        {
                            var found = await session.SendAsync(
                                HttpMethod.Post,
                                "api/holders/find",
                                document.ToJson(arguments),
                                cancellation
                            );
                            await session.SendAsync(
                                HttpMethod.Post,
                                $"api/holders/{found["holderId"]}/release",
                                """{"reason":"document-shown"}""",
                                cancellation
                            );
                            return screen.Answer(
                                new { released = (string?)found["holderId"] },
                                $"Released. The document can be used in an application again."
                            );
                        }
                    )
            );
        return new Command("holder", "Documents and the phones that show them.") { release };
    }
}
