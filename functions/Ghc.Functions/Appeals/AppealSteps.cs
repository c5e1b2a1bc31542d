using System.Globalization;
using Ghc.Domain;
using Ghc.Domain.Appeals;
using Ghc.Functions.AccountStore;
using Ghc.Functions.Audit;
using Ghc.Functions.Holders;
using Ghc.Functions.LabResults;
using Ghc.Functions.Measures;
using Ghc.Functions.Texting;
using Ghc.Platform.Http;
using Ghc.Platform.Json;
using Ghc.Platform.Localization;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Appeals;

/// <summary>
/// What follows from the filing and from each act: first Audit, then the lift or the question to the laboratory, then the text. Each may be
/// repeated; how far it came stands in the appeal, and <see cref="FollowAppeals"/> carries on where a call was cut off.
/// </summary>
public sealed class AppealSteps(
    AppealsTable appeals,
    HoldersTable holders,
    AccountsTable accounts,
    MeasureWorkflow measures,
    LabOutcomesTable outcomes,
    TextQueue texts,
    AuditTable audit,
    IOptions<SiteOptions> site
)
{
    /// <summary>Whom Audit names for what holders do: what they wrote is theirs to have erased, and Audit is for good.</summary>
    public const string Holder = "holder";

    /// <summary>Whom Audit names for what follows by itself.</summary>
    public const string Service = "service";

    /// <summary>The appeal with all its steps done.</summary>
    public async Task<Appeal> CarryOutAsync(Appeal appeal, CancellationToken cancellation)
    {
        if (appeal.IsCarriedOut)
        {
            return appeal;
        }

        for (var step = appeal.CarriedOut; step <= appeal.Acts.Count; step++)
        {
            await CarryOutAsync(appeal, step, cancellation);
        }

        // If somebody changed the appeal meanwhile, they carry out all of it, or the timer does.
        var done = appeal with
        {
            CarriedOut = appeal.Acts.Count + 1,
        };
        if (
            await appeals.FindAsync(appeal.Id, cancellation) is { } stored
            && stored.Appeal.Version == appeal.Version
            && await appeals.TryWriteAsync(done, stored.ReadAs, cancellation)
            && done.IsClosed
        )
        {
            await appeals.LeaveQueueAsync(done, cancellation);
        }

        return done;
    }

    private async Task CarryOutAsync(Appeal appeal, int step, CancellationToken cancellation)
    {
        var act = step == 0 ? null : appeal.Acts[step - 1];
        var name = string.Create(CultureInfo.InvariantCulture, $"{appeal.Id}.{step}");
        await audit.AppendOnceAsync(
            act?.Officer ?? Holder,
            act is null ? "appeal-filed" : $"appeal-{Words.Of(act.Decision)}",
            name,
            act is null ? Words.Of(appeal.Ground) : DetailsOf(act),
            cancellation
        );
        switch (act)
        {
            case null:
                await TellAsync(appeal, name, "received", cancellation, ChinaTime.TextOf(appeal.DueAt));
                break;
            case { Decision: AppealDecision.ApproveLift }:
                // The measure's own text tells that it was lifted. One that is no longer there needs no lift.
                await measures.EndAsync((appeal with { Acts = [.. appeal.Acts.Take(step)] }).Answer!.MeasureId!, act.Officer, cancellation);
                break;
            case { Decision: AppealDecision.AskLaboratory, Sample: { } sample }:
                await outcomes.AskAsync(sample.Laboratory, sample.Accession, sample.Revision, name, act.At, cancellation);
                await TellAsync(appeal, name, "laboratory", cancellation);
                break;
            case { Decision: AppealDecision.LaboratoryCorrected }:
                await TellAsync(appeal, name, "corrected", cancellation);
                break;
            case { Decision: AppealDecision.Refuse }:
                await TellAsync(appeal, name, "refused", cancellation);
                break;
        }
    }

    /// <summary>The account that shows the code now, if it is the one that filed the appeal.</summary>
    private async Task TellAsync(Appeal appeal, string id, string what, CancellationToken cancellation, params string[] values)
    {
        if (
            await holders.FindStatusAsync(appeal.HolderId, cancellation) is { Status: { Owner: { } owner, Name: { } name } }
            && owner.ClaimedAt == appeal.ClaimedAt
            && await accounts.LoadAsync(owner.PhoneKey, cancellation) is { Data: { } data } account
        )
        {
            var text = Texts.Get($"sms.appeal.{what}", Languages.OfTag(data.Language), [name.Masked, .. values, site.Value.Url]);
            await texts.TellAsync($"appeal|{id}", account, text, cancellation);
        }
    }

    private static string DetailsOf(AppealAct act) =>
        act switch
        {
            { MeasureId: { } measure } => measure,
            { Sample: { } sample } => sample.Laboratory,
            { Because: { } because } => Words.Of(because),
            _ => "",
        };
}
