using System.CommandLine;
using System.Text.Json.Nodes;
using Ghc.Domain.Documents;

namespace Ghc.Cli;

/// <summary>The options that name a travel document.</summary>
internal sealed class DocumentOptions
{
    private readonly Option<string> type = new Option<string>("--id-type")
    {
        Description = "The type of the document.",
        Required = true,
    }.AcceptOnlyFromAmong([.. Enum.GetValues<IdType>().Select(value => value.ToText())]);

    private readonly Option<string> number = new("--id-number") { Description = "The number of the document.", Required = true };

    private readonly Option<string> issuance = new("--issuance") { Description = "The number of issuance of a permit." };

    public DocumentOptions(Command command)
    {
        command.Add(type);
        command.Add(number);
        command.Add(issuance);
    }

    /// <summary>The body of <c>POST api/holders/find</c>.</summary>
    public string ToJson(ParseResult arguments) =>
        new JsonObject
        {
            ["idType"] = arguments.GetRequiredValue(type),
            ["idNumber"] = arguments.GetRequiredValue(number),
            ["issuanceNumber"] = arguments.GetValue(issuance),
        }.ToJsonString();
}
