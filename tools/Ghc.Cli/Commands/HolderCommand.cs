using System.CommandLine;
using System.Text.Json.Nodes;
using Ghc.Domain.Documents;

namespace Ghc.Cli.Commands;

/// <summary><c>ghc holder release --id-type TYPE --id-number NUMBER</c></summary>
public static class HolderCommand
{
    public static Command Create(Screen screen, Api api)
    {
        var type = new Option<string>("--id-type") { Description = "The type of the document.", Required = true }
            .AcceptOnlyFromAmong([.. Enum.GetValues<IdType>().Select(value => value.ToText())]);
        var number = new Option<string>("--id-number") { Description = "The number of the document.", Required = true };
        var issuance = new Option<string>("--issuance") { Description = "The number of issuance of a permit." };
        var release = new Command(
            "release",
            "Free a document from the phone that shows it, with the document in hand: somebody applied with a copy, or the phone is gone. Officers only; recorded, and both phones are told. "
            + "Exit codes: 0 done, 2 refused, 3 service unreachable.")
        {
            type,
            number,
            issuance,
            api.UrlOption,
            api.TokenOption,
        };
        release.WithExamples("ghc holder release --id-type passport --id-number TK1000002 --url https://ghc.example").SetAction((arguments, cancellation) => api.WithAsync(arguments, async session =>
        {
            var document = new JsonObject
            {
                ["idType"] = arguments.GetRequiredValue(type),
                ["idNumber"] = arguments.GetRequiredValue(number),
                ["issuanceNumber"] = arguments.GetValue(issuance),
            };
            var found = await session.SendAsync(HttpMethod.Post, "api/holders/find", document.ToJsonString(), cancellation);
            await session.SendAsync(HttpMethod.Post, $"api/holders/{found["holderId"]}/release", """{"reason":"document-shown"}""", cancellation);
            return screen.Answer(new { released = (string?)found["holderId"] }, $"Released. Whoever holds the document can apply with it now.");
        }));
        return new Command("holder", "Documents and the phones that show them.") { release };
    }
}
