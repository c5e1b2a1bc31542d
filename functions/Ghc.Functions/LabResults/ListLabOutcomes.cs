using System.Globalization;
using Ghc.Domain;
using Ghc.Functions.Access;
using Ghc.Functions.Audit;
using Ghc.Functions.Senders;
using Ghc.Platform.Http;
using Ghc.Platform.Localization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.LabResults;

/// <param name="Next">To be given as <c>after</c> for the next, older page; absent on the last.</param>
public sealed record OutcomesAnswer(string Laboratory, IReadOnlyList<OutcomeView> Outcomes, string? Next);

public sealed record OutcomeView(
    DateTimeOffset At,
    string? Accession,
    int? Revision,
    string Outcome,
    string? Reason,
    string? Text,
    IReadOnlyDictionary<string, string[]>? Errors
)
{
    /// <summary>What was wrong with an accepted message, as codes of docs/messages.md.</summary>
    public IReadOnlyList<string>? Remarks { get; init; }

    public static OutcomeView Of(LabOutcome outcome, CultureInfo language) =>
        new(
            outcome.At,
            outcome.Accession,
            outcome.Revision,
            outcome.Outcome,
            outcome.Reason,
            outcome.Reason is { } reason ? Texts.Get($"poison.{reason}", language) : null,
            outcome
                .Errors?.GroupBy(error => error.Field)
                .ToDictionary(
                    field => field.Key,
                    field => field.Select(error => Texts.Get($"field.{error.Problem}", language)).Distinct().ToArray()
                )
        )
        {
            Remarks = outcome.Remarks,
        };
}

/// <summary>
/// Lists the outcomes of a laboratory's messages, newest first. Officers and administrators may read them too; that is audited.
/// </summary>
public sealed class ListLabOutcomes(SenderTokens tokens, RequestAuthenticator sessions, LabOutcomesTable table, AuditTable audit)
{
    public const int PageSize = 100;

    [Function(nameof(ListLabOutcomes))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/laboratories/{id}/outcomes")] HttpRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        if (await RefusalAsync(request, id, cancellation) is { } why)
        {
            return Reply.Problem(why);
        }

        if (OutcomeQuery.Read(request).Refused(out var refusal, out var query))
        {
            return Reply.Problem(refusal);
        }

        var (outcomes, next) = await table.PageAsync(id, query.Accession, query.Since, query.After, PageSize, cancellation);
        var language = Languages.Of(request);
        return Reply.Json(
            new OutcomesAnswer(id, [.. outcomes.Select(outcome => OutcomeView.Of(outcome, language))], next),
            LabResultsJson.Types.OutcomesAnswer
        );
    }

    private async Task<Refusal?> RefusalAsync(HttpRequest request, string id, CancellationToken cancellation)
    {
        if (SenderTokens.Find(request) is { } token)
        {
            return await tokens.RefusalAsync(SenderKind.Laboratory, token, id, toSend: false, cancellation);
        }

        if ((await sessions.OpenStaffAsync(request, nameof(ListLabOutcomes), cancellation)).Refused(out var refusal, out var signedIn))
        {
            return refusal;
        }

        if (!Sender.IsId(id))
        {
            return new Refusal(RefusalCodes.NotFound);
        }

        await audit.AppendAsync(signedIn.Account.Key, "outcomes-read", id, "", cancellation);
        return null;
    }
}

/// <summary>The filters of the list.</summary>
public sealed record OutcomeQuery(string? Accession, DateTimeOffset? Since, string? After)
{
    private static readonly string[] Instants = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    public static Outcome<OutcomeQuery> Read(HttpRequest request)
    {
        var form = new Form();
        var accession = Text(request, "accession");
        form.Require(accession is null || LabMessages.IsAccession(accession), "accession", "message.accession");
        var after = Text(request, "after");
        form.Require(
            after is null || (after.Length <= 60 && after.All(c => char.IsAsciiHexDigitLower(c) || c == '|')),
            "after",
            "query.after"
        );
        var since = Text(request, "since");
        var time = default(DateTimeOffset);
        form.Require(
            since is null
                || (
                    EndsWithOffset(since)
                    && DateTimeOffset.TryParseExact(since, Instants, CultureInfo.InvariantCulture, DateTimeStyles.None, out time)
                ),
            "since",
            "query.time"
        );
        return form.Refusal is { } wrong ? wrong : new OutcomeQuery(accession, since is null ? null : time, after);
    }

    /// <summary>Without an offset the framework would assume the time zone of the machine.</summary>
    private static bool EndsWithOffset(string text) => text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-');

    private static string? Text(HttpRequest request, string name) => request.Query[name].ToString() is { Length: > 0 } text ? text : null;
}
