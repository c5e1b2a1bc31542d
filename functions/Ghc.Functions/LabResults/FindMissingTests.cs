using Ghc.Domain.Documents;
using Ghc.Domain.LabResults;
using Ghc.Functions.Access;
using Ghc.Functions.Holders;
using Ghc.Platform.Encryption;
using Ghc.Platform.Http;
using Ghc.Platform.Localization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.LabResults;

public sealed record MissingTestsAnswer(IReadOnlyList<MissingTestFinding> Findings);

public sealed record MissingTestFinding(string Code, string Text);

/// <summary>"Why does the GHC not record my nucleic acid tests?" Looks where a result can have gone, and says what to do next.</summary>
public sealed class FindMissingTests(
    RequestAuthenticator authenticator,
    HoldersTable holders,
    DocumentsTable documents,
    Pseudonyms pseudonyms,
    IOptions<MissingTestOptions> options,
    TimeProvider clock
)
{
    /// <summary>A person has a handful of documents with one number; more would be somebody's mistake.</summary>
    private const int MostNamesakes = 20;

    /// <summary>One query each; the likeliest come first.</summary>
    private const int MostNearNumbers = 14;

    [Function(nameof(FindMissingTests))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/tests/missing")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        if ((await authenticator.OpenHolderAsync(request, cancellation)).Refused(out var refusal, out var holder))
        {
            return Reply.Problem(refusal);
        }

        var language = Languages.Of(request);
        var found = await FindAsync(holder, cancellation);
        return Reply.Json(
            new MissingTestsAnswer([
                .. found.Select(code => new MissingTestFinding(
                    code,
                    Texts.Get($"missing.{code}", language, options.Value.LaboratoryHours)
                )),
            ]),
            LabResultsJson.Types.MissingTestsAnswer
        );
    }

    private async Task<IReadOnlyList<string>> FindAsync(OwnHolder holder, CancellationToken cancellation)
    {
        var loading = holders.LoadAsync(holder.Id, cancellation);
        var document = holder.Status.Document;
        var others = await Task.WhenAll(
            NearNumbers
                .Of(document)
                .Take(MostNearNumbers)
                .Prepend(document)
                .Select(number => documents.WithNumberOfAsync(number, cancellation))
        );
        var namesakes = await Task.WhenAll(
            others
                .SelectMany(found => found)
                .Where(other => other != document)
                .Take(MostNamesakes)
                .Select(async other => new Namesake(other, (await holders.LoadAsync(pseudonyms.DocumentKey(other), cancellation)).Facts))
        );
        var since = clock.GetUtcNow().AddDays(-options.Value.LookBackDays);
        return MissingTests.Find(document, holder.Status.Name!, (await loading).Facts, namesakes, since);
    }
}
